"""Choosing a password: with a link that was given or sent, or while signed in."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.contrib.auth.views import PasswordChangeView, PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from organisations.actions import people, sign_in
from organisations.models import User
from organisations.pages.forms import ChangePasswordForm, ChoosePasswordForm, ForgottenForm
from organisations.pages.second_factors import Refusing
from organisations.sessions import end_sessions
from organisations.sign_in_links import forgotten_tokens, make_forgotten_link
from row_security.scope import WHOLE_SERVICE, Scope, declare

SENT = "If there is an account with this address, a link is on its way to it. It works for an hour."


class ChoosePassword(Refusing, PasswordResetConfirmView):
    """Where somebody with a link chooses a password; the link then no longer works."""

    template_name = "account/choose_password.html"
    form_class = ChoosePasswordForm
    success_url = reverse_lazy("account_login")

    def form_valid(self, form: SetPasswordForm[User]) -> HttpResponse:
        response = super().form_valid(form)
        declare(Scope(user_id=form.user.pk))
        end_sessions(form.user)
        people.record_password_chosen(person=form.user, now=timezone.now())
        messages.success(self.request, "Your password has been set. Sign in with it.")
        return response


class ChooseForgottenPassword(ChoosePassword):
    """The same, with a link that was sent by mail, which shows that the address is theirs."""

    token_generator = forgotten_tokens

    def form_valid(self, form: SetPasswordForm[User]) -> HttpResponse:
        response = super().form_valid(form)
        user, adapter = form.user, get_adapter(self.request)
        email = user.email.lower()
        shown = {"verified": True, "primary": True}
        EmailAddress.objects.update_or_create(user=user, email=email, defaults=shown)
        # Whoever was locked out by somebody else's guessing gets in again with the new password.
        adapter.forget_failed_tries(self.request, email=email)
        adapter.send_notification_mail("account/email/password_reset", user)
        return response


@never_cache
@require_http_methods(["GET", "POST"])
def ask_for_link(request: HttpRequest) -> HttpResponse:
    """Send a link to whoever says that they forgot their password; say the same to everybody."""
    form = ForgottenForm(
        request.POST if request.method == "POST" else None, today=timezone.localdate()
    )
    if form.is_valid():
        _send_link(request, form.cleaned_data["email"].strip())
        messages.success(request, SENT)
        return redirect("account_login")
    status = 422 if form.is_bound else 200
    return render(request, "account/forgotten.html", {"form": form}, status=status)


def _send_link(request: HttpRequest, typed: str) -> None:
    may = ratelimit.consume(request, action="reset_password", key=typed.lower())
    declare(WHOLE_SERVICE)  # nobody is signed in: only the service can write this down
    sign_in.record_link_asked(typed_email=typed, throttled=not may, now=timezone.now())
    person = User.objects.filter(email__iexact=typed, is_active=True).first()
    if person is not None and may:
        link = make_forgotten_link(person)
        get_adapter(request).send_mail(
            "account/email/password_reset_key", person.email, {"link": link}
        )
    declare(Scope())


class ChangePassword(Refusing, PasswordChangeView):
    """A new password for somebody signed in. Every other session of theirs ends."""

    template_name = "account/change_password.html"
    form_class = ChangePasswordForm
    success_url = reverse_lazy("account")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not ratelimit.consume(request, action="change_password", user=request.user):
            return render(request, "429.html", status=429)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        response = super().form_valid(form)
        user = cast(User, self.request.user)
        end_sessions(user, but=self.request.session.session_key)
        UserSession.objects.create_from_request(self.request)  # the key is a new one
        people.record_password_chosen(person=user, now=timezone.now())
        get_adapter(self.request).send_notification_mail("account/email/password_changed", user)
        messages.success(
            self.request, "Your password has been changed. You are signed out everywhere else."
        )
        return response
