from typing import Any

from allauth.account.forms import LoginForm
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.forms import Field

from design_system.fields import (
    EmailField,
    LongTextField,
    PasswordField,
    RadioField,
    SelectField,
    TextField,
)
from design_system.forms import PageForm
from organisations.models import LocalAuthority, School
from organisations.roles import Role
from statute.facts import SchoolType

OFFERED_ROLES = [(r.value, r.label) for r in (*Role.of_authorities(), *Role.of_schools())]
TYPES = [
    (SchoolType.MAINTAINED.value, "Maintained by the local authority"),
    (SchoolType.ACADEMY.value, "An academy, free school or alternative provision academy"),
    (SchoolType.PRU.value, "A pupil referral unit"),
]


# django-allauth's own types are not followed, so its classes are Any to the type checker.
class SignInForm(LoginForm):  # type: ignore[misc]  # allauth is not typed
    """Email address and password, in the design system's fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields = {
            "login": EmailField(what="your email address", label="Email address"),
            "password": PasswordField(what="your password", label="Password"),
        }


def make_new_password_fields() -> dict[str, Field]:
    return {
        "new_password1": PasswordField(
            what="a new password",
            label="New password",
            help_text="At least 12 characters. Three words that have nothing to do with each"
            " other are easy to remember and hard to guess.",
            new=True,
        ),
        "new_password2": PasswordField(
            what="the new password again", label="New password again", new=True
        ),
    }


# Django's form is generic to the type checker alone.
class ChoosePasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    """A new password, typed twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields = make_new_password_fields()


class ChangePasswordForm(PasswordChangeForm):
    """The old password, and a new one typed twice."""

    error_messages = PasswordChangeForm.error_messages | {
        "password_incorrect": "Your present password is not right. Try again.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        old = PasswordField(what="your present password", label="Present password")
        self.fields = {"old_password": old, **make_new_password_fields()}


class ForgottenForm(PageForm):
    """Where the link goes."""

    email = EmailField(what="your email address", label="Email address")


class AddPersonForm(PageForm):
    """Somebody who is to act for an authority or for one of its schools."""

    first_name = TextField(what="the first name", label="First name", max_length=150)
    last_name = TextField(what="the last name", label="Last name", max_length=150)
    email = EmailField(
        what="the work email address",
        label="Work email address",
        help_text="They sign in with it. If they have an account already, they keep it.",
    )
    role = SelectField(what="the role", label="Role", choices=OFFERED_ROLES)
    urn = TextField(
        what="the school’s URN",
        label="School’s URN",
        help_text="Only for a role at a school: its number of 6 figures in the school register.",
        required=False,
        width=10,
    )

    def __init__(self, *args: Any, authority: LocalAuthority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.authority = authority
        self.organisation: School | LocalAuthority = authority

    def clean(self) -> None:
        role, urn = self.cleaned_data.get("role"), self.cleaned_data.get("urn", "")
        if role in Role.of_schools():
            number = int(urn) if urn.isascii() and urn.isdigit() and len(urn) <= 9 else 0
            here = School.objects.filter(local_authority=self.authority, urn=number).first()
            if here is None:
                said = f"Enter the URN of a school in {self.authority.name}, like 110148"
                self.add_error("urn", said)
            else:
                self.organisation = here
        elif role and urn:
            self.add_error("urn", "Leave the URN empty: this role is at the local authority")


class EndRoleForm(PageForm):
    """Which of a person's roles is to end."""

    membership = RadioField(what="the role that ends", label="Which role ends?", choices=[])

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["membership"].choices = choices  # type: ignore[attr-defined]  # of RadioField


class SchoolTypeForm(PageForm):
    """What a school is, where the register does not say."""

    school_type = RadioField(what="what the school is", label="What is it?", choices=TYPES)
    reason = LongTextField(
        what="how you know",
        label="How do you know?",
        help_text="For example, the order that made it, or its funding agreement and the date.",
        max_length=200,
        rows=3,
    )
