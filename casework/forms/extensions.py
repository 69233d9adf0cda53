"""Letting the board's limit run on: what happened, and the day by which the board will meet."""

from datetime import date
from typing import Any

from casework.actions.extensions import find_extension_faults
from casework.forms.corrections import LONGEST_REASON
from casework.models import Case
from design_system.fields import DateField, LongTextField
from design_system.forms import PageForm
from design_system.words import capitalise


class ExtensionForm(PageForm):
    """What happened, and until when the limit runs on, of a case that nothing bars."""

    reason = LongTextField(
        what="what happened",
        label="What happened?",
        help_text="Say why the board could not meet in person, and why not by remote access "
        "either. It is kept with the case. Do not name the pupil",
        max_length=LONGEST_REASON,
        rows=5,
    )
    extended_to = DateField(
        what="the day by which the board will meet",
        label="By which day will the board meet?",
        help_text="No later than is reasonably necessary. The law gives no number of days: "
        "you decide, and your reason stands beside the day",
    )

    def __init__(self, data: Any = None, *, case: Case, today: date, **kwargs: Any) -> None:
        super().__init__(data, today=today, **kwargs)
        self.case = case

    def clean_extended_to(self) -> date:
        """Refuse a day to which the limit cannot run on: every reason at once."""
        extended_to: date = self.cleaned_data["extended_to"]
        for fault in find_extension_faults(self.case, extended_to, today=self.today):
            self.add_error("extended_to", capitalise(fault))
        return extended_to
