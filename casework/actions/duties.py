"""Saying by hand that a duty was done, where nothing else in the service records it."""

from dataclasses import replace
from datetime import date, datetime

from audit.trail import on_the_record
from casework import access, deadlines, timeline
from casework.actions.facts import find_new_faults
from casework.facts import facts_of, state_fact
from casework.models import Deadline, DeadlineState
from casework.moves import lock_case
from casework.rulebook import get_rule
from organisations.models import User
from statute.facts import Fact
from statute.london import london_date

# What the school or its clerk does outside this service. Everything else is recorded where it is
# done: the letters that leave from here, the board's meeting, the place of education.
BY_HAND = frozenset(
    {
        Fact.PARENTS_TOLD,
        Fact.FAMILY_WRITTEN_TO,
        Fact.SOCIAL_WORKER_INFORMED,
        Fact.VIRTUAL_HEAD_INFORMED,
        Fact.SOCIAL_WORKER_TOLD_OF_DECISION,
        Fact.VIRTUAL_HEAD_TOLD_OF_DECISION,
        Fact.CANCELLATION_TOLD,
        Fact.SOCIAL_WORKER_TOLD_OF_CANCELLATION,
        Fact.VIRTUAL_HEAD_TOLD_OF_CANCELLATION,
        Fact.RETURNED,
    }
)


class CannotBeDone(Exception):
    """The duty is not recorded by hand, is done already, or cannot have been done that day."""


@on_the_record
def record_done(
    *, case_id: int, rule_id: str, done_on: date, actor: User, now: datetime
) -> Deadline:
    """
    Record the day on which a duty of the school was done; duties done by the same thing follow.

    :raises NotYourCase: if ``actor`` does not owe the duty, nor keeps the record of who does.
    :raises CannotBeDone: if the case has no such duty open that is recorded by hand, or the day
        contradicts what else is known.
    """
    case = lock_case(case_id)
    row = case.deadlines.filter(rule_id=rule_id).first()
    if row is None or not is_open_by_hand(row):
        raise CannotBeDone("this duty is not open, or is recorded where it is done")
    rule = get_rule(rule_id)
    access.check_may_record_done(actor, case, rule.owed_by)
    fact = rule.discharged_by
    assert fact is not None  # is_open_by_hand has asked
    known = facts_of(case)
    told = replace(known, dates={**known.dates, fact: done_on})
    faults = find_new_faults(known, told, today=london_date(now))
    if faults:
        raise CannotBeDone(" and ".join(faults))
    state_fact(case, fact, done_on, now=now)
    by = f"user/{actor.pk}"
    timeline.record(case, "case.duty-done", actor=by, now=now, fact=fact, done_on=str(done_on))
    deadlines.reconcile(case, actor=by, now=now, cause="it was recorded as done")
    row.refresh_from_db()
    return row


def is_open_by_hand(row: Deadline) -> bool:
    """Tell whether this duty is open and is one that is recorded by hand."""
    return row.state == DeadlineState.OPEN and get_rule(row.rule_id).discharged_by in BY_HAND
