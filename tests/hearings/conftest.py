"""A case that awaits its board: excluded and told on 15 September, so 6 October is the last day."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from casework import deadlines
from casework.facts import state_fact
from casework.models import Case
from hearings.actions.listings import list_hearing
from hearings.listing import Chosen, Proposal
from hearings.models import Hearing
from hearings.states import HearingMode
from organisations.models import BankHoliday, School
from row_security.scope import WHOLE_SERVICE, declare
from statute.facts import Fact, SchoolType
from tests.factories import (
    CaseFactory,
    ContactFactory,
    LocalAuthorityFactory,
    SchoolFactory,
    TrustFactory,
    clerk_of,
    governor_of,
    headteacher_of,
)

THE_16TH = datetime(2026, 9, 16, 9, tzinfo=UTC)
STARTS = datetime(2026, 9, 30, 9, tzinfo=UTC)  # 10am in London
AFTER = datetime(2026, 9, 30, 14, tzinfo=UTC)


def awaiting_board(school: School, **values: object) -> Case:
    """Return a case of ``school`` told to its board on 15 September 2026, its clocks started."""
    case = CaseFactory(school=school, **values)
    if not case.authority.contact_set.exists():
        ContactFactory(local_authority=case.authority)
    for fact in (Fact.EXCLUDED, Fact.BOARD_INFORMED):
        state_fact(case, fact, date(2026, 9, 15), now=THE_16TH)
    deadlines.reconcile(case, actor="user/0", now=THE_16TH, cause="arranged")
    return case


def meeting(starts_at: datetime = STARTS, **values: object) -> Proposal:
    """Return two hours in person in the library."""
    ends_at = starts_at.replace(hour=starts_at.hour + 2)
    given = {"mode": HearingMode.IN_PERSON, "venue": "The library", "ends_at": ends_at}
    return Proposal(**{"starts_at": starts_at, **given, **values})


def panel_of(school: School, size: int = 3) -> list[Chosen]:
    """Return governors of ``school``, the first of them in the chair."""
    return [Chosen(governor_of(school), is_chair=n == 0) for n in range(size)]


@pytest.fixture
def maintained(db) -> Case:
    school = SchoolFactory(name="Sample Hill School", local_authority__name="Sampleshire")
    headteacher_of(school)
    return awaiting_board(school)


@pytest.fixture
def academy(db) -> Case:
    """A case of an academy whose pupil lives in another authority's area."""
    school = SchoolFactory(
        name="Sample Academy",
        school_type=SchoolType.ACADEMY,
        trust=TrustFactory(name="Sample Trust"),
        local_authority__name="Sampleshire",
    )
    headteacher_of(school)
    ContactFactory(
        local_authority=None, school=school, purpose="clerk", email="clerk@academy.example"
    )
    home = LocalAuthorityFactory(name="Homeshire")
    ContactFactory(local_authority=home, email="exclusions@homeshire.example")
    return awaiting_board(school, school_type=SchoolType.ACADEMY, home_authority=home)


@pytest.fixture
def listed() -> Callable[..., Hearing]:
    """List a hearing of a case as its clerk would: ``listed(case)``."""

    def run(case: Case, proposal: Proposal | None = None, **values: object) -> Hearing:
        given = {"panel": panel_of(case.school), "actor": clerk_of(case.school), "now": THE_16TH}
        return list_hearing(case_id=case.pk, proposal=proposal or meeting(), **{**given, **values})

    return run


@pytest.fixture
def holidays(db) -> None:
    """The bank holidays of 2026 and 2027 that the tests come near."""
    for day, title in [
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 28), "Boxing Day (substitute day)"),
        (date(2027, 1, 1), "New Year’s Day"),
    ]:
        BankHoliday.objects.create(day=day, title=title)


@pytest.fixture
def at(time_machine):
    """``at(moment, client, user)``: it is that moment, and the person has signed in anew."""

    def move(moment, client=None, user=None):
        time_machine.move_to(moment, tick=False)
        if user:
            declare(WHOLE_SERVICE)
            client.force_login(user)

    return move


@pytest.fixture
def clerk(maintained, client, at):
    at(THE_16TH)
    user = clerk_of(maintained.school)
    client.force_login(user)
    return user


def typed_day(name: str, day: date) -> dict[str, int]:
    """Return a day as three boxes send it."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def whole(answer) -> str:
    """Return the page, and look again with the whole service in view."""
    declare(WHOLE_SERVICE)
    return answer.content.decode()
