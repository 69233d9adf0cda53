"""Recording that an exclusion stands, once the family can no longer ask for a review."""

from datetime import date, datetime

from audit.trail import on_the_record
from casework import deadlines, timeline
from casework.facts import facts_of, state_fact
from casework.models import Case
from casework.moves import move_case
from casework.states import CaseStatus
from organisations.models import User
from statute.conclusion import find_conclusion_faults
from statute.facts import Fact
from statute.london import london_date


class NotYetConcluded(Exception):
    """The exclusion cannot yet be taken as standing."""


@on_the_record
def conclude(*, case_id: int, waived_on: date | None, actor: User, now: datetime) -> Case:
    """
    Record that the exclusion stands: the review window has passed, or the family waived it.

    ``waived_on``: the day of the relevant person's written statement, where there is one.

    :raises TransitionNotAllowed: if the case is not in its review window, or ``actor`` may not.
    :raises NotYetConcluded: with every reason why it cannot be taken as standing yet.
    """
    case = move_case(case_id, CaseStatus.CONCLUDED, actor=actor, now=now)
    window = case.deadlines.filter(rule_id="I1").values_list("due_date", flat=True).first()
    faults = find_conclusion_faults(
        facts_of(case), review_until=window, waived_on=waived_on, today=london_date(now)
    )
    if faults:
        raise NotYetConcluded(" and ".join(faults))
    ground = {"ground": "waived", "waived_on": str(waived_on)} if waived_on else {"ground": "time"}
    timeline.record(case, "case.stands", actor=f"user/{actor.pk}", now=now, **ground)
    if waived_on:
        state_fact(case, Fact.REVIEW_WAIVED, waived_on, now=now)
    deadlines.reconcile(case, actor=f"user/{actor.pk}", now=now, cause="the exclusion stands")
    return case
