"""How many half-days of suspension a pupil had: asked with the follow-up, and when cancelling."""

from typing import Any

from django.core.exceptions import ValidationError

from casework.facts import to_school_days
from design_system.fields import WholeNumberField
from statute.year_total import find_past_limit

SESSIONS_IN_A_YEAR = 390  # 195 school days of two sessions
WHOLE = (
    "The half-days of suspension this school year must be a whole number, like 7 for three and a "
    "half school days"
)


class SuspendedField(WholeNumberField):
    """The half-days suspended this school year, at every school, and no others (L2, 4.16)."""

    def __init__(self) -> None:
        super().__init__(
            what="the half-days of suspension this school year",
            most=SESSIONS_IN_A_YEAR,
            label="Half-days (sessions) suspended this school year, at any school",
            help_text="Two half-days are one school day. Count suspensions at earlier schools too. "
            "Leave out days under a permanent exclusion, even one that was cancelled",
            after="half-days",
        )
        self.error_messages["invalid"] = WHOLE


def is_past_limit(typed: Any) -> bool:
    """Tell whether ``typed`` is a number of half-days, and past 45 school days."""
    try:
        sessions = SuspendedField().clean(typed)
    except ValidationError:
        return False
    return bool(find_past_limit(to_school_days(sessions)))
