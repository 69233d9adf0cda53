"""Signing in and out. django-allauth does it; these doors put it on the record."""

from __future__ import annotations

from allauth.account.views import LoginView, LogoutView
from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils import timezone

from organisations.actions import people, sign_in
from organisations.models import User
from organisations.pages.forms import ChoosePasswordForm, SignInForm
from row_security.scope import WHOLE_SERVICE, Scope, declare


# django-allauth's own types are not followed, so its classes are Any to the type checker.
class SignIn(LoginView):  # type: ignore[misc]
    template_name = "account/login.html"
    form_class = SignInForm
    request: HttpRequest

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        if typed := form.cleaned_data.get("login"):
            declare(WHOLE_SERVICE)  # nobody is signed in: only the service can write this down
            sign_in.record_failed_sign_in(typed_email=typed, now=timezone.now())
            declare(Scope())
        return self.render_to_response(self.get_context_data(form=form), status=422)  # type: ignore[no-any-return]


class SignOut(LogoutView):  # type: ignore[misc]
    template_name = "account/logout.html"
    request: HttpRequest

    def logout(self) -> None:
        user = self.request.user
        if isinstance(user, User):
            sign_in.record_sign_out(actor=user, now=timezone.now())
        super().logout()


class ChoosePassword(PasswordResetConfirmView):
    """Where somebody with a link chooses a password; the link then no longer works."""

    template_name = "account/choose_password.html"
    form_class = ChoosePasswordForm
    success_url = reverse_lazy("account_login")

    def form_valid(self, form: SetPasswordForm[User]) -> HttpResponse:
        response = super().form_valid(form)
        declare(Scope(user_id=form.user.pk))
        people.record_password_chosen(person=form.user, now=timezone.now())
        messages.success(self.request, "Your password has been set. Sign in with it.")
        return response

    def form_invalid(self, form: SetPasswordForm[User]) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)
