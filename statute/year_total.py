"""The days out that count towards the 45 of a school year, part by part (L1, L2, C6; 4.16)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from statute.facts import HalfDay
from statute.school_calendar import SchoolCalendar
from statute.school_years import SchoolYear
from statute.thresholds import YEAR_AT_MOST
from statute.totals import HALF, WHOLE, DayOut
from statute.wording import write_number

# What the day of a permanent exclusion counts for: sent home in the morning, the afternoon is lost
# (4.20). Where nobody has said which half it was, it is a whole day.
FIRST_DAY = {HalfDay.MORNING: HALF, HalfDay.AFTERNOON: Decimal(0)}
NO_MORE_THAN = f"No suspension may take a pupil past {YEAR_AT_MOST} school days in a school year"
NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTotal:
    """
    What counts towards the 45 of one school year, in school days. None is unknown, never nought.

    ``suspended`` are the days of suspensions, at every school (L2); ``cancelled`` those served
    under each other exclusion that was cancelled later; ``this_one`` those under the exclusion
    itself. They count once it is cancelled (C6), and not while it stands: ``counts_this_one``.
    """

    year: SchoolYear
    suspended: Decimal | None
    cancelled: tuple[Decimal | None, ...] = ()
    this_one: Decimal | None = None
    counts_this_one: bool = False

    @property
    def parts(self) -> tuple[Decimal | None, ...]:
        own = (self.this_one,) if self.counts_this_one else ()
        return (self.suspended, *self.cancelled, *own)

    @property
    def at_least(self) -> Decimal:
        """The sum of what is known."""
        return sum((part for part in self.parts if part is not None), Decimal(0))

    @property
    def total(self) -> Decimal | None:
        """The sum, or None while any part of it is unknown."""
        return None if None in self.parts else self.at_least

    @property
    def is_past_limit(self) -> bool:
        """Tell whether what is known alone is past the 45 days."""
        return self.at_least > YEAR_AT_MOST

    @property
    def working(self) -> str:
        """How the sum is made: "suspended 12 + out under this one 4 = 16 of 45 school days"."""
        said = [f"suspended {_write(self.suspended)}"]
        if self.cancelled:
            whose = "another cancelled exclusion"
            if len(self.cancelled) > 1:
                whose = f"{len(self.cancelled)} other cancelled exclusions"
            said.append(f"out under {whose} {' + '.join(map(_write, self.cancelled))}")
        if self.counts_this_one:
            said.append(f"out under this one {_write(self.this_one)}")
        parts = " + ".join(said)
        if self.total is None and not self.at_least:
            return f"{parts}: how many of {YEAR_AT_MOST} school days is not known yet"
        known = "at least " if self.total is None else ""
        return f"{parts} = {known}{write_number(self.at_least)} of {YEAR_AT_MOST} school days"


def find_served_days(
    first: date, last: date, calendar: SchoolCalendar, session: HalfDay | None = None
) -> tuple[DayOut, ...]:
    """
    Return the school days from ``first``, the day of a permanent exclusion, to ``last``.

    Both are among them where they are school days that ``calendar`` knows: whoever must not take
    too few for all asks ``check_served_days_are_known`` first. ``session`` is the half of ``first``
    in which the pupil was excluded, None where nobody has said.
    """
    begins = FIRST_DAY[session] if session else WHOLE
    return tuple(
        DayOut(day, begins if day == first else WHOLE)
        for day in calendar.session_days
        if first <= day <= last
    )


def count_served_days(
    first: date,
    last: date,
    calendar: SchoolCalendar,
    year: SchoolYear,
    session: HalfDay | None = None,
) -> tuple[DayOut, ...]:
    """
    Return those of ``find_served_days`` that lie in ``year``.

    :raises CalendarGap: if the published days do not reach from the first to the last of them.
    """
    if last < first:
        return ()
    until = min(last, year.last_day)
    if until < year.first_day or first > year.last_day:
        return ()
    if first >= year.first_day:  # no school day lies between 1 August and the first term (4.13)
        calendar.is_school_day(first)
    calendar.is_school_day(until)
    days = find_served_days(first, until, calendar, session)
    return tuple(out for out in days if out.day >= year.first_day)


def find_past_limit(suspended: Decimal) -> str:
    """Return what is wrong with so many days of suspension in one school year (L1), or ``""``."""
    if suspended <= YEAR_AT_MOST:
        return ""
    return f"{write_number(suspended)} school days are more than the law allows. {NO_MORE_THAN}"


def _write(days: Decimal | None) -> str:
    return NOT_KNOWN if days is None else write_number(days)
