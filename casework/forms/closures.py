"""A school that is closed for a day or a few, and one that opens after all."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from design_system.fields import CheckboxesField, DateField, RadioField, TextField
from design_system.forms import PageForm
from design_system.words import write_day, write_long_day
from organisations.closures import LONGEST_REASON

SATURDAY = 5
MOST_DAYS = 10  # weekdays: whatever is longer is a change of terms, and comes as a file
OTHER = "OTHER"
REASONS = (
    ("SNOW", "Snow or other severe weather"),
    ("INSET", "Staff training (INSET)"),
    ("POLLING", "The school is a polling station"),
    ("BUILDING", "The building cannot be used"),
    (OTHER, "Something else"),
)


class ClosingForm(PageForm):
    """Which days, and why. ``days`` and ``cause`` are what was typed, once it is without fault."""

    first_day = DateField(
        what="the day on which the school is closed",
        label="On which day is the school closed?",
        help_text="Only if no pupil has lessons: while some year groups come in, it is a school "
        "day",
    )
    last_day = DateField(
        what="the last day on which the school is closed",
        label="Until which day, if it is closed for several?",
        required=False,
    )
    reason = RadioField(
        what="why the school is closed", label="Why?", choices=REASONS, reveals={OTHER: ["other"]}
    )
    other = TextField(
        what="why the school is closed",
        label="Say why",
        help_text="Do not name a pupil",
        max_length=LONGEST_REASON,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an end before its start, and more days than a closure has."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", f"The last day must not be before {write_day(first)}")
        elif first and len(self.days) > MOST_DAYS:
            self.add_error(
                "last_day",
                f"This closes more than {MOST_DAYS} days: send a file of school days instead",
            )
        return cleaned

    @property
    def days(self) -> list[date]:
        """The weekdays from the first day to the last; the first alone, even at a weekend."""
        first: date = self.cleaned_data["first_day"]
        last: date = self.cleaned_data.get("last_day") or first
        days = (first + timedelta(days=n) for n in range(min((last - first).days, 400) + 1))
        return [day for day in days if day.weekday() < SATURDAY] or [first]

    @property
    def cause(self) -> str:
        """The reason in words, as it is kept with the days."""
        reason = self.cleaned_data["reason"]
        return str(self.cleaned_data["other"] if reason == OTHER else dict(REASONS)[reason])


class ReopeningForm(PageForm):
    """Which of the closed days are school days after all, and why."""

    days = CheckboxesField(
        what="the days that are school days after all",
        label="Which of these days are school days after all?",
        choices=[],
    )
    why = TextField(
        what="why they are school days after all",
        label="Why?",
        help_text="For example, “The snow held off”, or “The training day was moved”",
        max_length=LONGEST_REASON,
    )

    def __init__(self, *args: Any, closed: Sequence[tuple[date, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["days"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(day), f"{write_long_day(day)}: {why}") for day, why in closed]

    @property
    def reopened(self) -> list[date]:
        """The days that were chosen."""
        return [date.fromisoformat(day) for day in self.cleaned_data["days"]]
