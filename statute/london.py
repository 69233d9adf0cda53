"""Dates are London dates: the day on which a moment falls in England."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def london_date(moment: datetime) -> date:
    """
    Return the day in London at ``moment``, which must be aware.

    :raises ValueError: if ``moment`` has no zone: nobody could say which day it is.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone has no day")
    return moment.astimezone(LONDON).date()
