"""The tokens with which programs use the API for a person."""

from datetime import datetime

from rest_framework.authtoken.models import Token

from audit import trail
from audit.models import AuditEvent
from audit.trail import on_the_record
from organisations.models import User


@on_the_record
def issue_token(*, user: User, actor: str, now: datetime) -> str:
    """Return a new API token for ``user``; an earlier one stops working. It is not recorded."""
    Token.objects.filter(user=user).delete()
    token = Token.objects.create(user=user)
    event = AuditEvent(stream=f"user/{user.pk}", kind="user.token-issued", actor=actor, at=now)
    trail.record(event)
    return str(token.key)
