"""Inviting somebody to one case."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from casework.actions.invitations import Guest
from casework.models import Document
from design_system.fields import CheckboxesField, DateField, EmailField, RadioField, TextField
from design_system.forms import PageForm
from organisations.roles import Role
from statute.london import LONDON

ENDS = "The invitation must end after the papers can first be read"


class InviteForm(PageForm):
    """Who, as what, which papers, from when and until when."""

    role = RadioField(what="as what they are invited", label="As what?", choices=[])
    first_name = TextField(what="a first name", label="First name", max_length=150)
    last_name = TextField(what="a last name", label="Last name", max_length=150)
    email = EmailField(
        what="their email address",
        label="Their email address",
        help_text="The link goes there, and they sign in with it",
    )
    papers = CheckboxesField(
        what="the papers", label="Which papers may they read?", choices=[], required=False
    )
    papers_from = DateField(
        what="the day from which they may read them",
        label="From which day may they read them?",
        help_text="Papers go out at least 5 school days before the meeting",
    )
    ends_on = DateField(
        what="the last day of the invitation", when="future", label="Until which day?"
    )

    def __init__(
        self, *args: Any, roles: Iterable[Role], papers: Iterable[Document], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(r.value, r.label) for r in roles]  # type: ignore[attr-defined]
        named = [(str(p.public_id), f"{p.name} ({p.get_kind_display()})") for p in papers]
        self.fields["papers"].choices = named  # type: ignore[attr-defined]
        self.paper_ids = {str(paper.public_id): paper.pk for paper in papers}
        if not named:
            del self.fields["papers"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("papers_from"), cleaned.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", ENDS)
        return cleaned

    def make_guest(self) -> Guest:
        """Return what was typed, as the action takes it. The last day counts whole."""
        typed = self.cleaned_data
        return Guest(
            role=Role(typed["role"]),
            first_name=typed["first_name"],
            last_name=typed["last_name"],
            email=typed["email"],
            papers=[self.paper_ids[chosen] for chosen in typed.get("papers") or ()],
            readable_from=datetime.combine(typed["papers_from"], time.min, LONDON),
            expires_at=datetime.combine(typed["ends_on"], time(23, 59, 59), LONDON),
        )
