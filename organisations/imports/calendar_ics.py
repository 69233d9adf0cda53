"""Terms, half terms, INSET days and closures from an iCalendar file, as schools publish them."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from organisations.calendar_files import Kind, Span
from organisations.imports.faults import Fault, FaultyFile

# The first that fits. "Half term" must come before "term".
WORDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"\bhalf[\s-]?term\b", re.I), Kind.HALF_TERM),
    (re.compile(r"\b(inset|staff training|staff development)\b", re.I), Kind.INSET),
    (re.compile(r"\b(closed|closure|bank holiday|snow day)\b", re.I), Kind.CLOSURE),
    (re.compile(r"\bterm\b", re.I), Kind.TERM),
)
A_MOMENT_OF_A_TERM = re.compile(r"\b(starts?|begins?|ends?|finish(es)?|first|last|break)\b", re.I)
ONE_DAY = timedelta(days=1)


def read_ics_calendar(content: bytes) -> tuple[list[Span], list[str]]:
    """
    Return a span for each all-day event whose summary says what it is, and what was left out.

    :raises FaultyFile: with every fault of every event.
    """
    try:
        calendar = Calendar.from_ical(content)
    except ValueError:
        raise FaultyFile([Fault(0, "", "", "this is not an iCalendar file")]) from None
    lines = [n for n, line in enumerate(content.splitlines(), 1) if line == b"BEGIN:VEVENT"]
    spans, faults, left_out = list[Span](), list[Fault](), list[str]()
    for line, event in zip(lines, calendar.walk("VEVENT"), strict=False):
        summary = " ".join(str(event.get("SUMMARY", "")).split())
        kind = next((kind for words, kind in WORDS if words.search(summary)), None)
        if kind is None:
            left_out.append(f"line {line}, “{summary[:60]}”: left out, it says nothing of terms")
        elif advice := _find_fault(event, kind, summary):
            faults.append(Fault(line, "", summary, advice))
        else:
            first, last = _read_days(event)
            spans.append(Span(kind=kind, first=first, last=last, reason=summary[:100], line=line))
    if faults:
        raise FaultyFile(faults)
    return spans, left_out


def _find_fault(event: Any, kind: Kind, summary: str) -> str:
    """Say what is wrong with an event that names a kind of day, or ``""``."""
    if event.get("RRULE"):
        return "give each time by itself: a repeated event is not read"
    first, last = (getattr(event.get(name), "dt", None) for name in ("DTSTART", "DTEND"))
    days = [day for day in (first, last) if day is not None]
    if not days or any(isinstance(day, datetime) or not isinstance(day, date) for day in days):
        return "make it an all-day event, from its first to its last day"
    first, last = _read_days(event)
    if last < first:
        return "ends before it begins"
    if kind is Kind.TERM and (first == last or A_MOMENT_OF_A_TERM.search(summary)):
        return "give a whole term as one event, from its first to its last day"
    return ""


def _read_days(event: Any) -> tuple[date, date]:
    """The end of an all-day event is the day after its last (RFC 5545); without one, one day."""
    first = event["DTSTART"].dt
    return first, event["DTEND"].dt - ONE_DAY if "DTEND" in event else first
