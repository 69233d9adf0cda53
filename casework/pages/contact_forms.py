from typing import Any

from design_system.fields import EmailField, SelectField, TickField
from design_system.forms import PageForm


class AddContactForm(PageForm):
    """A new address for an authority or a school."""

    owner = SelectField(what="whose address it is", label="Whose address is it?", choices=[])
    email = EmailField(
        what="the email address",
        label="Email address",
        help_text="A shared mailbox that somebody reads every working day, not one person’s own.",
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(choices) == 1:
            self.fields["owner"].initial = choices[0][0]
        self.fields["owner"].choices = [  # type: ignore[attr-defined]  # of SelectField
            ("", "Choose from the list"),
            *choices,
        ]


class VerifyContactForm(PageForm):
    """Somebody vouches for an address."""

    sure = TickField(
        what="that this is the right mailbox",
        label="I have checked that this mailbox is the right one and that somebody reads it",
    )
