"""The days out of a case's pupil that count towards the 45 of the school year, and from where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from casework.facts import facts_of, facts_of_all, get_days_suspended
from casework.models import Case
from casework.queries import get_other_cancelled_cases
from casework.states import CaseStatus
from organisations.models import School
from programs.callers import Caller
from statute.facts import Fact, HalfDay
from statute.school_calendar import ONE_DAY, CalendarGap, SchoolCalendar
from statute.school_years import SchoolYear
from statute.totals import DayOut
from statute.year_total import YearTotal, count_served_days

CANCELLED_ON_NO_DAY = "the day on which it was cancelled is not recorded"


@dataclass(frozen=True, slots=True)
class Served:
    """School days out under one exclusion; None, and ``gap`` says why, where it is not known."""

    days: Decimal | None
    until: date | None  # the last day counted
    gap: str = ""
    is_back: bool = True  # False: on which day the pupil was back, nobody has recorded


@dataclass(frozen=True, slots=True)
class UnderAnother:
    """The days out under another exclusion of the same pupil, which was cancelled."""

    case: Case
    served: Served


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysOut:
    """The total of one school year, as far as one reader may know of its parts."""

    total: YearTotal
    own: Served | None  # None: it stands, so its days do not count
    others: tuple[UnderAnother, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """Why days served under an exclusion cannot be counted, each reason once."""
        served = [other.served for other in self.others]
        told = [one.gap for one in (*served, *([self.own] if self.own else [])) if one.gap]
        return tuple(dict.fromkeys(told))


def get_days_out(case: Case, reader: Caller) -> DaysOut:
    """Return the total of the school year of the exclusion, as ``reader`` may know it."""
    year = SchoolYear.of(case.excluded_on)
    days = _Days(year)
    own = None
    if case.status == CaseStatus.CANCELLED:
        own = days.take(case, facts_of(case).dates)
    return _sum(case, reader, days, own, get_days_suspended(case))


def get_days_out_if_cancelled(
    case: Case, reader: Caller, *, today: date, suspended: Decimal | None
) -> DaysOut:
    """
    Return what the total of today's school year is if the exclusion is cancelled ``today`` (C2).

    ``suspended`` are the school days of suspensions, None while nobody has said. None but those
    of the year of the exclusion are asked for: it has kept the pupil out since.
    """
    year = SchoolYear.of(today)
    if year != SchoolYear.of(case.excluded_on):
        suspended = Decimal(0)
    days = _Days(year)
    return _sum(case, reader, days, days.take_until(case, today, is_back=False), suspended)


def _sum(
    case: Case, reader: Caller, days: "_Days", own: Served | None, suspended: Decimal | None
) -> DaysOut:
    cases = get_other_cancelled_cases(case, reader, days.year)
    dates = {pk: facts.dates for pk, facts in facts_of_all(cases).items()} if cases else {}
    others = [UnderAnother(other, days.take(other, dates[other.pk])) for other in cases]
    counted = tuple(other for other in others if other.served.days != 0)
    return DaysOut(
        total=YearTotal(
            year=days.year,
            suspended=suspended,
            cancelled=tuple(other.served.days for other in counted),
            this_one=own.days if own else None,
            counts_this_one=own is not None,
        ),
        own=own,
        others=counted,
    )


class _Days:
    """Takes each day out of ``year`` once, though two exclusions may have kept the pupil out."""

    def __init__(self, year: SchoolYear) -> None:
        self.year = year
        self._taken: dict[date, Decimal] = {}
        self._calendars: dict[int, SchoolCalendar] = {}

    def take(self, case: Case, dates: Mapping[Fact, date]) -> Served:
        """Return what ``case``, which is cancelled, took: until the pupil was back (C6)."""
        cancelled_on, back_on = dates.get(Fact.CANCELLED), dates.get(Fact.RETURNED)
        if back_on is not None:
            return self.take_until(case, back_on - ONE_DAY, is_back=True)
        if cancelled_on is None:
            return Served(None, None, CANCELLED_ON_NO_DAY, is_back=False)
        return self.take_until(case, cancelled_on, is_back=False)

    def take_until(self, case: Case, last: date, *, is_back: bool) -> Served:
        """Return the days from the exclusion to ``last`` that nothing has taken before."""
        session = HalfDay(case.session) if case.session else None
        calendar = self._get_calendar(case.school)
        try:
            found = count_served_days(case.excluded_on, last, calendar, self.year, session)
        except CalendarGap as gap:
            return Served(None, last, str(gap), is_back)
        return Served(self._add(found), last, "", is_back)

    def _add(self, found: tuple[DayOut, ...]) -> Decimal:
        more = Decimal(0)
        for out in found:
            before = self._taken.get(out.day, Decimal(0))
            more += max(out.counts - before, Decimal(0))
            self._taken[out.day] = max(out.counts, before)
        return more

    def _get_calendar(self, school: School) -> SchoolCalendar:
        if school.pk not in self._calendars:
            self._calendars[school.pk] = school.get_calendar()
        return self._calendars[school.pk]
