"""How days are written in the sentences that people read."""

from datetime import date


def write_day(day: date) -> str:
    """Return a day as "6 October 2026"."""
    return f"{day.day} {day:%B %Y}"


def write_school_days(school_days: int) -> str:
    """Return "1 school day" or "3 school days"."""
    return f"{school_days} school day{'' if school_days == 1 else 's'}"
