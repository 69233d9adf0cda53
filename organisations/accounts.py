"""
How django-allauth signs people in here, and nobody signs up.

django-allauth calls these in the middle of a request, so the clock is read here.
"""

from typing import Any, cast

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from organisations.actions import sign_in
from organisations.models import User
from organisations.session_limits import begin
from row_security.scope import Scope, declare

THROTTLED = ("too_many_here", "too_many_login_attempts")


# django-allauth's own types are not followed, so its classes are Any to the type checker.
class Accounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """The same answer for a wrong password, an unknown address and an account that was closed."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "Email address or password is not right. Check both, then try"
        " again.",
        "incorrect_password": "That password is not right. Try again.",
        "incorrect_code": "That code is not right. Check it, then try again.",
        "too_many_here": "Too many tries. Wait 5 minutes, then try again.",
        "too_many_login_attempts": "Too many tries. Wait an hour, or choose a new password.",
        "rate_limited": "Too many tries. Wait a while, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: User, **hooks: Any) -> HttpResponse:
        """Record the sign-in when it is complete: after the second step, where there is one."""
        declare(Scope(user_id=user.pk))
        now = timezone.now()
        begin(request.session, now=now)
        sign_in.record_sign_in(actor=user, now=now)
        return cast(HttpResponse, super().post_login(request, user, **hooks))

    def is_reauthentication_required(self, *, app: str, **given: Any) -> bool:
        """Ask again only of somebody who has not shown who they are in the last minutes."""
        request = context.request
        shown = get_authentication_records(request, request.user)
        since = timezone.now().timestamp() - account_settings.REAUTHENTICATION_TIMEOUT
        return not any(record["at"] > since for record in shown)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """
        Count this try against the account, and more strictly against the account from this place.

        Never against the place alone: a whole council is behind one address, and so is a school.
        """
        account = self._get_login_attempts_cache_key(request, **credentials)
        place = f"{account} from {ratelimit.get_ip(request)}"
        self._tries_here = ratelimit.consume(
            request, app="allauth.account", action="login_failed_here", key=place
        )
        if not self._tries_here:
            raise self.validation_error("too_many_here")
        super().pre_authenticate(request, **credentials)

    def _rollback_login_failed_rl_usage(self) -> None:
        self._tries_here.rollback()
        super()._rollback_login_failed_rl_usage()

    def forget_failed_tries(self, request: HttpRequest, *, email: str) -> None:
        """Let somebody in again who has just shown that the account is theirs."""
        self._delete_login_attempts_cached_email(request, email=email)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user = super().authenticate(request, **credentials)
        return user if isinstance(user, User) and user.is_active else None
