"""What is kept of second factors: set up, used, failed, taken away. Never a code or a secret."""

from datetime import datetime

from allauth.mfa.models import Authenticator

from audit import trail
from audit.models import AuditEvent
from audit.trail import on_the_record
from organisations import access, permissions
from organisations.actions.people import NotYourPerson
from organisations.models import User
from organisations.queries import is_within
from organisations.sessions import end_sessions


@on_the_record
def record_added(*, actor: User, factor: str, now: datetime) -> None:
    """Record that this person set up a second factor of kind ``factor``."""
    _record(actor, "user.second-factor-added", actor=actor, now=now, factor=factor)


@on_the_record
def record_removed(*, actor: User, factor: str, now: datetime) -> None:
    """Record that this person took a second factor away."""
    _record(actor, "user.second-factor-removed", actor=actor, now=now, factor=factor)


@on_the_record
def record_used(*, actor: User, factor: str, now: datetime) -> None:
    """Record that this person passed the second step, and with which kind of factor."""
    _record(actor, "user.second-factor-used", actor=actor, now=now, factor=factor)


@on_the_record
def record_failed(*, person: User, now: datetime) -> None:
    """Record a wrong code or passkey; the password before it was right."""
    _record(person, "user.second-factor-failed", actor=None, now=now)


@on_the_record
def record_codes_made(*, actor: User, now: datetime) -> None:
    """Record that this person made new recovery codes; the old ones no longer work."""
    _record(actor, "user.recovery-codes-made", actor=actor, now=now)


@on_the_record
def reset(*, person: User, actor: User, now: datetime) -> None:
    """
    Take away every second factor of somebody who lost theirs, and end their sessions.

    At the next sign-in they set up another.

    :raises NotYourPerson: if any role of the person lies outside the authority ``actor`` manages,
        or if it is their own: somebody else must see to it.
    """
    authority = access.get_authority(actor)
    if authority is None or not access.permits(permissions.RESET_SECOND_STEP, actor, authority):
        raise NotYourPerson("only a manager of the local authority may do this")
    if person == actor:
        raise NotYourPerson("another manager must do this for you")
    if not is_within(person, authority):
        raise NotYourPerson("this person acts for others too; ask whoever runs the service")
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    _record(person, "user.second-factors-reset", actor=actor, now=now)


def _record(person: User, kind: str, *, actor: User | None, now: datetime, **facts: str) -> None:
    by = f"user/{actor.pk}" if actor else "system/sign-in"
    trail.record(
        AuditEvent(stream=f"user/{person.pk}", kind=kind, actor=by, at=now, facts=dict(facts))
    )
