"""Making a client, changing its secret, and withdrawing it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from audit import trail
from audit.models import AuditEvent
from audit.trail import on_the_record
from organisations.models import School, Trust, User
from programs import access
from programs.credentials import CLIENT_SECRET, digest, make_secret
from programs.models import BearerToken, Client, ClientSecret, May


class ClientEnded(Exception):
    """The client was withdrawn or its time is over: it cannot be changed."""


class SecretJustChanged(Exception):
    """Two secrets of the client work already."""


@on_the_record
def make_client(
    *,
    name: str,
    organisation: School | Trust,
    may: Sequence[May],
    expires_at: datetime,
    actor: User,
    now: datetime,
) -> tuple[Client, str]:
    """
    Let a system of ``organisation`` call by program. Return the client and its secret, once.

    :raises NotYourClient: if ``actor`` does not answer for the organisation.
    """
    access.check_may_keep_clients(actor, organisation)
    client = Client.objects.create(
        name=name,
        school=organisation if isinstance(organisation, School) else None,
        trust=organisation if isinstance(organisation, Trust) else None,
        may=[one.value for one in may],
        given_by=actor,
        made_at=now,
        expires_at=expires_at,
    )
    secret = _add_secret(client, now=now)
    _record(client, "client.made", actor=actor, now=now, may=client.may, until=str(expires_at))
    return client, secret


@on_the_record
def rotate_secret(*, client_id: int, overlap: timedelta, actor: User, now: datetime) -> str:
    """
    Return a new secret of a client; the old one works for ``overlap`` longer.

    From now on ``actor`` answers for the client.

    :raises NotYourClient: if ``actor`` does not answer for its organisation.
    :raises ClientEnded: if it was withdrawn or its time is over.
    :raises SecretJustChanged: if an earlier secret is still working beside the present one.
    """
    client = _lock(client_id, actor)
    if client.revoked_at or client.expires_at <= now:
        raise ClientEnded("this system was withdrawn, or its time is over: add it anew")
    if client.secrets.filter(ends_at__gt=now).exists():
        raise SecretJustChanged(
            "its secret was changed a short while ago, and the one before still works. Wait until "
            "that has ended, or withdraw the system"
        )
    client.secrets.filter(ends_at__lte=now).delete()
    client.secrets.filter(ends_at=None).update(ends_at=now + overlap)
    secret = _add_secret(client, now=now)
    client.given_by = actor
    client.save(update_fields=["given_by"])
    _record(client, "client.secret-changed", actor=actor, now=now)
    return secret


@on_the_record
def revoke_client(*, client_id: int, actor: User, now: datetime) -> None:
    """
    Withdraw a client: its secrets and tokens stop at once.

    :raises NotYourClient: if ``actor`` does not answer for its organisation.
    :raises ClientEnded: if it was withdrawn before.
    """
    client = _lock(client_id, actor)
    if client.revoked_at:
        raise ClientEnded("this system was withdrawn before")
    client.revoked_at = now
    client.save(update_fields=["revoked_at"])
    client.secrets.all().delete()
    BearerToken.objects.filter(client=client).delete()
    _record(client, "client.revoked", actor=actor, now=now)


def _lock(client_id: int, actor: User) -> Client:
    joined = Client.objects.select_related("school__local_authority", "trust")
    client = joined.select_for_update(of=("self",)).get(pk=client_id)
    access.check_may_keep_clients(actor, client.organisation)
    return client


def _add_secret(client: Client, *, now: datetime) -> str:
    secret = make_secret(CLIENT_SECRET)
    ClientSecret.objects.create(client=client, digest=digest(secret), made_at=now)
    return secret


def _record(client: Client, kind: str, *, actor: User, now: datetime, **facts: object) -> None:
    trail.record(
        AuditEvent(
            stream=f"client/{client.pk}",
            kind=kind,
            actor=f"user/{actor.pk}",
            at=now,
            facts={"organisation": str(client.organisation), **facts},
            school_id=client.school_id,
        )
    )
