"""The days out of a worked case: its suspensions, and a permanent exclusion that was cancelled."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from statute.facts import HalfDay
from statute.school_calendar import ONE_DAY, SchoolCalendar
from statute.terms import Term, TermDates
from statute.totals import (
    DayOut,
    EarlierDays,
    Suspension,
    find_spell,
    get_days_out,
    sum_by_term,
)
from statute.worked_cases.reading import WorkedCase
from statute.year_total import find_served_days


@dataclass(frozen=True)
class Served:
    """What the events of a case say of days out. A cancellation is of the last exclusion."""

    case: WorkedCase
    calendar: SchoolCalendar
    terms: TermDates

    @cached_property
    def permanent_on(self) -> date | None:
        event = self.case.find("permanent_exclusion")
        return event.values["date"] if event else None

    @cached_property
    def back_on(self) -> date | None:
        event = self.case.find("cancellation")
        return event.values["return_date"] if event else None

    @cached_property
    def suspensions(self) -> tuple[Suspension, ...]:
        """The suspensions by start; of the last, what was served if it was cancelled."""
        told = self.case.find_all("suspension")
        found = sorted(
            (Suspension(start=e.values["start"], school_days=e.values["days"]) for e in told),
            key=lambda suspension: suspension.start,
        )
        if found and self.back_on and self.permanent_on is None:
            found[-1] = replace(found[-1], back_on=self.back_on)
        return tuple(found)

    @property
    def last_suspension(self) -> Suspension | None:
        return self.suspensions[-1] if self.suspensions else None

    @cached_property
    def days_out(self) -> tuple[DayOut, ...]:
        """Every day that counts towards a total: a permanent exclusion's only once cancelled."""
        suspended = [out for one in self.suspensions for out in get_days_out(one, self.calendar)]
        return (*suspended, *self._find_cancelled_days())

    def _find_cancelled_days(self) -> tuple[DayOut, ...]:
        event = self.case.find("permanent_exclusion")
        if event is None or self.back_on is None:
            return ()
        told = event.values.get("session")
        session = HalfDay(told) if told else None
        last = self.back_on - ONE_DAY
        return find_served_days(event.values["date"], last, self.calendar, session)

    @cached_property
    def earlier_days(self) -> tuple[EarlierDays, ...]:
        told = [event.values for event in self.case.find_all("prior_days_other_school")]
        return tuple(EarlierDays(one["days"], one["school_year"]) for one in told)

    @cached_property
    def term_totals(self) -> dict[Term, Decimal]:
        """The totals of the terms that the last suspension touches, in order."""
        if self.last_suspension is None:
            return {}
        everywhere = sum_by_term(self.days_out, self.terms)
        planned = replace(self.last_suspension, back_on=None)
        touched = sum_by_term(get_days_out(planned, self.calendar), self.terms)
        return {term: everywhere.get(term, Decimal(0)) for term in touched}

    @cached_property
    def spell(self) -> tuple[date, ...]:
        """The school days of the unbroken run of suspensions that the last belongs to."""
        if self.last_suspension is None:
            return ()
        return find_spell(self.suspensions, self.last_suspension, self.calendar)
