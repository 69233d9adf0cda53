"""
The second step of signing in: who must have one, who used one, and how its secrets are kept.

django-allauth keeps the factors themselves: codes of an authenticator app (RFC 6238), passkeys
(WebAuthn) and recovery codes.
"""

import logging
from enum import Enum, auto
from typing import Any

import qrcode
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.http import HttpRequest

from organisations.models import User
from organisations.sealing import make_cipher

logger = logging.getLogger(__name__)

PURPOSE = "second factors at rest"
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class Need(Enum):
    """What a person has to do before anything else."""

    NOTHING = auto()
    ENROL = auto()
    CONFIRM = auto()  # they have a factor, and this session began without it


# django-allauth's own types are not followed, so its classes are Any to the type checker.
class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is not typed
    """The words of refusals, the names shown in an app, and secrets kept encrypted."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right. Wait for the next one, then try again.",
        "cannot_delete_authenticator": "Your role needs a second step to sign in, and this is your"
        " only one. Set up another first.",
        "cannot_generate_recovery_codes": "Set up an authenticator app or a passkey first.",
        "unverified_email": "Confirm your email address first.",
    }

    def encrypt(self, text: str) -> str:
        return make_cipher(PURPOSE).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return make_cipher(PURPOSE).decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # Unreadable after a change of SECRET_KEY without OLD_SECRET_KEYS. An empty secret could
            # be guessed; a random one lets nobody in.
            logger.error("a second factor cannot be read: was SECRET_KEY changed?")
            return str(generate_totp_secret())

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user=authenticator.user_id, type__in=FACTORS)
        return others.exclude(pk=authenticator.pk).exists() or not needs_one(authenticator.user)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {  # type: ignore[no-any-return]
            "name": settings.SERVICE_NAME
        }

    def generate_authenticator_name(self, user: User, type: str) -> str:
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"


def needs_one(user: User) -> bool:
    """Tell whether one of this person's roles may only be used after a second step."""
    return any(m.role in settings.SECOND_FACTOR_ROLES for m in user.standing_memberships)


def has_one(user: User) -> bool:
    """Tell whether this person has an authenticator app or a passkey."""
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())


def find_need(request: HttpRequest, user: User) -> Need:
    """Return what ``user`` must do before this session may open anything."""
    if not needs_one(user) or was_used(request, user):
        return Need.NOTHING
    return Need.CONFIRM if has_one(user) else Need.ENROL


def was_used(request: HttpRequest, user: User) -> bool:
    """Tell whether this session went through the second step."""
    return any(r.get("method") == "mfa" for r in get_authentication_records(request, user))


def draw_code(url: str) -> dict[str, Any]:
    """Return the picture of ``url`` that a phone reads: its side in modules, and an SVG path."""
    code = qrcode.QRCode(border=4)  # the quiet margin that ISO/IEC 18004 asks for
    code.add_data(url)
    rows = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return {"side": len(rows), "path": path}
