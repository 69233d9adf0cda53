"""The events of a worked case as the facts, calendar and working days of a real one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from statute.duties import Duty, duties_owed
from statute.facts import CaseFacts, Fact, HalfDay, Kind, SchoolType
from statute.giving_notice import Method, WorkingDays, get_day_given, get_day_made
from statute.law import LAW
from statute.rules import Rule
from statute.school_calendar import SchoolCalendar
from statute.terms import ONE_DAY, Term, TermDates
from statute.totals import get_days_out
from statute.worked_cases.reading import Event, WorkedCase
from statute.worked_cases.served import Served

SATURDAY = 5
METHODS = {"first_class_post": Method.FIRST_CLASS_POST, "delivered": Method.DELIVERED}
PLAIN = {  # events that state one fact on their date
    "governing_board_informed": Fact.BOARD_INFORMED,
    "representations_made": Fact.REPRESENTATIONS_MADE,
    "irp_hearing_fixed": Fact.REVIEW_FIXED,
    "equality_claim_finally_determined": Fact.CLAIM_DETERMINED,
    "cancellation": Fact.CANCELLED,
}
WINDOWS = ("I1", "I5")


@dataclass(frozen=True)
class Story:
    """One worked case, told to the law. What the events do not say stays unknown."""

    case: WorkedCase
    law: Sequence[Rule] = field(default=LAW)

    @cached_property
    def calendar(self) -> SchoolCalendar:
        return get_calendar(self.case)

    @cached_property
    def served(self) -> Served:
        number = self.case.terms_per_school_year
        own = TermDates(self.case.terms)
        terms = replace(own, terms_a_year=number) if number else own
        return Served(self.case, self.calendar, terms)

    @cached_property
    def has_exclusion(self) -> bool:
        return self.served.permanent_on is not None or self.served.last_suspension is not None

    @cached_property
    def decision_given_on(self) -> date | None:
        return self._deem(self.case.find("governing_board_decision_notice"))

    @cached_property
    def panel_notice_on(self) -> date | None:
        return self._deem(self.case.find("irp_decision_notice"))

    @cached_property
    def applied_on(self) -> date | None:
        event = self.case.find("review_application")
        if event is None:
            return None
        method = METHODS[event.values["method"]]
        return get_day_made(event.values["date"], method, get_working_days(self.case))

    def _deem(self, event: Event | None) -> date | None:
        if event is None:
            return None
        method = METHODS[event.values["method"]]
        return get_day_given(event.values["date"], method, get_working_days(self.case))

    @cached_property
    def application_deadline(self) -> date | None:
        """The last day to apply: of the first window, or of a fresh one after a claim."""
        dates = dict(self._facts.dates)
        dates.pop(Fact.REVIEW_APPLIED_FOR, None)
        duties = duties_owed(replace(self._facts, dates=dates), self.calendar, self.law)
        ends = [duty.due_date for duty in duties if duty.rule_id in WINDOWS and duty.due_date]
        if self.applied_on and ends and self.applied_on <= ends[0]:
            return ends[0]  # made in time: a claim that ends later opens nothing
        return max(ends, default=None)

    @cached_property
    def facts(self) -> CaseFacts:
        """What the law needs to know of the case."""
        last_day = self.application_deadline
        late = bool(self.applied_on and last_day and self.applied_on > last_day)
        return replace(self._facts, applied_late=late)

    @cached_property
    def _facts(self) -> CaseFacts:
        """The same without whether the application was late, which hangs on the rest."""
        served, case = self.served, self.case
        permanent = case.find("permanent_exclusion")
        session = permanent.values.get("session") if permanent else None
        suspended = served.last_suspension if permanent is None else None
        notice, panel = case.find("governing_board_decision_notice"), case.find_panel_outcome()
        return CaseFacts(
            kind=Kind.SUSPENSION if suspended else Kind.PERMANENT,
            school_type=SchoolType(case.school_type.upper()),
            dates=dict(self._find_dates()),
            term_days_out=max(served.term_totals.values(), default=Decimal()),
            days_out=len(get_days_out(suspended, self.calendar)) if suspended else None,
            spell_days_out=len(served.spell),
            session=HalfDay(session or HalfDay.MORNING),
            board_reinstated=notice.values["outcome"] == "reinstated" if notice else None,
            review_upheld=panel == "upheld" if panel else None,
        )

    def _find_dates(self) -> Iterator[tuple[Fact, date]]:
        yield Fact.EXCLUDED, self._find_excluded_on()
        for kind, fact in PLAIN.items():
            if event := self.case.find(kind):
                yield fact, event.values["date"]
        if exams := self.case.find_all("public_exam"):
            yield Fact.EXAM, min(event.values["date"] for event in exams)
        if self.served.term_totals:
            yield Fact.TERM_ENDS, next(iter(self.served.term_totals)).last
        if self.served.spell:
            yield Fact.SPELL_BEGAN, self.served.spell[0]
        yield from self._find_dates_of_decisions()

    def _find_dates_of_decisions(self) -> Iterator[tuple[Fact, date]]:
        if notice := self.case.find("governing_board_decision_notice"):
            yield Fact.BOARD_DECIDED, notice.values["date"]
            if self.decision_given_on and notice.values["outcome"] == "declined":
                yield Fact.DECISION_NOTICE_GIVEN, self.decision_given_on
        if self.applied_on:
            yield Fact.REVIEW_APPLIED_FOR, self.applied_on
        if panel := self.case.find("irp_decision_notice"):
            yield Fact.REVIEW_DECIDED, panel.values["date"]
            if self.panel_notice_on and panel.values["outcome"] != "upheld":
                yield Fact.BOARD_NOTIFIED_OF_REVIEW, self.panel_notice_on

    def _find_excluded_on(self) -> date:
        """The day that chooses the law: of the exclusion, else of the first thing that is told."""
        if self.served.permanent_on:
            return self.served.permanent_on
        if self.served.last_suspension:
            return self.served.last_suspension.start
        return min(self.case.days, default=self.calendar.known_until)

    @cached_property
    def duties(self) -> dict[str, Duty]:
        return {duty.rule_id: duty for duty in duties_owed(self.facts, self.calendar, self.law)}


def get_calendar(case: WorkedCase) -> SchoolCalendar:
    """Return its school days: none lies outside a term, and past the last nothing is known."""
    days = {
        day
        for term in case.terms
        for day in _each_day(term)
        if day.weekday() < SATURDAY and day not in case.closed_days
    }
    last = max((term.last for term in case.terms), default=date.min)
    return SchoolCalendar(tuple(sorted(days)), date.min, last)


def get_working_days(case: WorkedCase) -> WorkingDays:
    """Return its working days. The file's list is taken as whole, though it be empty."""
    long_ago = {date.min}  # a list without any day would mean that nobody knows them
    return WorkingDays(case.bank_holidays | long_ago, date.max)


def _each_day(term: Term) -> Iterator[date]:
    day = term.first
    while day <= term.last:
        yield day
        day += ONE_DAY
