"""How django-allauth signs people in here: by email and password, and nobody signs up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from organisations.models import User


# django-allauth's own types are not followed, so its classes are Any to the type checker.
class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """The same answer for a wrong password, an unknown address and an account that was closed."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "Email address or password is not right. Check both, then try"
        " again.",
        "too_many_login_attempts": "Too many tries. Wait 5 minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user = super().authenticate(request, **credentials)
        return user if isinstance(user, User) and user.is_active else None
