"""How days are written in the sentences that people read."""

from datetime import date
from decimal import Decimal


def write_day(day: date) -> str:
    """Return a day as "6 October 2026"."""
    return f"{day.day} {day:%B %Y}"


def write_school_days(school_days: int) -> str:
    """Return "1 school day" or "3 school days"."""
    return f"{school_days} school day{'' if school_days == 1 else 's'}"


def write_number(number: Decimal) -> str:
    """Return a number of days with no idle noughts: "15" or "15.5"."""
    return f"{number.normalize():f}"
