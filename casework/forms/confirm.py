"""What the headteacher says when giving notice."""

from datetime import date
from typing import Any

from casework.models import Case
from design_system.fields import DateField, LongTextField, TickField
from design_system.forms import PageForm


class ConfirmForm(PageForm):
    """The decision is the headteacher's alone; a possible duplicate is asked about."""

    decided = TickField(
        what="that this is your decision as headteacher",
        label="I am the headteacher, or act as headteacher. I have decided to exclude this pupil "
        "permanently, and these answers are right.",
    )
    another_because = LongTextField(
        what="why this is another exclusion",
        label="Why is this another exclusion, and not the same one?",
        max_length=500,
        rows=3,
    )

    def __init__(
        self, data: Any = None, *, duplicate: Case | None = None, today: date, **kwargs: Any
    ) -> None:
        super().__init__(data, today=today, **kwargs)
        self.duplicate = duplicate
        if duplicate is None and "another_because" not in self.data:
            del self.fields["another_because"]
        elif duplicate is None:  # whether it is needed, the action finds out
            self.fields["another_because"].required = False


class BoardToldForm(PageForm):
    """When the governing board was told, said after the notice was given."""

    informed_on = DateField(
        what="the day on which the governing board was told",
        when="past",
        label="When was the governing board told?",
        help_text="The day on which its clerk or its chair was told",
    )

    def __init__(self, data: Any = None, *, case: Case, today: date, **kwargs: Any) -> None:
        super().__init__(data, today=today, **kwargs)
        self.case = case

    def clean(self) -> None:
        informed_on = self.cleaned_data.get("informed_on")
        if informed_on and informed_on < self.case.excluded_on:
            told = "The governing board cannot have been told before the exclusion"
            self.add_error("informed_on", told)
