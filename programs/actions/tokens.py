"""The tokens that a program shows with each call: a client's for minutes, a person's for days."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from audit import trail
from audit.models import AuditEvent
from audit.trail import on_the_record
from organisations.models import User
from programs.callers import name_caller
from programs.credentials import BEARER, PERSONAL, digest, make_secret
from programs.models import BearerToken, Client, May, PersonalToken


@on_the_record
def grant_token(*, actor: Client, may: Sequence[May], lasts: timedelta, now: datetime) -> str:
    """
    Return a token with which ``actor``, whose secret was right, may do ``may`` while it ``lasts``.

    Its earlier tokens work on until their time is over; what has ended is removed.
    """
    token = make_secret(BEARER)
    BearerToken.objects.filter(client=actor, expires_at__lte=now).delete()
    BearerToken.objects.create(
        client=actor, digest=digest(token), may=[one.value for one in may], expires_at=now + lasts
    )
    Client.objects.filter(pk=actor.pk).update(last_used_at=now)
    trail.record(
        AuditEvent(
            stream=name_caller(actor),
            kind="client.token-granted",
            actor=name_caller(actor),
            at=now,
            school_id=actor.school_id,
        )
    )
    return token


@on_the_record
def issue_token(*, user: User, lasts: timedelta, actor: str, now: datetime) -> str:
    """Return a new token of ``user``, which works while it ``lasts``; an earlier one stops."""
    token = make_secret(PERSONAL)
    end_personal_tokens(user)
    PersonalToken.objects.create(user=user, digest=digest(token), expires_at=now + lasts)
    event = AuditEvent(stream=f"user/{user.pk}", kind="user.token-issued", actor=actor, at=now)
    trail.record(event)
    return token


def end_personal_tokens(user: User) -> None:
    """End the tokens of a person, inside the caller's change."""
    PersonalToken.objects.filter(user=user).delete()
