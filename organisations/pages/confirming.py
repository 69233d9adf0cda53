"""Asked of somebody signed in, before what the thief of an open session must not do."""

from typing import Any, cast

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as MfaReauthenticateView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from organisations.actions import sign_in
from organisations.models import User
from organisations.pages import second_factor_forms as forms
from organisations.pages.second_factors import Refusing


class Confirming(Refusing):
    """A wrong answer is on the record like a failed sign-in."""

    request: HttpRequest

    def form_invalid(self, form: Any) -> HttpResponse:
        user = cast(User, self.request.user)
        sign_in.record_confirm_failed(actor=user, now=timezone.now())
        return super().form_invalid(form)


# django-allauth's own types are not followed, so its classes are Any to the type checker.
class ConfirmPassword(Confirming, ReauthenticateView):  # type: ignore[misc]  # allauth is not typed
    template_name = "account/confirm_password.html"
    form_class = forms.ConfirmPasswordForm


class ConfirmCode(Confirming, MfaReauthenticateView):  # type: ignore[misc]  # allauth is not typed
    template_name = "account/confirm_code.html"
    form_class = forms.ConfirmCodeForm


class ConfirmPasskey(Confirming, ReauthenticateWebAuthnView):  # type: ignore[misc]
    template_name = "account/confirm_passkey.html"
    form_class = forms.ConfirmPasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # django-allauth drops the form that was sent back, and its faults with it.
        return super().get_context_data() | kwargs  # type: ignore[no-any-return]
