"""Nobody whose role needs a second step opens anything before it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from config.problem_answers import answer_problem
from organisations.models import User
from organisations.second_factors import Need, find_need

# What somebody needs in order to set up or show a factor, or to leave. A page that is not named
# here waits, so a new one is safe.
OPEN = frozenset(
    {
        *("account_login", "account_logout", "choose_password"),
        *(
            "openid_connect_login",
            "openid_connect_callback",
            "choose_forgotten_password",
            "account_reset_password",
        ),
        *("mfa_authenticate", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn"),
        *("account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"),
        *("accessibility", "privacy", "cookies", "help"),
    }
)
# Setting up a factor is for those who have none: somebody who has one shows it first.
OPEN_WITHOUT_A_FACTOR = frozenset({"mfa_index", "mfa_activate_totp", "mfa_add_webauthn"})
SAID = "This account needs a second step to sign in. Sign in on the pages first."


class SecondStepFirst:
    """Send whoever still owes the second step there; a program is told so (403)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        user, name = request.user, getattr(request.resolver_match, "view_name", "")
        if not isinstance(user, User) or (name in OPEN and name not in OPEN_WITHOUT_A_FACTOR):
            return None
        need = find_need(request, user)
        if need is Need.NOTHING or (need is Need.ENROL and name in OPEN_WITHOUT_A_FACTOR):
            return None
        if request.path.startswith("/api/"):
            return answer_problem(403, code="second_step_needed", detail=SAID)
        if need is Need.ENROL:
            return redirect("mfa_index")
        wanted = request.get_full_path() if request.method == "GET" else "/"
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': wanted})}")
