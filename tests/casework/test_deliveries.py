"""An authority counts as told on the London day on which its mail server took the notice."""

from datetime import UTC, date, datetime

import pytest

from audit.models import AuditEvent
from casework import queries
from casework.actions.tellings import record_told
from casework.models import Case, CaseFact, Deadline
from casework.tasks import record_deliveries
from row_security.scope import WHOLE_SERVICE, declare
from statute.facts import Fact
from tests.casework.letters import stored_letter
from tests.factories import CaseFactory, LocalAuthorityFactory, clocked

LATE_EVENING = datetime(2026, 9, 15, 22, 30, tzinfo=UTC)  # 23:30 in London, the same day
AFTER_MIDNIGHT = datetime(2026, 9, 15, 23, 30, tzinfo=UTC)  # 00:30 in London, the day after


def duties(case):
    rows = Deadline.objects.filter(case=case, rule_id__in=["N3", "N3-HOME"]).order_by("rule_id")
    return list(rows.values_list("rule_id", "state", "done_on"))


@pytest.fixture
def both(db):
    return clocked(CaseFactory(home_authority=LocalAuthorityFactory()))


@pytest.mark.parametrize(
    ("accepted_at", "state", "day"),
    [
        (LATE_EVENING, "MET", date(2026, 9, 15)),
        (AFTER_MIDNIGHT, "LATE", date(2026, 9, 16)),
    ],
)
def test_an_accepted_notice_is_the_fact_that_the_authority_was_told(
    noticed, accepted_at, state, day
):
    stored_letter(noticed, "ACCEPTED", accepted_at=accepted_at)

    record_deliveries()

    declare(WHOLE_SERVICE)
    assert duties(noticed) == [("N3", state, day)]


def test_each_authority_is_told_by_its_own_notice(both):
    stored_letter(both, "QUEUED")
    stored_letter(
        both,
        "DELIVERED",
        contact_key=f"authority/{both.home_authority_id}/exclusions",
        accepted_at=LATE_EVENING,
    )

    record_deliveries()

    declare(WHOLE_SERVICE)
    assert duties(both) == [
        ("N3", "OPEN", None),
        ("N3-HOME", "MET", date(2026, 9, 15)),
    ]


@pytest.mark.parametrize(
    ("state", "more"),
    [
        ("QUEUED", {}),
        ("IN_DOUBT", {}),
        ("HELD", {}),
        ("FAILED", {}),
        ("ACCEPTED", {"letter": "follow-up-to-authority"}),
        ("ACCEPTED", {"contact_key": "authority/999/exclusions"}),
    ],
)
def test_what_is_not_an_accepted_notice_to_that_authority_tells_nobody(noticed, state, more):
    stored_letter(noticed, state, **more)

    record_deliveries()

    declare(WHOLE_SERVICE)
    assert duties(noticed) == [("N3", "OPEN", None)]


def test_a_notice_of_another_case_tells_nothing_of_this_one(noticed):
    stored_letter(clocked(CaseFactory(school=noticed.school)), "ACCEPTED")

    assert [told.case_id for told in queries.get_accepted_notices(limit=9)] != [noticed.pk]
    record_deliveries()

    declare(WHOLE_SERVICE)
    assert duties(noticed) == [("N3", "OPEN", None)]


def test_recording_deliveries_twice_records_each_once(both):
    stored_letter(both, "ACCEPTED", accepted_at=LATE_EVENING)
    record_deliveries()
    declare(WHOLE_SERVICE)
    before = AuditEvent.objects.count()

    record_deliveries()

    declare(WHOLE_SERVICE)
    assert AuditEvent.objects.count() == before
    assert CaseFact.objects.filter(fact=Fact.AUTHORITY_INFORMED).count() == 1


def test_a_second_worker_that_comes_late_keeps_the_first_telling(noticed):
    told = {"case_id": noticed.pk, "fact": Fact.AUTHORITY_INFORMED, "now": AFTER_MIDNIGHT}
    record_told(accepted_at=LATE_EVENING, **told)
    record_told(accepted_at=AFTER_MIDNIGHT, **told)

    assert duties(noticed) == [("N3", "MET", date(2026, 9, 15))]


def test_an_ended_case_is_asked_about_no_more(noticed):
    stored_letter(noticed, "ACCEPTED")
    Case.objects.update(status="CANCELLED")
    Deadline.objects.update(state="LAPSED")

    assert queries.get_accepted_notices(limit=9) == []
