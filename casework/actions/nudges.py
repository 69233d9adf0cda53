"""Asking schools and authorities for their next school days, once for each last day."""

from datetime import datetime

from audit import trail
from audit.models import AuditEvent
from audit.trail import on_the_record
from casework.nudges import DaysRunOut, stream_of
from notifications import outbox
from organisations.models import CalendarVersion


@on_the_record
def ask_for_school_days(*, version: CalendarVersion, now: datetime) -> None:
    """Write to whoever keeps the days of ``version`` that they run out soon, and only once."""
    letter = DaysRunOut.of(version)
    outbox.enqueue(letter, now=now)
    trail.record(
        AuditEvent(
            stream=stream_of(version),
            kind="calendar.next-asked-for",
            actor="system/school-days",
            at=now,
            facts={"version": version.number, "known_until": str(version.known_until)},
            authority_id=letter.reach.authority_id,
            school_id=letter.reach.school_id,
        )
    )
