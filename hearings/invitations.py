"""A hearing as a calendar file: one fixed UID, a rising SEQUENCE, and no child's name."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

from hearings.models import Hearing
from notifications.outbox import Attachment

PRODUCT = "-//Fair Hearing//Governing board meetings//EN"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """What one recipient's calendar is told. A later entry has a higher ``sequence``."""

    hearing: Hearing
    sequence: int
    is_cancelled: bool
    attendee: str  # the recipient's address, or "" for a letter that goes by post
    page: str  # where they read more, or "" for those who do not sign in
    now: datetime


def write_calendar_file(entry: CalendarEntry) -> Attachment:
    """Return the file to go with a letter. Times are UTC, which no clock change can misread."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if entry.is_cancelled else "REQUEST")
    calendar.add_component(_write_event(entry))
    return Attachment(name="meeting.ics", content_type="text/calendar", content=calendar.to_ical())


def _write_event(entry: CalendarEntry) -> Event:
    hearing, event = entry.hearing, Event()
    event.add("uid", f"{hearing.public_id}@{settings.MAIL_DOMAIN}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.now.astimezone(UTC))
    event.add("dtstart", hearing.starts_at.astimezone(UTC))
    event.add("dtend", hearing.ends_at.astimezone(UTC))
    event.add("summary", f"Governing board meeting (reference {hearing.case.reference})")
    event.add("location", hearing.remote_link if hearing.is_remote else hearing.venue)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT" if entry.is_cancelled else "OPAQUE")
    if entry.page:
        event.add("url", entry.page)
    organiser = vCalAddress(f"mailto:{parseaddr(settings.MAIL_FROM)[1]}")
    organiser.params["cn"] = vText("Clerk to the governing board")
    event.add("organizer", organiser)
    if entry.attendee:
        attendee = vCalAddress(f"mailto:{entry.attendee}")
        attendee.params["rsvp"] = vText("FALSE")  # answers are given on the page, not by calendar
        event.add("attendee", attendee, encode=False)
    return event
