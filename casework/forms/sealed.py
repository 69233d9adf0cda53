"""Sealing a value of a case."""

from typing import Any

from casework.actions.sealed import PUPIL
from casework.models import Case, SealedKind
from casework.sealing import WITHHELD
from design_system.fields import LongTextField, RadioField, TextField
from design_system.forms import PageForm


class SealForm(PageForm):
    """What is to be sealed: a witness, a note, or an address that is on the case."""

    kind = RadioField(
        what="what is to be sealed",
        label="What is to be sealed?",
        choices=SealedKind.choices,
        reveals={
            SealedKind.ADDRESS.value: ["whose"],
            SealedKind.WITNESS.value: ["name"],
            SealedKind.SAFEGUARDING.value: ["note"],
        },
    )
    whose = RadioField(what="whose address", label="Whose address?", choices=[])
    name = TextField(
        what="the name of the witness",
        label="Name of the witness",
        help_text="Papers say only the letter that the witness is given here",
    )
    note = LongTextField(what="the note", label="Note", max_length=4000)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain = {str(PUPIL): "The pupil"} if case.pupil.address != WITHHELD else {}
        for adult in case.adults.exclude(address__in=("", WITHHELD)).order_by("position"):
            plain[str(adult.position)] = f"{adult.name} ({adult.relation})"
        self.fields["whose"].choices = list(plain.items())  # type: ignore[attr-defined]
        if not plain:
            kinds = [one for one in SealedKind.choices if one[0] != SealedKind.ADDRESS]
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
