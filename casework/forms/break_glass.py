"""Opening a case in an emergency."""

from design_system.fields import LongTextField, RadioField, TextField
from design_system.forms import PageForm


class BreakGlassForm(PageForm):
    """Which case, why, and whether what is sealed too."""

    reference = TextField(
        what="the reference of the case",
        label="Reference of the case",
        help_text="Like 870-2627-0042. Not the name of the child",
        max_length=20,
        width=20,
    )
    what = RadioField(
        what="what is to be opened",
        label="What must be opened?",
        choices=[("CASE", "The case"), ("SEALED", "The case, and what is sealed on it")],
    )
    reason = LongTextField(
        what="why it must be opened now",
        label="Why must it be opened now?",
        help_text="Kept on the record of the case, and read by the other managers",
        max_length=1000,
        rows=4,
    )
