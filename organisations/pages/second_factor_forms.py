"""What people type at the second step, in the design system's fields."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.forms import ReauthenticateForm
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ConfirmWithCode
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac

from design_system.fields import PasswordField, TextField

STEP_SECONDS = 30  # RFC 6238 section 4.1
WINDOW_SECONDS = 3 * STEP_SECONDS  # one step to either side of now: section 5.2

NO_PASSKEY = "The passkey was not used. Try again, or use another way."
UNREADABLE = (AttributeError, IndexError, KeyError, TypeError, ValueError, struct.error)
USED = "That code has been used. Wait for the next one, then try again."


def code_field(label: str, hint: str) -> TextField:
    """Return a field for a code of figures; a pasted space in it does no harm."""
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
    return TextField(
        what="the code", label=label, help_text=hint, max_length=20, width=10, widget=widget
    )


class CredentialField(forms.JSONField):
    """What a script passes on from a passkey. Whatever cannot be read is refused like no answer."""

    def __init__(self) -> None:
        wrong = {"required": NO_PASSKEY, "invalid": NO_PASSKEY}
        super().__init__(widget=forms.HiddenInput, error_messages=wrong)

    def to_python(self, value: Any) -> Any:
        try:
            read = super().to_python(value)
        except RecursionError:
            raise ValidationError(NO_PASSKEY) from None
        if read and not isinstance(read, dict):
            raise ValidationError(NO_PASSKEY)
        return read


@contextmanager
def reading_credential() -> Iterator[None]:
    """Turn what the readers of WebAuthn raise on a credential that is none into our sentence."""
    try:
        yield
    except ValidationError as refused:
        if refused.code != "incorrect_code":  # of a code that is typed
            raise
        raise ValidationError(NO_PASSKEY) from None
    except UNREADABLE:
        raise ValidationError(NO_PASSKEY) from None


# django-allauth's own types are not followed, so its classes are Any to the type checker.
class CodeForm(AuthenticateForm):  # type: ignore[misc]  # allauth is not typed
    """A code of an authenticator app, or a recovery code. Each works once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        hint = "The 6 figures that your authenticator app shows now, or a recovery code of 8."
        self.fields = {"code": code_field("Code", hint)}

    def clean_code(self) -> str:
        return _refuse_used(self, super().clean_code())


class ConfirmCodeForm(ConfirmWithCode):  # type: ignore[misc]  # allauth is not typed
    """The same, asked of somebody who is signed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        hint = "The 6 figures that your authenticator app shows now, or a recovery code of 8."
        self.fields = {"code": code_field("Code", hint)}

    def clean_code(self) -> str:
        return _refuse_used(self, super().clean_code())


def _refuse_used(form: Any, code: str) -> str:
    # django-allauth remembers a used code for one step, and takes codes one step either side of
    # now: between the two a code seen over a shoulder would work again.
    if form.authenticator.type == Authenticator.Type.TOTP:
        digest = salted_hmac(
            "used code", f"{form.user.pk} {normalize_user_code(code)}", algorithm="sha256"
        ).hexdigest()
        if not cache.add(f"used-code:{digest}", "y", timeout=WINDOW_SECONDS):
            raise ValidationError(USED)
    return code


class PasskeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth is not typed
    """What a passkey answers; a script fills it in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"credential": CredentialField()}

    def clean_credential(self) -> Authenticator:
        with reading_credential():
            return super().clean_credential()


class ConfirmPasskeyForm(ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth is not typed
    """The same, asked of somebody who is signed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"credential": CredentialField()}

    def clean_credential(self) -> Authenticator:
        with reading_credential():
            return super().clean_credential()


class SetUpAppForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth is not typed
    """The first code of a new authenticator app, which shows that it has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields = {"code": code_field("Code", "The 6 figures that the app shows now.")}


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth is not typed
    """A name for a new passkey, and what it answers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        hint = "So that you can tell it from others, for example “Work laptop”."
        name = TextField(
            what="a name", label="Name of the passkey", help_text=hint, max_length=60, width=20
        )
        name.required = False
        self.marks_optional = False
        self.fields = {"name": name, "credential": CredentialField()}

    def clean(self) -> dict[str, Any]:
        with reading_credential():
            return super().clean()  # type: ignore[no-any-return]  # allauth is not typed


class RemoveAppForm(DeactivateTOTPForm):  # type: ignore[misc]  # allauth is not typed
    """Nothing to type; it is refused where the factor may not go."""


class MakeCodesForm(GenerateRecoveryCodesForm):  # type: ignore[misc]  # allauth is not typed
    """Nothing to type; it is refused to somebody without a factor."""


class ConfirmPasswordForm(ReauthenticateForm):  # type: ignore[misc]  # allauth is not typed
    """The password again, before something that a thief of an open session must not do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields = {"password": PasswordField(what="your password", label="Password")}
