"""What people type about the systems of schools and trusts."""

from typing import Any, cast

from design_system.fields import CheckboxesField, SelectField, TextField
from design_system.forms import PageForm
from organisations.models import LocalAuthority, School, Trust
from programs.models import May

Organisation = School | Trust
HINTS = {
    May.READ_CASES.value: "All that the school itself sees of them, names included.",
    May.SEND_NOTICES.value: "The headteacher still confirms each one: no system can give a notice.",
}


class AddSystemForm(PageForm):
    """A system that is to call by program: of the person's own school or trust, or by URN."""

    name = TextField(
        what="the name of the system",
        label="Name of the system",
        help_text="As you call it, like “Behaviour records”. It stands beside whatever it does.",
        max_length=100,
    )
    organisation = SelectField(what="whose system it is", label="Whose system is it?", choices=[])
    urn = TextField(
        what="the school’s URN",
        label="School’s URN",
        help_text="The school whose system it is: its number of 6 figures in the school register.",
        width=10,
    )
    may = CheckboxesField(
        what="what it may do", label="What may it do?", choices=May.choices, hints=HINTS
    )

    def __init__(
        self,
        *args: Any,
        own: list[Organisation],
        authority: LocalAuthority | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.own = {_key(one): one for one in own}
        self.authority = authority
        if own:
            del self.fields["urn"]
            offered = [(key, str(one)) for key, one in self.own.items()]
            field = cast(SelectField, self.fields["organisation"])
            field.choices = [("", "Choose from the list"), *offered]
        else:
            del self.fields["organisation"]

    def clean_organisation(self) -> Organisation:
        return self.own[self.cleaned_data["organisation"]]

    def clean(self) -> None:
        urn: str | None = self.cleaned_data.get("urn")
        if not urn:
            return
        number = int(urn) if urn.isascii() and urn.isdigit() and len(urn) <= 9 else 0
        here = School.objects.filter(local_authority=self.authority, urn=number).first()
        if here is None:
            self.add_error("urn", f"Enter the URN of a school in {self.authority}, like 110148")
        else:
            self.cleaned_data["organisation"] = here


def _key(organisation: Organisation) -> str:
    return f"{type(organisation).__name__.lower()}-{organisation.pk}"
