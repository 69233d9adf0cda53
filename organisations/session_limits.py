"""How long a session lasts: from its beginning, and without being used."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

BEGAN, SEEN = "began_at", "seen_at"  # in the session: seconds since 1970
SEEN_EVERY = timedelta(minutes=1)  # how exactly idleness is told: not every request is a write


@dataclass(frozen=True, slots=True)
class Limits:
    """The longest that a session may last, and lie unused."""

    whole: timedelta
    idle: timedelta


def begin(session: MutableMapping[str, Any], *, now: datetime) -> None:
    """Start the clocks of a session: somebody has just signed in."""
    session[BEGAN] = session[SEEN] = now.timestamp()


def find_end(session: MutableMapping[str, Any], limits: Limits, *, now: datetime) -> str:
    """Return why this session is over: "whole", "idle", or nothing while it is not."""
    began, seen = session.get(BEGAN), session.get(SEEN)
    if began is None or seen is None:
        return ""
    if now.timestamp() - began >= limits.whole.total_seconds():
        return "whole"
    return "idle" if now.timestamp() - seen >= limits.idle.total_seconds() else ""


def mark_seen(session: MutableMapping[str, Any], *, now: datetime) -> bool:
    """Note that the session is in use; tell whether that was worth writing down."""
    if session.get(BEGAN) is None:
        begin(session, now=now)
        return True
    if now.timestamp() - session[SEEN] < SEEN_EVERY.total_seconds():
        return False
    session[SEEN] = now.timestamp()
    return True
