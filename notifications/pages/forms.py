"""What people type about letters."""

from datetime import date
from typing import Any

from design_system.fields import DateField, LongTextField
from design_system.forms import PageForm
from notifications.actions import find_posting_fault
from notifications.models import Message


class SettleForm(PageForm):
    note = LongTextField(
        what="what was done",
        max_length=1000,
        label="What was done?",
        help_text="Say who told them, how and when. For example, “I telephoned the duty officer "
        "on 6 October 2026 at 2:30pm and read the letter out.”",
    )


class PostedForm(PageForm):
    """On which day a letter on paper was posted or handed over."""

    posted_on = DateField(
        what="the day it was posted or handed over",
        label="On which day was it posted or handed over?",
        when="past",
    )

    def __init__(self, *args: Any, letter: Message, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letter = letter

    def clean_posted_on(self) -> date | None:
        day: date | None = self.cleaned_data["posted_on"]
        if day and (fault := find_posting_fault(self.letter, day, today=self.today)):
            self.add_error("posted_on", fault)
        return day
