"""Cases as figures count them: what happened on which day, the meeting, and who was there."""

from datetime import UTC, date, datetime, timedelta

from casework.models import CaseFact, Deadline
from hearings.models import Attendee, Hearing, Invitation
from statute.facts import Fact, SchoolType
from tests.factories import CaseFactory, SchoolFactory, UserFactory

EXCLUDED_ON = date(2025, 9, 16)
DUE_ON = date(2025, 10, 7)
RECORDED_AT = datetime(2025, 9, 16, 9, tzinfo=UTC)


def build_case(
    authority,
    school_type=SchoolType.MAINTAINED,
    *,
    status="AWAITING_BOARD",
    excluded_on=EXCLUDED_ON,
    told_after=0,
    decided_on=None,
    due_on=DUE_ON,
    invited=False,
    attended=False,
    school=None,
):
    """Make one permanent exclusion; ``told_after`` is in calendar days, None for never."""
    school = school or SchoolFactory(local_authority=authority, school_type=school_type)
    case = CaseFactory(
        school=school, school_type=school_type, status=status, excluded_on=excluded_on
    )
    state(case, Fact.EXCLUDED, excluded_on)
    if told_after is not None:
        state(case, Fact.AUTHORITY_INFORMED, excluded_on + timedelta(told_after))
    Deadline.objects.create(
        case=case,
        rule_id="G1",
        citation="SI 2012/1033 reg 6(1)(a)",
        limit="15 school days after",
        what="Meet and decide",
        owed_by="BOARD",
        trigger="BOARD_INFORMED",
        triggered_on=excluded_on,
        counted=[due_on] if due_on else [],
        due_date=due_on,
        gap="" if due_on else "session dates are not known",
        state="OPEN",
        law_edition="1",
    )
    if decided_on:
        state(case, Fact.BOARD_DECIDED, decided_on)
        build_hearing(case, "HELD", decided_on, invited=invited, attended=attended)
    return case


def state(case, fact, day):
    return CaseFact.objects.create(case=case, fact=fact, happened_on=day, recorded_at=RECORDED_AT)


def build_hearing(case, status, day, *, invited, attended):
    begins = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    called_off = status in ("VACATED", "LISTED_IN_ERROR")
    hearing = Hearing.objects.create(
        case=case,
        status=status,
        during=(begins, begins + timedelta(hours=2)),
        mode="IN_PERSON",
        venue="Room 1",
        listed_at=RECORDED_AT,
        listed_by=UserFactory(),
        vacated_at=RECORDED_AT if called_off else None,
        vacated_because="entered for the wrong case" if called_off else "",
    )
    if invited:
        Invitation.objects.create(
            hearing=hearing,
            kind="AUTHORITY",
            local_authority=case.authority,
            invited_at=RECORDED_AT,
        )
    Attendee.objects.create(
        hearing=hearing,
        position=1,
        name="Lee Officer",
        capacity="AUTHORITY",
        local_authority=case.authority,
        attended=attended,
    )
    return hearing


def build_many(authority, school_type, number, **given):
    """Make some that are all alike, at one school."""
    school = SchoolFactory(local_authority=authority, school_type=school_type)
    for _ in range(number):
        build_case(authority, school_type, school=school, **given)
