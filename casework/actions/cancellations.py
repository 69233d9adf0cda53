"""Cancelling an exclusion before the governing board has begun to consider it."""

from datetime import datetime

from audit.trail import on_the_record
from casework import deadlines, timeline
from casework.cancelling_letter import CancellationToAuthority
from casework.days_out import DaysOut, get_days_out_if_cancelled
from casework.facts import facts_of, get_days_suspended, state_fact, to_school_days
from casework.models import Case
from casework.moves import move_case
from casework.states import CaseStatus
from notifications import outbox
from organisations.models import User
from statute.cancelling import find_cancelling_bar
from statute.facts import Fact, HalfDay
from statute.london import london_date
from statute.thresholds import YEAR_AT_MOST

NOT_COUNTED = (
    f"say first that the pupil has not been out for more than {YEAR_AT_MOST} school days this "
    "school year, for they cannot all be counted"
)


class CannotBeCancelled(Exception):
    """The law no longer lets the headteacher cancel this exclusion."""


@on_the_record
def cancel_exclusion(
    *,
    case_id: int,
    reasons: str,
    sessions_suspended: int | None = None,
    days_are_checked: bool = False,
    actor: User,
    now: datetime,
) -> Case:
    """
    Cancel an exclusion, with the reasons, and tell each authority that was told of it.

    No duty is left. The law's list leaves out the home authority (SI 2012/1033 reg 8A(4)): it is
    told all the same, for it was told of the exclusion. ``sessions_suspended`` are the half-days of
    suspensions this school year: kept where the follow-up page has not said them.
    ``days_are_checked``: the head has counted the days that cannot be counted here (C2).

    :raises TransitionNotAllowed: if the board has decided, or ``actor`` is not the headteacher.
    :raises CannotBeCancelled: if the board has begun, the pupil has been out too long, or nobody
        knows for how long.
    """
    case = move_case(case_id, CaseStatus.CANCELLED, actor=actor, now=now)
    _keep_suspended(case, sessions_suspended)
    out = tell_days_out(case, actor=actor, now=now)
    counted = out.total.total is not None or days_are_checked
    if bar := find_bar(case, out, now=now) or ("" if counted else NOT_COUNTED):
        raise CannotBeCancelled(f"the exclusion cannot be cancelled: {bar}")
    state_fact(case, Fact.CANCELLED, london_date(now), now=now)
    by = f"user/{actor.pk}"
    timeline.record(
        case, "case.cancellation-explained", actor=by, now=now, reasons=reasons,
        half_days_suspended=case.sessions_suspended, days_are_checked=days_are_checked,
    )  # fmt: skip
    deadlines.reconcile(case, actor=by, now=now, cause="the exclusion was cancelled")
    for authority in filter(None, (case.authority, case.home_authority)):
        outbox.enqueue(CancellationToAuthority.of(case, authority, reasons, now=now), now=now)
    return case


def tell_days_out(
    case: Case, *, actor: User, now: datetime, sessions_suspended: int | None = None
) -> DaysOut:
    """
    Return what counts towards the 45 days if ``actor`` cancels now, as they may know it.

    ``sessions_suspended`` are half-days that were said and are not kept yet.
    """
    suspended = get_days_suspended(case)
    if suspended is None and sessions_suspended is not None:
        suspended = to_school_days(sessions_suspended)
    return get_days_out_if_cancelled(case, actor, today=london_date(now), suspended=suspended)


def find_bar(case: Case, out: DaysOut, *, now: datetime) -> str:
    """Return why this exclusion cannot be cancelled now, or ``""``; ``out`` is what is known."""
    in_session = case.status == CaseStatus.BOARD_IN_SESSION
    begun = in_session or Fact.BOARD_DECIDED in facts_of(case).dates
    served = out.own.days if out.own and out.own.days else 0
    return find_cancelling_bar(
        case.excluded_on,
        london_date(now),
        case.school.get_calendar(),
        board_has_begun=begun,
        school_days_out_before=out.total.at_least - served,
        session=HalfDay(case.session) if case.session else None,
    )


def _keep_suspended(case: Case, sessions: int | None) -> None:
    if get_days_suspended(case) is None and sessions is not None:
        case.sessions_suspended = sessions
        case.save(update_fields=["sessions_suspended"])
