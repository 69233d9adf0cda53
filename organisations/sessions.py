"""The sessions of a person, wherever they are signed in."""

from allauth.usersessions.models import UserSession

from organisations.models import User


def end_sessions(person: User, *, but: str | None = None) -> int:
    """End the sessions of ``person``, all but the one with the key ``but``; return how many."""
    ended = list(UserSession.objects.filter(user=person).exclude(session_key=but or ""))
    for session in ended:
        session.end()
    return len(ended)
