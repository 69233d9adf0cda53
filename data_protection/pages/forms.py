"""What people type about holds, disposals and exports."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from data_protection.models import Decision, ExportPart
from data_protection.retention import Standing
from design_system.fields import CheckboxesField, LongTextField, RadioField, TickField
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


class PartForm(PageForm):
    """What becomes of one text or paper of an export."""

    decision = RadioField(
        what="what becomes of this part",
        label="What becomes of this part?",
        choices=[(d.value, d.label) for d in Decision if d],
        reveals={Decision.REDACT.value: ["given"], Decision.WITHHOLD.value: ["reason"]},
    )
    given = LongTextField(
        what="the text that is given",
        label="The text that is given",
        help_text="Names that the record knows are taken out. Take out what else tells of others.",
        max_length=40_000,
        rows=12,
    )
    reason = LongTextField(
        what="why this is kept back",
        label="Why is this kept back?",
        help_text="Whoever asked for the data reads this.",
        max_length=1000,
    )

    def __init__(self, *args: Any, part: ExportPart, **kwargs: Any) -> None:
        before = {"decision": part.decision, "given": part.given, "reason": part.reason}
        super().__init__(*args, initial=before, **kwargs)
        if part.document:
            del self.fields["given"]
            radios = cast(forms.ChoiceField, self.fields["decision"])
            radios.choices = [(d.value, d.label) for d in (Decision.INCLUDE, Decision.WITHHOLD)]
            cast(Any, radios.widget).reveals = {Decision.WITHHOLD.value: ["reason"]}
