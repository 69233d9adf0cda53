"""Terms as suspensions are counted by them: the school's own, or the stretch between three days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from statute.school_years import SchoolYear

OWN_TERMS_UP_TO = 3  # a school with more terms counts between reference dates instead
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A stretch of days, the first and the last among them."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class TermDates:
    """The terms of a school, in order, and how many it has in a school year."""

    terms: Sequence[Term]
    terms_a_year: int = OWN_TERMS_UP_TO

    def find_term(self, day: date) -> Term | None:
        """
        Return the term in which a day out on ``day`` is counted; None in a holiday between terms.

        Source: SI 2012/1033 reg 2(1). A school with more than three terms counts by the stretch
        that ends on a reference date, however its own terms fall.
        """
        if self.terms_a_year > OWN_TERMS_UP_TO:
            return find_stretch(day)
        return next((term for term in self.terms if term.holds(day)), None)


def get_easter_monday(year: int) -> date:
    """Return Easter Monday, by the Gregorian rule as New Scientist shortened it in 1961."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, century_rest = divmod(century, 4)
    shift = (8 * century + 13) // 25
    moon = (15 + 19 * golden + century - leaps - shift) % 30
    rest_leaps, rest_rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * rest_leaps - moon - rest_rest) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1) + ONE_DAY


def get_reference_dates(year: int) -> tuple[date, date, date]:
    """Return the reference dates of a calendar year, in order (SI 2012/1033 reg 2(1))."""
    return get_easter_monday(year), date(year, 7, 31), date(year, 12, 31)


def find_stretch(day: date) -> Term:
    """Return the stretch that ``day`` falls in: from the day after a reference date to the next."""
    around = [end for year in (day.year - 1, day.year) for end in get_reference_dates(year)]
    last = next(end for end in around if end >= day)
    return Term(around[around.index(last) - 1] + ONE_DAY, last)


def get_school_year(day: date) -> SchoolYear:
    """
    Return the school year of a day out: from the first term to begin after July, for a year.

    No school day falls between 1 August and that term, so the year that begins on 1 August holds
    the same school days (SI 2012/1033 reg 4, and the definition in its footnote).
    """
    return SchoolYear.of(day)
