"""What people type about holds, disposals and exports."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from data_protection.retention import Standing
from design_system.fields import CheckboxesField, LongTextField, TickField
from design_system.forms import PageForm


class HoldForm(PageForm):
    """Why a case must be kept."""

    reason = LongTextField(
        what="why the case must be kept",
        label="Why must this case be kept?",
        help_text="For instance: a claim before a court, a complaint, a request for the child’s "
        "data. Name no witness here.",
        max_length=2000,
    )


class ReleaseForm(PageForm):
    """Why a hold is no longer needed."""

    because = LongTextField(
        what="why the hold is released",
        label="Why is this hold no longer needed?",
        max_length=2000,
    )


class ProposalForm(PageForm):
    """Which of the cases that are due are to be disposed of."""

    cases = CheckboxesField(
        what="at least one case", label="Which cases are to be disposed of?", choices=()
    )

    def __init__(self, *args: Any, due: Sequence[Standing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["cases"]).choices = [
            (str(one.case.public_id), f"{one.case.reference}, {one.case.school.name}")
            for one in due
        ]
        self.due = due

    def get_case_ids(self) -> list[int]:
        chosen = set(self.cleaned_data["cases"])
        return [one.case.pk for one in self.due if str(one.case.public_id) in chosen]


class ApprovalForm(PageForm):
    """That a second manager has looked at what goes."""

    looked = TickField(
        what="that you have looked at the list",
        label="I have looked at this list, and these cases are no longer needed",
    )
