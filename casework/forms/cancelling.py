"""What the headteacher says when cancelling an exclusion."""

from datetime import date
from typing import Any

from casework.forms.suspended import SuspendedField
from design_system.fields import LongTextField, RadioField, TickField
from design_system.forms import PageForm
from statute.thresholds import YEAR_AT_MOST


class CancelForm(PageForm):
    """Why it is cancelled, and what nobody has told us yet of the days out this school year."""

    sessions_suspended = SuspendedField()
    reasons = LongTextField(
        what="the reasons",
        label="Why are you cancelling the exclusion?",
        help_text="The governing board, the family and the authorities are told these reasons, "
        "without delay and in writing. Do not name the pupil.",
        max_length=2000,
    )
    not_begun = RadioField(
        what="whether the governing board has begun to meet",
        label="Has the governing board begun its meeting about this exclusion?",
        choices=[("NO", "No"), ("YES", "Yes")],
        inline=True,
    )
    days_are_checked = TickField(
        what=f"that the pupil has not been out for more than {YEAR_AT_MOST} school days",
        label="I have counted the days myself: the pupil has not been out for more than "
        f"{YEAR_AT_MOST} school days this school year",
    )

    def __init__(
        self, data: Any = None, *, asks_suspended: bool, asks_check: bool, today: date
    ) -> None:
        super().__init__(data, today=today)
        asked = {"sessions_suspended": asks_suspended, "days_are_checked": asks_check}
        for name in (name for name, wanted in asked.items() if not wanted):
            del self.fields[name]

    def clean_not_begun(self) -> str:
        answer: str = self.cleaned_data["not_begun"]
        if answer == "YES":
            self.add_error(
                "not_begun",
                "An exclusion cannot be cancelled once the governing board has begun to meet. "
                "Only the board can now let the pupil back",
            )
        return answer
