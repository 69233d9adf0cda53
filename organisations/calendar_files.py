"""
School days from a file of terms: pure, every fault at once, nothing guessed.

The readers (CSV, iCalendar) turn a file into spans; ``find_session_dates`` turns spans into days.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from organisations.calendars import LONGEST_HOLIDAY, SessionDates
from organisations.imports.faults import Fault, FaultyFile

SATURDAY = 5
NEAR_A_TERM = timedelta(days=14)
LONGEST = timedelta(days=366)


class Kind(StrEnum):
    TERM = "term"
    HALF_TERM = "half term"
    INSET = "inset"
    CLOSURE = "closure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days from ``first`` to ``last``, both among them, and what they are."""

    kind: Kind
    first: date
    last: date
    reason: str
    line: int  # where in the file

    @property
    def weekdays(self) -> list[date]:
        count = (self.last - self.first).days + 1
        days = (self.first + timedelta(days=n) for n in range(count))
        return [day for day in days if day.weekday() < SATURDAY]

    def holds(self, other: "Span") -> bool:
        return self.first <= other.first and other.last <= self.last


@dataclass(frozen=True, slots=True)
class BankHolidays:
    """Days and titles, and the last day for which they are known."""

    titles: Mapping[date, str]
    known_until: date


def find_session_dates(
    spans: Sequence[Span], holidays: BankHolidays
) -> tuple[SessionDates, list[str]]:
    """
    Return the school days of these terms, and what was done that nobody asked for, in sentences.

    A school day is a weekday in a term that is no half term, INSET day, closure or bank holiday.
    The days are known from the first day named to the last.

    :raises FaultyFile: with every fault.
    """
    terms = sorted((s for s in spans if s.kind is Kind.TERM), key=lambda s: s.first)
    others = [s for s in spans if s.kind is not Kind.TERM]
    if faults := [
        _fault(span, "is longer than a year: check the dates")
        for span in spans
        if span.last - span.first > LONGEST
    ]:
        raise FaultyFile(faults)
    if faults := [*_find_term_faults(terms, holidays), *_find_other_faults(others, terms)]:
        raise FaultyFile(faults)
    closed: dict[date, str] = {}
    for span in sorted(others, key=lambda s: list(Kind).index(s.kind), reverse=True):
        for day in span.weekdays:
            closed.setdefault(day, span.reason)
    warnings = []
    for day in (day for term in terms for day in term.weekdays):
        if day in holidays.titles and day not in closed:
            closed[day] = holidays.titles[day]
            warnings.append(f"{_write(day)} is {holidays.titles[day]}: taken as closed")
    dates = SessionDates(
        session_days=[day for term in terms for day in term.weekdays if day not in closed],
        known_from=min(span.first for span in spans),
        known_until=max(span.last for span in spans),
        closed_days=closed,
    )
    return dates, warnings


def _find_term_faults(terms: Sequence[Span], holidays: BankHolidays) -> Iterator[Fault]:
    if not terms:
        yield Fault(0, "", "", "names no term: give at least one, from its first to its last day")
    for before, after in pairwise(terms):
        if after.first <= before.last:
            yield _fault(after, f"overlaps the term on line {before.line}")
        elif after.first - before.last > LONGEST_HOLIDAY:
            yield _fault(
                after,
                f"begins more than {LONGEST_HOLIDAY.days} days after the term on line"
                f" {before.line} ends: is a term missing, or a year wrong?",
            )
    for term in terms:
        if term.last > holidays.known_until:
            known = f"{holidays.known_until:%-d %B %Y}" if holidays.titles else "any day"
            yield _fault(term, f"the bank holidays are not known after {known}: import them first")


def _find_other_faults(others: Sequence[Span], terms: Sequence[Span]) -> Iterator[Fault]:
    for span in others:
        if not span.weekdays:
            yield _fault(span, "has no weekday: check the dates")
        elif span.kind is not Kind.INSET and not any(term.holds(span) for term in terms):
            yield _fault(span, "must lie within one term")
        elif not any(_is_near(span, term) for term in terms):
            yield _fault(span, f"is more than {NEAR_A_TERM.days} days from any term")


def _is_near(span: Span, term: Span) -> bool:
    return term.first - NEAR_A_TERM <= span.first and span.last <= term.last + NEAR_A_TERM


def _fault(span: Span, advice: str) -> Fault:
    days = {span.first, span.last}
    return Fault(span.line, span.kind, " to ".join(str(day) for day in sorted(days)), advice)


def _write(day: date) -> str:
    return f"{day:%A %-d %B %Y}"
