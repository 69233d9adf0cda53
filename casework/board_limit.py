"""Until when the governing board must meet: the ordinary limit, or the day set in its place."""

from dataclasses import replace

from django.db.models import OuterRef, QuerySet

from casework.facts import facts_of
from casework.models import Case, Deadline
from casework.rulebook import CLOCKS
from statute.duties import Duty, duties_owed
from statute.facts import Fact

ORDINARY, EXTENDED = "G1", "G8"


def get_board_limits(case: Case | OuterRef) -> QuerySet[Deadline]:
    """Return the deadlines by which the board is or was to meet, the one that stands first."""
    both = Deadline.objects.filter(case=case, rule_id__in=(ORDINARY, EXTENDED))
    return both.order_by("-rule_id")  # a day that was set takes the place of the ordinary limit


def find_ordinary_limit(case: Case) -> Duty | None:
    """
    Return the limit as it is, or would be if no day had been set in its place.

    None where the board has not been told. Counted anew, as a limit that was replaced is not.
    """
    facts = facts_of(case)
    ordinary = dict(facts.dates)
    ordinary.pop(Fact.BOARD_EXTENDED_TO, None)
    owed = duties_owed(replace(facts, dates=ordinary), case.school.get_calendar(), CLOCKS)
    return next((duty for duty in owed if duty.rule_id == ORDINARY), None)
