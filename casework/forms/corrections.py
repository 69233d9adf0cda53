"""Correcting a day on record: which one, the right day, and why."""

from datetime import date
from typing import Any

from django import forms

from casework.actions.facts import find_day_faults, get_correctable
from casework.models import Case
from casework.wording import TRIGGERS
from design_system.fields import DateField, LongTextField, RadioField
from design_system.forms import PageForm
from design_system.words import capitalise, write_day
from statute.facts import Fact

LONGEST_REASON = 500


class CorrectionForm(PageForm):
    """``on_record`` are the days that can be corrected; the rest is what was typed."""

    fact = RadioField(what="which day is wrong", label="Which day on record is wrong?", choices=[])
    right_day = DateField(
        what="the right day",
        when="past",
        label="What is the right day?",
        help_text="One day at a time. If the exclusion itself was later, first correct the days on "
        "which people were told",
    )
    reason = LongTextField(
        what="why the day is corrected",
        label="Why is the day corrected?",
        help_text="Say what shows the right day, like a receipt or a letter. It is kept with the "
        "case. Do not name the pupil",
        max_length=LONGEST_REASON,
        rows=3,
    )

    def __init__(self, data: Any = None, *, case: Case, today: date, **kwargs: Any) -> None:
        super().__init__(data, today=today, **kwargs)
        self.case, self.on_record = case, get_correctable(case)
        field = self.fields["fact"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (fact.value, f"{capitalise(TRIGGERS[fact])} on {write_day(day)}")
            for fact, day in self.on_record.items()
        ]

    def clean(self) -> None:
        """Refuse a day that cannot be right beside what else is known: every reason at once."""
        fact, right_day = self.cleaned_data.get("fact"), self.cleaned_data.get("right_day")
        if fact and right_day:
            for fault in find_day_faults(self.case, Fact(fact), right_day, today=self.today):
                self.add_error("right_day", capitalise(fault))

    @property
    def chosen(self) -> Fact:
        """The fact whose day is to be corrected, of a form without fault."""
        return Fact(self.cleaned_data["fact"])
