"""What is kept of signing in and out. No address or password is written down."""

from datetime import datetime

from django.utils.crypto import salted_hmac

from audit import trail
from audit.models import AuditEvent
from audit.trail import on_the_record
from organisations.models import User

DIGEST_LENGTH = 32


@on_the_record
def record_sign_in(*, actor: User, now: datetime) -> None:
    """Record that this person signed in."""
    _record(f"user/{actor.pk}", "user.signed-in", actor=f"user/{actor.pk}", now=now)


@on_the_record
def record_sign_out(*, actor: User, now: datetime) -> None:
    """Record that this person signed out."""
    _record(f"user/{actor.pk}", "user.signed-out", actor=f"user/{actor.pk}", now=now)


@on_the_record
def record_confirm_failed(*, actor: User, now: datetime) -> None:
    """Record that somebody signed in could not confirm that it is them."""
    _record(f"user/{actor.pk}", "user.confirm-failed", actor=f"user/{actor.pk}", now=now)


@on_the_record
def record_session_over(*, actor: User, why: str, now: datetime) -> None:
    """Record that a session of this person ended by itself: "idle" or "whole" says which limit."""
    _record(f"user/{actor.pk}", "user.session-over", actor=f"user/{actor.pk}", now=now, limit=why)


@on_the_record
def record_failed_sign_in(*, typed_email: str, throttled: bool, now: datetime) -> None:
    """
    Record a failed try, or one that was refused unread after too many.

    It goes to the stream of the person whose address was typed, if it is anybody's.

    Of the address only a keyed digest is kept: enough to see that one address is tried again and
    again, and nothing to read.
    """
    kind = "user.sign-in-throttled" if throttled else "user.sign-in-failed"
    _record_typed(typed_email, kind, now=now)


@on_the_record
def record_link_asked(*, typed_email: str, throttled: bool, now: datetime) -> None:
    """Record that somebody asked for a link to choose a password; of the address as above."""
    kind = "user.password-link-throttled" if throttled else "user.password-link-asked"
    _record_typed(typed_email, kind, now=now)


@on_the_record
def record_sign_on(*, actor: User, provider: str, now: datetime) -> None:
    """Record that an organisation's own sign-in vouched for this person."""
    _record(
        f"user/{actor.pk}", "user.sign-on", actor=f"user/{actor.pk}", now=now, provider=provider
    )


@on_the_record
def record_sign_on_refused(*, provider: str, why: str, now: datetime) -> None:
    """Record that somebody came from an organisation's sign-in and was not let in, and why."""
    kind = "user.sign-on-refused"
    _record("user/unknown", kind, actor="system/sign-in", now=now, provider=provider, why=why)


def _record_typed(typed_email: str, kind: str, *, now: datetime) -> None:
    email = typed_email.strip().lower()
    user = User.objects.filter(email__iexact=email).first()
    digest = salted_hmac("failed sign-in", email, algorithm="sha256").hexdigest()
    _record(
        f"user/{user.pk}" if user else "user/unknown",
        kind,
        actor="system/sign-in",
        now=now,
        email_digest=digest[:DIGEST_LENGTH],
    )


def _record(stream: str, kind: str, *, actor: str, now: datetime, **facts: str) -> None:
    trail.record(AuditEvent(stream=stream, kind=kind, actor=actor, at=now, facts=facts))
