"""Signing in and out. django-allauth does it; these doors put it on the record."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView, LogoutView
from allauth.socialaccount.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from organisations.accounts import THROTTLED
from organisations.actions import sign_in
from organisations.models import User
from organisations.pages.forms import SignInForm
from row_security.scope import WHOLE_SERVICE, Scope, declare


# django-allauth's own types are not followed, so its classes are Any to the type checker.
class SignIn(LoginView):  # type: ignore[misc]  # allauth is not typed
    template_name = "account/login.html"
    form_class = SignInForm
    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sign_ons = get_adapter(self.request).list_apps(self.request)
        return super().get_context_data(**kwargs) | {"sign_ons": sign_ons}  # type: ignore[no-any-return]

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        if typed := form.cleaned_data.get("login"):
            declare(WHOLE_SERVICE)  # nobody is signed in: only the service can write this down
            faults = form.non_field_errors().as_data()
            throttled = any(fault.code in THROTTLED for fault in faults)
            sign_in.record_failed_sign_in(
                typed_email=typed, throttled=throttled, now=timezone.now()
            )
            declare(Scope())
        return self.render_to_response(self.get_context_data(form=form), status=422)  # type: ignore[no-any-return]


class SignOut(LogoutView):  # type: ignore[misc]  # allauth is not typed
    template_name = "account/logout.html"
    request: HttpRequest

    def logout(self) -> None:
        user = self.request.user
        if isinstance(user, User):
            sign_in.record_sign_out(actor=user, now=timezone.now())
        super().logout()
