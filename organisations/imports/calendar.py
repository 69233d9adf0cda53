"""A calendar file of either kind, read whole."""

from dataclasses import dataclass

from organisations.calendar_clashes import find_clashes
from organisations.calendar_files import BankHolidays, find_session_dates
from organisations.calendars import SessionDates
from organisations.imports.calendar_csv import read_csv_calendar
from organisations.imports.calendar_ics import read_ics_calendar


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The school days of a file, what was done that nobody asked for, and what looks wrong."""

    dates: SessionDates
    warnings: list[str]
    clashes: list[str]


def read_calendar_file(name: str, content: bytes, holidays: BankHolidays) -> CalendarFile:
    """
    Return the school days in a file: iCalendar if its name ends so or it begins so, else CSV.

    :raises FaultyFile: with every fault.
    """
    left_out: list[str] = []
    if name.lower().endswith(".ics") or content.lstrip().startswith(b"BEGIN:VCALENDAR"):
        spans, left_out = read_ics_calendar(content)
    else:
        spans = read_csv_calendar(content)
    dates, closed = find_session_dates(spans, holidays)
    return CalendarFile(dates, [*left_out, *closed], find_clashes(dates, holidays.titles))
