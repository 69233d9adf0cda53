"""What people type about letters."""

from design_system.fields import LongTextField
from design_system.forms import PageForm


class SettleForm(PageForm):
    note = LongTextField(
        what="what was done",
        max_length=1000,
        label="What was done?",
        help_text="Say who told them, how and when. For example, “I telephoned the duty officer "
        "on 6 October 2026 at 2:30pm and read the letter out.”",
    )
