"""
Letters about an account. django-allauth and our pages hand them over; the outbox sends them.

Here, and not beside the accounts, because only this room knows both people and letters.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from casework.access import declare_reach
from notifications.outbox import Address, Reach, enqueue
from organisations.accounts import Accounts
from organisations.models import User
from row_security.scope import WHOLE_SERVICE, Scope, declare, scoped_transaction

# What django-allauth calls a change, and what the person is told.
CHANGES = {
    "mfa/email/totp_activated": "An authenticator app was set up.",
    "mfa/email/totp_deactivated": "The authenticator app was removed.",
    "mfa/email/webauthn_added": "A passkey was added.",
    "mfa/email/webauthn_removed": "A passkey was removed.",
    "mfa/email/recovery_codes_generated": "New recovery codes were made.",
    "account/email/password_changed": "The password was changed.",
    "account/email/password_reset": "A new password was chosen by a link.",
    "account/email/second_step_reset": "The second step was taken away by a manager of your local"
    " authority, so that you can set up a new one.",
}
CODES = ("account/email/email_confirmation", "account/email/email_confirmation_signup")
RESET = "account/email/password_reset_key"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLetter:
    """A letter to somebody about their own account: about no case, and seen by nobody else."""

    template: str
    address: Address
    reach: Reach
    link: str = ""
    code: str = ""
    change: str = ""
    dedupe_key: str = field(default_factory=lambda: f"account/{uuid4().hex}")


def write_letter(prefix: str, email: str, facts: dict[str, Any]) -> AccountLetter:
    """
    Return the letter that django-allauth means by ``prefix``.

    :raises LookupError: if nobody has written one.
    """
    person = User.objects.filter(email__iexact=email).first()
    about = f"user/{person.pk}" if person else "user/unknown"
    to: dict[str, Any] = {
        "address": Address(addressee="The holder of an account", to=email),
        "reach": Reach(
            about=about, case_id=None, authority_id=None, home_authority_id=None, school_id=None
        ),
    }
    if prefix == RESET:
        return AccountLetter(template="letters/account_password", link=facts["link"], **to)
    if prefix in CODES:
        return AccountLetter(template="letters/account_code", code=facts["code"], **to)
    return AccountLetter(template="letters/account_changed", change=CHANGES[prefix], **to)


class AccountsWithMail(Accounts):
    """The accounts of this service, whose letters leave through the outbox."""

    request: HttpRequest

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Store the letter in the transaction of the request; a worker sends it after commit."""
        letter, now = write_letter(template_prefix, email, context), timezone.now()
        # A letter of no authority and no school is in nobody's reach but the whole service's.
        if not connection.in_atomic_block:  # django-allauth tells of some changes after the commit
            with scoped_transaction(WHOLE_SERVICE):
                enqueue(letter, now=now)
            return
        declare(WHOLE_SERVICE)
        enqueue(letter, now=now)
        user = getattr(self.request, "user", None)
        if isinstance(user, User):
            declare_reach(user, now=now)
        else:
            declare(Scope())
