"""Dates, times and lists as the pages and letters write them: plain words, London time."""

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
MEGABYTE = 1024 * 1024  # as the file managers of most offices count


def write_day(day: date) -> str:
    """Return "6 October 2026"; of a moment, the day it is in London."""
    return f"{_in_london(day):%-d %B %Y}"


def write_long_day(day: date) -> str:
    """Return "Tuesday 6 October 2026"; of a moment, the day it is in London."""
    return f"{_in_london(day):%A %-d %B %Y}"


def write_time(at: time) -> str:
    """Return "2:30pm", "9am", "midday" or "midnight"."""
    if (at.hour, at.minute) == (0, 0):
        return "midnight"
    if (at.hour, at.minute) == (12, 0):
        return "midday"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


def write_moment(moment: datetime) -> str:
    """Return "6 October 2026 at 2:30pm", in London; the moment must be aware."""
    return f"{write_day(moment)} at {write_time(moment.astimezone(LONDON).time())}"


def write_list(words: Sequence[str], last: str = "and") -> str:
    """Return "a", "a and b" or "a, b and c"."""
    return f" {last} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def write_size(size_bytes: int) -> str:
    """Return a file's size as people read it: "800 KB", "1.2 MB"; never "0 KB"."""
    if size_bytes < MEGABYTE:
        return f"{max(1, round(size_bytes / 1024))} KB"
    return f"{size_bytes / MEGABYTE:.1f}".removesuffix(".0") + " MB"


def capitalise(words: str) -> str:
    """Return ``words`` with a capital first letter and the rest untouched ("the UPN")."""
    return words[:1].upper() + words[1:]


def _in_london(day: date) -> date:
    if not isinstance(day, datetime):
        return day
    if day.tzinfo is None:  # astimezone() would quietly take the machine's own zone
        raise ValueError("a moment without a time zone cannot be written as a London day")
    return day.astimezone(LONDON)
