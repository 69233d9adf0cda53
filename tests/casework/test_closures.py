"""Snow days: every open clock at the school moves at once, and each person is told once."""

from datetime import UTC, date, datetime

import pytest

from audit.models import AuditEvent
from casework import deadlines
from casework.actions import calendars
from casework.facts import state_fact
from casework.models import Deadline
from casework.queries import get_open_cases
from notifications.models import Message
from organisations.access import NotYourSchool
from organisations.closures import ClosureRefused
from organisations.models import BankHoliday, CalendarSource
from statute.facts import Fact
from tests.factories import (
    CaseFactory,
    ContactFactory,
    LocalAuthorityFactory,
    MembershipFactory,
    SchoolFactory,
    clerk_of,
    clocked,
    governor_of,
    headteacher_of,
    officer_of,
    staff_of,
)

TONIGHT = datetime(2026, 9, 20, 20, tzinfo=UTC)
SNOW = [date(2026, 9, 21), date(2026, 9, 22)]


@pytest.fixture
def school(db):
    school = SchoolFactory(name="Sampleton School", local_authority__name="Reading")
    ContactFactory(local_authority=school.local_authority, email="exclusions@reading.example")
    return school


def close(school, *, days=SNOW, actor=None, reason="Snow"):
    return calendars.close_school(
        school=school, days=days, source=CalendarSource.SCHOOL, reason=reason,
        actor=actor or staff_of(school), now=TONIGHT,
    )  # fmt: skip


def reopen(school, *, days=SNOW, actor=None):
    return calendars.reopen_school(
        school=school, days=days, source=CalendarSource.SCHOOL, reason="It held off",
        actor=actor or staff_of(school), now=TONIGHT,
    )  # fmt: skip


def dates_of(*schools):
    rows = Deadline.objects.filter(case__school__in=schools).order_by("case_id", "rule_id")
    return list(
        rows.values_list("case_id", "rule_id", "due_date", "counted", "state", "done_on", "gap")
    )


def due(case, rule_id="G1"):
    return case.deadlines.get(rule_id=rule_id).due_date


def test_two_snow_days_at_a_school_with_forty_open_cases_and_back(
    school, django_assert_max_num_queries
):
    """All clocks move, each person is told once, and taking the days out restores every date."""
    home = LocalAuthorityFactory(name="Wokingham")
    ContactFactory(local_authority=home, email="exclusions@wokingham.example")
    cases = [clocked(CaseFactory(school=school)) for _ in range(37)]
    cases += [clocked(CaseFactory(school=school, home_authority=home)) for _ in range(3)]
    other = clocked(CaseFactory(school=SchoolFactory(local_authority=school.local_authority)))
    head, clerk, second = headteacher_of(school), clerk_of(school), clerk_of(school)
    governor_of(school)
    before, untouched = dates_of(school), dates_of(other.school)

    with django_assert_max_num_queries(60):
        moved = close(school)

    assert {(move.before, move.after) for move in moved if move.rule_id == "G1"} == {
        (date(2026, 10, 6), date(2026, 10, 8))
    }
    assert {move.case.pk for move in moved if move.rule_id == "E4"} == {c.pk for c in cases}
    assert {due(case) for case in cases} == {date(2026, 10, 8)}
    assert {due(case, "E4") for case in cases} == {date(2026, 9, 25)}
    assert dates_of(other.school) == untouched
    told = Message.objects.order_by("to")
    assert [(message.to, message.subject) for message in told] == sorted(
        (to, f"The dates of {number} cases have moved: school days of Sampleton School")
        for to, number in [
            (head.email, 40), (clerk.email, 40), (second.email, 40),
            ("exclusions@reading.example", 40), ("exclusions@wokingham.example", 3),
        ]
    )  # fmt: skip

    reopen(school)

    assert dates_of(school) == before
    assert Message.objects.count() == 10


def test_the_message_lists_the_cases_and_both_dates_and_names_no_child(school):
    case = clocked(CaseFactory(school=school, reference="870-2627-0001"))
    clerk = clerk_of(school)

    close(school, days=SNOW[:1])

    message = Message.objects.get(to=clerk.email)
    assert message.subject == "The dates of 1 case have moved: school days of Sampleton School"
    assert message.body.startswith(
        "The school days of Sampleton School have changed: Snow.\n\n"
        "These dates have moved with them:\n\n"
        "870-2627-0001, Sampleton School\n"
    )
    assert "  Education must start: was 23 September 2026, now 24 September 2026\n" in message.body
    assert "  Board must meet: was 6 October 2026, now 7 October 2026\n" in message.body
    for secret in (case.pupil.first_name, case.pupil.last_name, str(case.public_id)):
        assert secret not in message.subject + message.body


def test_somebody_who_is_head_and_clerk_is_told_once(school):
    clocked(CaseFactory(school=school))
    head = headteacher_of(school)
    MembershipFactory(user=head, role="GOVERNANCE_CLERK", school=school)

    close(school)

    assert Message.objects.filter(to=head.email).count() == 1


def test_a_clerk_of_two_schools_is_told_of_both_in_one_message(db):
    authority = LocalAuthorityFactory(name="Reading")
    both = [SchoolFactory(local_authority=authority, calendar=None) for _ in range(2)]
    for school in both:
        clocked(CaseFactory(school=school))
    clerk = clerk_of(both[0])
    MembershipFactory(user=clerk, role="GOVERNANCE_CLERK", school=both[1])
    officer = officer_of(authority)
    dates = SchoolFactory().get_calendar_version()

    calendars.change_default_dates(
        authority=authority, reason="First dates", actor=officer, now=TONIGHT,
        dates=calendars.SessionDates(
            session_days=dates.session_days, known_from=dates.known_from,
            known_until=dates.known_until,
        ),
    )  # fmt: skip

    message = Message.objects.get(to=clerk.email)
    assert (message.school_id, message.authority_id) == (None, authority.pk)
    assert message.body.count("Board must meet: was no date yet, now 6 October 2026") == 2
    assert [school.name in message.body for school in both] == [True, True]


