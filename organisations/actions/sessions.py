"""Ending the sessions of a person."""

from datetime import datetime

from audit import trail
from audit.models import AuditEvent
from audit.trail import on_the_record
from organisations.models import User
from organisations.sessions import end_sessions


@on_the_record
def end(*, person: User, actor: User, but: str | None, now: datetime) -> int:
    """End every session of ``person``, all but the one with key ``but``; return how many."""
    count = end_sessions(person, but=but)
    trail.record(
        AuditEvent(
            stream=f"user/{person.pk}",
            kind="user.sessions-ended",
            actor=f"user/{actor.pk}",
            at=now,
            facts={"sessions": count},
        )
    )
    return count
