"""Asked of somebody signed in, before what the thief of an open session must not do."""

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as MfaReauthenticateView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView

from organisations.pages import second_factor_forms as forms
from organisations.pages.second_factors import Refusing


# django-allauth's own types are not followed, so its classes are Any to the type checker.
class ConfirmPassword(Refusing, ReauthenticateView):  # type: ignore[misc]
    template_name = "account/confirm_password.html"
    form_class = forms.ConfirmPasswordForm


class ConfirmCode(Refusing, MfaReauthenticateView):  # type: ignore[misc]
    template_name = "account/confirm_code.html"
    form_class = forms.ConfirmCodeForm


class ConfirmPasskey(Refusing, ReauthenticateWebAuthnView):  # type: ignore[misc]
    template_name = "account/confirm_passkey.html"
    form_class = forms.ConfirmPasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # django-allauth drops the form that was sent back, and its faults with it.
        return super().get_context_data() | kwargs  # type: ignore[no-any-return]
