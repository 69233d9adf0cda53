"""Days out: of one suspension, in a term, and in a school year. Halves are counted as halves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from statute.jurisdictions import PARTICULARS, Jurisdiction
from statute.school_calendar import CalendarGap, SchoolCalendar
from statute.school_years import SchoolYear
from statute.terms import Term, TermDates, get_school_year
from statute.thresholds import YEAR_AT_MOST
from statute.wording import write_day, write_number

HALF, WHOLE = Decimal("0.5"), Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """
    A fixed-period exclusion that begins on ``start`` and takes ``school_days``, halves allowed.

    Of lunchtimes alone, ``school_days`` is the number of lunchtimes. ``back_on`` is the day on
    which the pupil was back, where the suspension was cancelled: days from it on were not served.
    """

    start: date
    school_days: Decimal
    lunchtimes_only: bool = False
    back_on: date | None = None


@dataclass(frozen=True, slots=True)
class DayOut:
    """One school day on which the pupil was out, and what it counts for."""

    day: date
    counts: Decimal


@dataclass(frozen=True, slots=True)
class EarlierDays:
    """Days out at an earlier school in a school year (row L2)."""

    days: Decimal
    year: SchoolYear


def get_days_out(
    suspension: Suspension,
    calendar: SchoolCalendar,
    jurisdiction: Jurisdiction = Jurisdiction.ENGLAND,
) -> tuple[DayOut, ...]:
    """
    Return the school days that a suspension takes, in order; a half day is its last.

    :raises CalendarGap: if any of them is not published.
    """
    touched = int(suspension.school_days.to_integral_value(ROUND_CEILING))
    days = calendar.count_from(suspension.start, touched)
    value = PARTICULARS[jurisdiction].lunchtime_value if suspension.lunchtimes_only else WHOLE
    out = [DayOut(day, value) for day in days]
    if touched > suspension.school_days:
        out[-1] = DayOut(days[-1], HALF * value)
    return tuple(d for d in out if suspension.back_on is None or d.day < suspension.back_on)


def sum_by_term(days: Sequence[DayOut], terms: TermDates) -> dict[Term, Decimal]:
    """
    Return the days out in each term that they touch, earliest first (rule 4.14).

    Each term is tested by itself: the two sides of a suspension that a term's end cuts in two are
    never added together.

    :raises CalendarGap: if a day out lies in no term that is known.
    """
    totals: dict[Term, Decimal] = {}
    for out in sorted(days, key=lambda out: out.day):
        term = terms.find_term(out.day)
        if term is None:
            raise CalendarGap(f"{write_day(out.day)} lies in no term that has been supplied")
        totals[term] = totals.get(term, Decimal(0)) + out.counts
    return totals


def sum_by_year(
    days: Sequence[DayOut], earlier: Sequence[EarlierDays] = ()
) -> dict[SchoolYear, Decimal]:
    """Return the days out in each school year, those at earlier schools among them (4.16)."""
    totals: dict[SchoolYear, Decimal] = {}
    for out in days:
        year = get_school_year(out.day)
        totals[year] = totals.get(year, Decimal(0)) + out.counts
    for elsewhere in earlier:
        totals[elsewhere.year] = totals.get(elsewhere.year, Decimal(0)) + elsewhere.days
    return totals


def find_suspension_faults(
    proposed: Suspension,
    served: Sequence[DayOut],
    earlier: Sequence[EarlierDays],
    calendar: SchoolCalendar,
    jurisdiction: Jurisdiction = Jurisdiction.ENGLAND,
) -> list[str]:
    """
    Return why this suspension may not be issued, each as a sentence; an empty list means it may.

    Row L1, SI 2012/1033 reg 4: no suspension may take a pupil past 45 days in a school year. What a
    lunchtime counts for is the jurisdiction's. No limit of Wales's own is held: 45 is asked there.

    :raises CalendarGap: if any of its days is not published.
    """
    faults = []
    if proposed.school_days <= 0 or proposed.school_days % HALF:
        return ["A suspension takes a number of school days, in halves: 0.5, 1, 1.5 and so on"]
    if not calendar.is_school_day(proposed.start):
        faults.append(
            f"{write_day(proposed.start)} is not a school day: a suspension starts on one"
        )
    new = sum_by_year(get_days_out(proposed, calendar, jurisdiction))
    before = sum_by_year(served, earlier)
    for year, days in new.items():
        total = before.get(year, Decimal(0)) + days
        if total > YEAR_AT_MOST:
            left = write_number(max(YEAR_AT_MOST - total + days, Decimal(0)))
            told = f"It would bring the days out in {year} to {write_number(total)}, and the law "
            faults.append(f"{told}allows {YEAR_AT_MOST}: {left} are left")
    return faults


def find_spell(
    suspensions: Sequence[Suspension],
    of: Suspension,
    calendar: SchoolCalendar,
    jurisdiction: Jurisdiction = Jurisdiction.ENGLAND,
) -> tuple[date, ...]:
    """
    Return the school days of the unbroken run of suspensions that ``of`` belongs to (row E3).

    Two suspensions run on where no whole school day in school lies between them. Lunchtimes do not
    make a day out, whatever they count for in the jurisdiction.

    :raises CalendarGap: if any of the days is not published.
    """
    whole = sorted((s for s in suspensions if not s.lunchtimes_only), key=lambda s: s.start)
    runs: list[list[date]] = []
    for suspension in whole:
        days = {out.day for out in get_days_out(suspension, calendar, jurisdiction)}
        if not days:
            continue
        run = runs[-1] if runs else []
        if run and min(days) <= calendar.find_next(run[-1]):
            run[:] = sorted({*run, *days})
        else:
            runs.append(sorted(days))
    return next((tuple(run) for run in runs if run[0] <= of.start <= run[-1]), ())
