"""Today's page: up to two adults who look after the pupil."""

from casework.answers import AdultAnswers
from casework.forms.drafts import DraftForm
from design_system.fields import EmailField, LongTextField, PhoneField, TextField, TickField

MOST_ADULTS = 2
PARTS = ("name", "relation", "phone", "email", "agreed_to_email", "address")


def _name(which: str, *, required: bool = False) -> TextField:
    return TextField(what=f"the name of {which}", label="Full name", required=required)


def _relation(which: str, *, required: bool = False) -> TextField:
    return TextField(
        what=f"how {which} is related to the pupil",
        label="Relation to the pupil",
        help_text="For example, mother, grandfather or foster carer",
        max_length=60,
        required=required,
    )


def _phone(which: str) -> PhoneField:
    return PhoneField(
        what=f"the telephone number of {which}", label="Telephone number", required=False
    )


def _email(which: str) -> EmailField:
    return EmailField(what=f"the email address of {which}", label="Email address", required=False)


def _agreed() -> TickField:
    return TickField(
        what="that they agreed",
        label="They have agreed to be given notices by email",
        help_text="Without their agreement, a notice by email does not count as given",
        required=False,
    )


def _address(which: str) -> LongTextField:
    return LongTextField(
        what=f"the address of {which}",
        label="Address, if it is not the pupil’s",
        max_length=500,
        rows=3,
        required=False,
    )


class FamilyFields(DraftForm):
    """The first adult is needed unless the pupil is 18 or over; the second may be left empty."""

    adult_1_name = _name("the first parent or carer", required=True)
    adult_1_relation = _relation("the first parent or carer", required=True)
    adult_1_phone = _phone("the first parent or carer")
    adult_1_email = _email("the first parent or carer")
    adult_1_agreed_to_email = _agreed()
    adult_1_address = _address("the first parent or carer")
    adult_2_name = _name("the second parent or carer")
    adult_2_relation = _relation("the second parent or carer")
    adult_2_phone = _phone("the second parent or carer")
    adult_2_email = _email("the second parent or carer")
    adult_2_agreed_to_email = _agreed()
    adult_2_address = _address("the second parent or carer")

    def check_adults(self, *, needed: bool) -> None:
        """Add every fault of the adults; ``needed``: at least one must be named."""
        for place, which in ((1, "the first parent or carer"), (2, "the second parent or carer")):
            given = [part for part in PARTS if self.cleaned_data.get(f"adult_{place}_{part}")]
            if not given and not (needed and place == 1):
                self._let_out(place)
                continue
            self._ask_for(place, "name", f"Enter the name of {which}")
            self._ask_for(place, "relation", f"Enter how {which} is related to the pupil")
            if "agreed_to_email" in given:
                told = f"Enter the email address that {which} agreed to, or take out the tick"
                self._ask_for(place, "email", told)

    def read_adults(self) -> tuple[AdultAnswers, ...]:
        """Return the adults of a form without fault, in order."""
        adults = [
            AdultAnswers(**{part: self.cleaned_data[f"adult_{place}_{part}"] for part in PARTS})
            for place in range(1, MOST_ADULTS + 1)
        ]
        return tuple(adult for adult in adults if adult.name)

    def _let_out(self, place: int) -> None:
        """Ask nothing of an adult of whom nothing is said and nothing is needed."""
        for part in PARTS:
            name = f"adult_{place}_{part}"
            if not self[name].data:
                self.errors.pop(name, None)
                self.cleaned_data.setdefault(name, "")

    def _ask_for(self, place: int, part: str, told: str) -> None:
        name = f"adult_{place}_{part}"
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, told)
