"""How a decision letter is given to each relevant person, and what follows for that person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework.facts import facts_of
from casework.models import Case
from casework.working import get_closed_days, tell_left_out
from hearings.families import NOBODY, RelevantPerson, get_family
from hearings.models import Decision, Outcome
from organisations.working_days import get_working_days
from statute.decision import count_review_window
from statute.duties import Duty
from statute.giving_notice import HolidaysUnknown, Method, get_day_given
from statute.london import london_date
from statute.wording import write_day

SENT_IN_WORDS = {
    Method.DELIVERED: "delivered on {sent}, which is the day it counts as given",
    Method.FIRST_CLASS_POST: (
        "sent by first class post on {sent}. It counts as given on {given}, the second working day "
        "after posting, unless it is shown to have come on another day"
    ),
    Method.AGREED_EMAIL: (
        "sent by email, to which {who} agreed, on {sent}, with a copy by post. It counts as given "
        "on {given}"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """How and when a decision letter is given; by email only to whoever agreed to it."""

    method: Method
    sent_on: date
    before_school_day_ended: bool = True  # of an email alone

    def method_for(self, person: RelevantPerson) -> Method:
        """Return how this person gets it: who did not agree to email gets first class post."""
        by_email = self.method is Method.AGREED_EMAIL
        return Method.FIRST_CLASS_POST if by_email and not person.email else self.method


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """How one relevant person is given the letter, when it counts as given, and until when."""

    person: RelevantPerson
    method: Method
    sent_on: date
    given_on: date | None  # None while it cannot be worked out
    window: Duty | None  # the time to apply for a review, if there is one
    left_out: tuple[str, ...] = ()  # the weekdays inside that are no school days, and why
    gap: str = ""  # why something cannot be worked out, and who must supply it

    @property
    def review_until(self) -> date | None:
        return self.window.due_date if self.window else None

    def tell_sent(self, who: str) -> str:
        """Return how and when, in words; ``who`` is "you" to this person and "they" to others."""
        given = write_day(self.given_on) if self.given_on else ""
        words = SENT_IN_WORDS[self.method]
        return words.format(sent=write_day(self.sent_on), given=given, who=who)

    @property
    def facts(self) -> dict[str, str]:
        """What the record keeps: no name."""
        return {
            "to": self.person.key,
            "method": self.method,
            "sent_on": str(self.sent_on),
            "given_on": str(self.given_on),
            "review_until": str(self.review_until or ""),
        }


def find_routes(outcome: Outcome, giving: Giving) -> list[Route]:
    """Return how the letter reaches each relevant person, in their order."""
    family = get_family(outcome.hearing.case, day=giving.sent_on)
    return [_find_route(outcome, giving, person) for person in family]


def find_giving_faults(
    outcome: Outcome, giving: Giving, routes: Sequence[Route], *, now: datetime
) -> list[str]:
    """Return why the letter cannot be given so: the day, an email nobody agreed to, nobody."""
    faults, today = [], london_date(now)
    if giving.sent_on < outcome.decided_on:
        decided = write_day(outcome.decided_on)
        faults.append(f"The board decided on {decided}: the letter cannot be sent before")
    if giving.sent_on > today:
        faults.append("The day of sending must be today or in the past")
    if not routes:
        faults.append(NOBODY)
    if giving.method is Method.AGREED_EMAIL:
        if giving.sent_on < today:
            faults.append("The email leaves when you give the letter: its day of sending is today")
        if routes and all(route.method is not Method.AGREED_EMAIL for route in routes):
            told = "Nobody in the family has agreed to notices by email: post or deliver the letter"
            faults.append(told)
    return faults


def _find_route(outcome: Outcome, giving: Giving, person: RelevantPerson) -> Route:
    method = giving.method_for(person)
    given_on, gap = _find_day_given(giving, method)
    window: Duty | None = None
    left_out: tuple[str, ...] = ()
    if given_on and outcome.decision == Decision.DECLINED:
        case = outcome.hearing.case
        window = count_review_window(facts_of(case), case.school.get_calendar(), given_on=given_on)
        left_out = tell_left_out(window, get_closed_days(case))
        gap = _ask_for_school_days(case, window.gap) if window.gap else gap
    return Route(
        person=person,
        method=method,
        sent_on=giving.sent_on,
        given_on=given_on,
        window=window,
        left_out=left_out,
        gap=gap,
    )


def _find_day_given(giving: Giving, method: Method) -> tuple[date | None, str]:
    try:
        given_on = get_day_given(
            giving.sent_on,
            method,
            get_working_days(),
            before_school_day_ended=giving.before_school_day_ended,
        )
    except HolidaysUnknown as unknown:
        told = f"The day on which the letter counts as given cannot be worked out: {unknown}. "
        return None, told + "Whoever runs this service must load them"
    return given_on, ""


def _ask_for_school_days(case: Case, gap: str) -> str:
    return (
        f"The last day to apply for a review cannot be worked out: {gap}. {case.school.name} or "
        f"{case.authority.name} must supply them"
    )
