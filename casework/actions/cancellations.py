"""Cancelling an exclusion before the governing board has begun to consider it."""

from datetime import datetime
from decimal import Decimal

from audit.trail import on_the_record
from casework import deadlines, timeline
from casework.cancelling_letter import CancellationToAuthority
from casework.facts import facts_of, get_days_suspended, state_fact
from casework.models import Case
from casework.moves import move_case
from casework.states import CaseStatus
from notifications import outbox
from organisations.models import User
from statute.cancelling import find_cancelling_bar
from statute.facts import Fact
from statute.london import london_date
from statute.school_years import SchoolYear


class CannotBeCancelled(Exception):
    """The law no longer lets the headteacher cancel this exclusion."""


@on_the_record
def cancel_exclusion(*, case_id: int, reasons: str, actor: User, now: datetime) -> Case:
    """
    Cancel an exclusion, with the reasons, and tell each authority that was told of it.

    No duty is left. The law's list leaves out the home authority (SI 2012/1033 reg 8A(4)): it is
    told all the same, for it was told of the exclusion.

    :raises TransitionNotAllowed: if the board has decided, or ``actor`` is not the headteacher.
    :raises CannotBeCancelled: if the board has begun, or the pupil has been out too long.
    """
    case = move_case(case_id, CaseStatus.CANCELLED, actor=actor, now=now)
    if bar := find_bar(case, now=now):
        raise CannotBeCancelled(f"the exclusion cannot be cancelled: {bar}")
    state_fact(case, Fact.CANCELLED, london_date(now), now=now)
    by = f"user/{actor.pk}"
    timeline.record(case, "case.cancellation-explained", actor=by, now=now, reasons=reasons)
    deadlines.reconcile(case, actor=by, now=now, cause="the exclusion was cancelled")
    for authority in filter(None, (case.authority, case.home_authority)):
        outbox.enqueue(CancellationToAuthority.of(case, authority, reasons, now=now), now=now)
    return case


def find_bar(case: Case, *, now: datetime) -> str:
    """
    Return why this exclusion cannot be cancelled now, or ``""``.

    The days of suspensions count too, where the school has said how many they were this year.
    """
    in_session = case.status == CaseStatus.BOARD_IN_SESSION
    begun = in_session or Fact.BOARD_DECIDED in facts_of(case).dates
    today = london_date(now)
    same_year = SchoolYear.of(today) == SchoolYear.of(case.excluded_on)
    before = get_days_suspended(case) if same_year else None
    return find_cancelling_bar(
        case.excluded_on,
        today,
        case.school.get_calendar(),
        board_has_begun=begun,
        school_days_out_before=before or Decimal(0),
    )
