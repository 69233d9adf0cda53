"""Which deadlines a day would move, shown to a person before anything is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from casework import deadlines
from casework.facts import foresee_facts
from casework.history import tell_state
from casework.models import Case
from casework.wording import tell_subject
from statute.facts import Fact

NOT_KEPT = {"csrfmiddlewaretoken", "confirmed", "change"}


@dataclass(frozen=True, slots=True)
class Shift:
    """One deadline before and after a day is stated, in words: "by 6 October 2026"."""

    subject: str
    before: str
    after: str


def foresee_shifts(case: Case, fact: Fact, happened_on: date) -> list[Shift]:
    """
    Return what would change to the eye if ``fact`` were stated on that day.

    A deadline whose words stay the same is left out: only how it is counted would change.
    """
    told = [
        Shift(tell_subject(one.rule_id), tell_state(one.before), tell_state(one.after))
        for one in deadlines.foresee_on(case, foresee_facts(case, fact, happened_on))
    ]
    return [shift for shift in told if shift.before != shift.after]


def count_shifts(shifts: Sequence[Shift]) -> str:
    """Return how many there were, as a sentence: "2 deadlines changed."."""
    if not shifts:
        return "No deadline changed."
    return f"{len(shifts)} deadline{'' if len(shifts) == 1 else 's'} changed."


def keep_typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what was typed, for a check page to send again; of the buttons nothing."""
    return [(name, str(value)) for name, value in request.POST.items() if name not in NOT_KEPT]