def test_two_authorities_with_one_mailbox_are_told_once(school):
    home = LocalAuthorityFactory()
    ContactFactory(local_authority=home, email="EXCLUSIONS@reading.example")
    clocked(CaseFactory(school=school, home_authority=home))
    clocked(CaseFactory(school=school))

    close(school)

    [message] = Message.objects.filter(to__iexact="exclusions@reading.example")
    assert message.subject.startswith("The dates of 2 cases")


def test_an_authority_without_a_mailbox_has_its_message_held(school):
    home = LocalAuthorityFactory()
    clocked(CaseFactory(school=school, home_authority=home))

    close(school)

    held = Message.objects.get(state="HELD")
    assert held.contact_key == f"authority/{home.pk}/exclusions"
    assert held.home_authority_id == home.pk


def test_nobody_is_written_to_when_no_clock_moved(school):
    clocked(CaseFactory(school=school))
    clerk_of(school)

    assert close(school, days=[date(2026, 12, 14)]) == []

    assert Message.objects.count() == 0
    assert AuditEvent.objects.filter(kind="calendar.published").count() == 1


def test_what_was_done_already_moves_without_a_message(school):
    """The day is put right on the record: it is no clock that anybody waits for."""
    case = clocked(CaseFactory(school=school), informed_on=None)
    for fact in (Fact.EDUCATION_STARTED, Fact.AUTHORITY_INFORMED):
        state_fact(case, fact, date(2026, 9, 18), now=TONIGHT)
    deadlines.reconcile(case, actor="system/test", now=TONIGHT, cause="done")
    case.deadlines.filter(state="OPEN").delete()
    clerk_of(school)

    moved = close(school)

    assert [move.rule_id for move in moved if not move.is_open and move.rule_id == "E4"] == ["E4"]
    assert due(case, "E4") == date(2026, 9, 25)
    assert Message.objects.filter(body__contains="Education must start").count() == 0


@pytest.mark.parametrize("status", ["REINSTATED", "CANCELLED", "CONCLUDED"])
def test_a_case_that_has_ended_never_moves(school, status):
    ended = clocked(CaseFactory(school=school))
    ended.status = status
    ended.save()
    clerk_of(school)
    before = dates_of(school)

    assert list(get_open_cases(school)) == []
    assert deadlines.reconcile_all([ended], actor="user/1", now=TONIGHT, cause="snow") == []
    assert close(school) == []
    assert deadlines.reconcile_all([ended], actor="user/1", now=TONIGHT, cause="snow") == []
    assert deadlines.foresee([ended]) == []
    assert dates_of(school) == before
    assert Message.objects.count() == 0

    Deadline.objects.update(law_edition="older")
    assert calendars.recount(case_ids=[ended.pk], now=TONIGHT) == []
    ended.refresh_from_db()
    state_fact(ended, Fact.AUTHORITY_INFORMED, date(2026, 9, 16), now=TONIGHT)
    deadlines.reconcile(ended, actor="user/1", now=TONIGHT, cause="the receipt says so")
    assert due(ended) == date(2026, 10, 6)  # as it was counted, whatever the snow


def test_an_ended_case_that_was_never_counted_is_counted_on_the_days_in_force(school):
    case = CaseFactory(school=school, status="REINSTATED")

    clocked(case)

    assert due(case) == date(2026, 10, 6)


def test_a_school_on_the_authority_s_days_has_its_own_from_its_first_closure(db):
    authority = LocalAuthorityFactory()
    school = SchoolFactory(local_authority=authority, calendar=None)
    neighbour = SchoolFactory(local_authority=authority, calendar=None)
    own = SchoolFactory().get_calendar_version()
    own.school, own.local_authority = None, authority
    own.save()
    cases = [clocked(CaseFactory(school=one)) for one in (school, neighbour)]

    close(school)

    assert [due(case) for case in cases] == [date(2026, 10, 8), date(2026, 10, 6)]
    assert school.get_calendar_version().number == 1


def test_a_day_that_cannot_be_closed_or_opened_changes_nothing(school):
    BankHoliday.objects.create(day=SNOW[0], title="A bank holiday")
    with pytest.raises(ClosureRefused, match="at a weekend"):
        close(school, days=[date(2026, 9, 19), *SNOW])
    with pytest.raises(ClosureRefused, match="is not a closed day"):
        reopen(school)
    with pytest.raises(ClosureRefused, match="no school days are known"):
        close(SchoolFactory(calendar=None))
    assert school.calendar_versions.count() == 1


@pytest.mark.parametrize("change", [close, reopen])
def test_only_those_who_keep_the_days_may_close_and_open_a_school(school, change):
    with pytest.raises(NotYourSchool):
        change(school, actor=clerk_of(school))


def test_what_would_move_is_told_without_moving_it(school):
    case = clocked(CaseFactory(school=school))
    before, events = dates_of(school), AuditEvent.objects.count()
    version = school.get_calendar_version()

    foreseen = calendars.foresee_dates(school, calendars.closures.close_days(version, SNOW, "Snow"))

    assert [(move.rule_id, move.before, move.after) for move in foreseen] == [
        ("E4", date(2026, 9, 23), date(2026, 9, 25)),
        ("G1", date(2026, 10, 6), date(2026, 10, 8)),
    ]
    assert (dates_of(school), AuditEvent.objects.count()) == (before, events)
    assert foreseen == [m for m in close(school)]
    assert due(case) == date(2026, 10, 8)
