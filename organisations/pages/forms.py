from typing import Any

from allauth.account.forms import LoginForm

from design_system.fields import EmailField, PasswordField


# django-allauth's own types are not followed, so its classes are Any to the type checker.
class SignInForm(LoginForm):  # type: ignore[misc]
    """Email address and password, in the design system's fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {
            "login": EmailField(what="your email address", label="Email address"),
            "password": PasswordField(what="your password", label="Password"),
        }
