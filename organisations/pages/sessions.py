"""The sessions of a person: how long each lasts, where they are, and ending them all."""

from collections.abc import Callable
from typing import cast

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from organisations.actions import sessions, sign_in
from organisations.devices import describe_device
from organisations.models import User
from organisations.session_limits import Limits, find_end, mark_seen
from row_security.scope import Scope, declare

# Not its cookies: the session that is then begun carries the sentence of the next page.
FORGET = '"cache", "storage"'


class SessionLimits:
    """
    Sign out whoever has been signed in for too long, or has not been there for too long.

    However somebody is signed out, their browser is told to drop what it kept of these pages.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_in = isinstance(request.user, User)
        if isinstance(request.user, User):
            self._check(request, request.user)
        response = self.get_response(request)
        if was_in and not isinstance(request.user, User):
            response["Clear-Site-Data"] = FORGET
        return response

    def _check(self, request: HttpRequest, user: User) -> None:
        now = timezone.now()
        limits = Limits(whole=settings.SESSION_WHOLE, idle=settings.SESSION_IDLE)
        if why := find_end(request.session, limits, now=now):
            sign_in.record_session_over(actor=user, why=why, now=now)
            logout(request)
            declare(Scope())
            messages.info(request, _explain(why, limits))
        elif mark_seen(request.session, now=now):
            address = get_adapter().get_client_ip(request)
            here = UserSession.objects.filter(session_key=request.session.session_key)
            here.update(last_seen_at=now, ip=address)


def _explain(why: str, limits: Limits) -> str:
    if why == "idle":
        minutes = int(limits.idle.total_seconds() // 60)
        return f"You were signed out, because nothing was done for {minutes} minutes."
    hours = int(limits.whole.total_seconds() // 3600)
    return f"You were signed out, because you signed in {hours} hours ago. Sign in again."


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def list_sessions(request: HttpRequest) -> HttpResponse:
    """Show where somebody is signed in; end the other sessions, or all of them."""
    user, key = cast(User, request.user), request.session.session_key
    if request.method == "POST":
        everywhere = request.POST.get("where") == "everywhere"
        now = timezone.now()
        sessions.end(person=user, actor=user, but=None if everywhere else key, now=now)
        if everywhere:
            logout(request)
            messages.success(request, "You have been signed out everywhere.")
            return redirect("account_login")
        messages.success(request, "You have been signed out everywhere else.")
        return redirect("usersessions_list")
    held = sorted(UserSession.objects.purge_and_list(user), key=lambda one: one.last_seen_at)
    rows = [
        {"session": one, "device": describe_device(one.user_agent), "here": one.session_key == key}
        for one in reversed(held)
    ]
    return render(request, "account/sessions.html", {"rows": rows})


@never_cache
@require_GET
@login_required
def still_here(request: HttpRequest) -> HttpResponse:
    """Keep a session from lying unused while somebody types; a script asks for it."""
    return HttpResponse(status=204)
