"""What people type about holds, disposals and exports."""

from design_system.fields import LongTextField
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
