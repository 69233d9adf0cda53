"""Who calls: a person, or the system of a school or trust."""

from organisations.models import User
from programs.models import Client

Caller = User | Client


def name_caller(caller: Caller) -> str:
    """Return how the record names whoever does something: "user/7" or "client/3"."""
    return f"{'client' if isinstance(caller, Client) else 'user'}/{caller.pk}"
