"""Calendar months and years, for limits that are counted in neither school nor working days."""

from calendar import monthrange
from datetime import date

MONTHS_A_YEAR = 12


def add_months(day: date, months: int) -> date:
    """
    Return the day so many calendar months after ``day``; before it, if ``months`` is negative.

    Where that month has no such day, its last day is the one: 31 August and six months is the last
    day of February.
    """
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_years(day: date, years: int) -> date:
    """Return the same day so many years after ``day``, or before it; 29 February becomes 28."""
    return add_months(day, years * MONTHS_A_YEAR)
