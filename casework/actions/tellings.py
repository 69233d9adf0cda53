"""That an authority has been told: known when its mail server takes the notice."""

from datetime import datetime

from audit.trail import on_the_record
from casework import deadlines, timeline
from casework.facts import state_fact
from casework.moves import lock_case
from statute.facts import Fact
from statute.london import london_date

ACTOR = "system/deliveries"


@on_the_record
def record_told(*, case_id: int, fact: Fact, accepted_at: datetime, now: datetime) -> None:
    """
    Record the London day on which the notice to an authority was accepted.

    A case that has the fact already keeps it: the first telling is the one that counts.
    """
    case = lock_case(case_id)
    told_on = london_date(accepted_at)
    if case.facts.filter(fact=fact, withdrawn_at=None).exists():
        timeline.record(case, "case.told-again", actor=ACTOR, now=now, fact=fact)
        return
    state_fact(case, fact, told_on, now=now)
    timeline.record(
        case, "case.authority-told", actor=ACTOR, now=now, fact=fact, told_on=str(told_on)
    )
    deadlines.reconcile(case, actor=ACTOR, now=now, cause="the notice was accepted")
