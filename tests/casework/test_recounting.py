"""What an older calendar or an older law has left behind is found and worked out anew."""

from datetime import date

import pytest

from audit.models import AuditEvent
from casework.models import Deadline
from casework.tasks import mend_stored_dates, recount_stale_cases
from organisations.models import CalendarVersion
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import AUTUMN, HALF_TERM, CalendarVersionFactory, CaseFactory, SchoolFactory
from tests.factories import clocked as noticed_case

pytestmark = pytest.mark.services


def due(case):
    return dict(Deadline.objects.filter(case=case).values_list("rule_id", "due_date"))


def recount():
    recount_stale_cases()
    declare(WHOLE_SERVICE)


def test_a_case_counted_on_an_older_calendar_is_counted_on_the_newest(noticed):
    closed = [*HALF_TERM, date(2026, 9, 17)]
    CalendarVersionFactory(
        school=noticed.school, number=2, session_days=[d for d in AUTUMN if d not in closed]
    )

    recount()

    assert due(noticed)["E4"] == date(2026, 9, 24)


def test_a_case_of_a_school_without_days_is_counted_once_its_authority_supplies_them(db):
    case = noticed_case(CaseFactory(school=SchoolFactory(calendar=None)))
    assert due(case)["E4"] is None
    CalendarVersionFactory(local_authority=case.authority)

    recount()

    assert due(case)["E4"] == date(2026, 9, 23)


def test_a_case_counted_under_an_older_law_is_counted_under_the_newest(noticed):
    open_ones = Deadline.objects.filter(state="OPEN")
    open_ones.update(law_edition="older", due_date=date(2026, 9, 1))

    recount()

    assert due(noticed)["G1"] == date(2026, 10, 6)


def test_recounting_twice_changes_nothing_the_second_time(noticed):
    CalendarVersion.objects.all().delete()
    recount()
    before = AuditEvent.objects.count(), due(noticed)

    recount()

    assert (AuditEvent.objects.count(), due(noticed)) == before


def test_a_case_that_is_up_to_date_is_left_alone(noticed):
    before = AuditEvent.objects.count()

    recount()

    assert AuditEvent.objects.count() == before


def mend():
    mend_stored_dates()
    declare(WHOLE_SERVICE)


def test_a_stored_date_that_its_days_do_not_give_is_mended_though_nothing_looks_stale(noticed):
    Deadline.objects.filter(case=noticed, rule_id="G1").update(due_date=date(2026, 10, 7))
    recount()
    assert due(noticed)["G1"] == date(2026, 10, 7)

    mend()

    assert due(noticed)["G1"] == date(2026, 10, 6)
    last = AuditEvent.objects.filter(kind="deadline.changed", case_id=noticed.pk).last()
    assert last.facts["before"]["due_date"] == "2026-10-07"


def test_dates_that_are_right_are_left_alone_however_many_schools_there_are(noticed, monkeypatch):
    noticed_case(CaseFactory())
    noticed_case(CaseFactory(school=SchoolFactory(calendar=None)))
    monkeypatch.setattr("casework.tasks.SCHOOLS_AT_ONCE", 1)
    before = AuditEvent.objects.count()

    mend()

    assert AuditEvent.objects.count() == before


def test_a_wrong_date_of_a_case_that_has_ended_is_told_and_not_moved(noticed, caplog):
    Deadline.objects.filter(case=noticed, rule_id="G1").update(due_date=date(2026, 10, 7))
    noticed.status = "REINSTATED"
    noticed.save()

    mend()

    assert due(noticed)["G1"] == date(2026, 10, 7)
    assert caplog.messages == ["1 dates of cases that have ended differ from their school days"]
