"""Letting the board's limit run on, when extraordinary events had left no way to meet in time."""

from collections.abc import Mapping
from datetime import date, datetime

from audit.trail import on_the_record
from casework import access, deadlines, timeline
from casework.actions.facts import CASE_ENDED, DayChanged
from casework.board_limit import find_ordinary_limit, get_board_limits
from casework.facts import state_fact
from casework.models import Case
from casework.moves import lock_case
from casework.remarks import Typed
from casework.states import ENDED, CaseStatus
from organisations.models import User
from statute.facts import Fact
from statute.london import london_date
from statute.wording import write_day

NOT_TOLD = "it is not recorded that the governing board was told, so no limit runs yet"
DECIDED = "the governing board has decided, so its limit no longer runs"
BARS: Mapping[str, str] = {
    CaseStatus.ISSUED: NOT_TOLD,
    CaseStatus.BOARD_IN_SESSION: "the governing board has begun to meet, so a meeting was possible",
    CaseStatus.DECLINED: DECIDED,
    CaseStatus.REVIEW_WINDOW: DECIDED,
    **dict.fromkeys(ENDED, CASE_ENDED),
}


class ExtensionRefused(Exception):
    """The limit cannot run on now, or not to this day, or nobody said why: every fault of it."""


@on_the_record
def extend_for_extraordinary_events(
    *,
    case_id: int,
    extended_to: date,
    on_record: date | None,
    reason: str,
    actor: User,
    now: datetime,
) -> None:
    """
    Set the day by which the board will meet in the place of its limit; a day set before gives way.

    ``on_record`` is the last day for the meeting that ``actor`` saw; None if they saw none.
    ``reason`` is what happened, and is kept with the case.
    Source: SI 2012/1033 reg 6(7E)-(7F), 15(7E)-(7F) and 24(7E)-(7F).

    :raises NotYourCase: if ``actor`` does not keep the record of this school's board.
    :raises DayChanged: if another last day is on record than ``actor`` saw.
    :raises ExtensionRefused: if the limit cannot run on, see ``find_bar``; if no reason is given;
        or if the day cannot be right, see ``find_extension_faults``.
    """
    case = lock_case(case_id)
    access.check_may_extend(actor, case)
    if bar := find_bar(case, today=london_date(now)):
        raise ExtensionRefused(bar)
    if (before := get_last_day(case)) != on_record:
        raise DayChanged(before)
    faults = [] if reason.strip() else ["say what happened: it is kept with the case"]
    faults += find_extension_faults(case, extended_to, today=london_date(now))
    if faults:
        raise ExtensionRefused(" and ".join(faults))
    state_fact(case, Fact.BOARD_EXTENDED_TO, extended_to, now=now)
    by = f"user/{actor.pk}"
    timeline.record(
        case, "case.limit-extended", actor=by, now=now,
        before=str(before), after=str(extended_to), reason=reason,
    )  # fmt: skip
    deadlines.reconcile(case, actor=by, now=now, cause=Typed(reason))


def find_bar(case: Case, *, today: date) -> str:
    """
    Return why the limit of this case cannot run on as things stand, as a clause; "" if it can.

    The law asks why there had been no meeting immediately before the limit expired, so nobody can
    answer before its last day has come.
    """
    if bar := BARS.get(case.status):
        return bar
    ordinary = find_ordinary_limit(case)
    if ordinary is None:
        return NOT_TOLD
    if ordinary.due_date is None:
        return f"the last day of the ordinary limit cannot be counted yet: {ordinary.gap}"
    if today < ordinary.due_date:
        return (
            f"the ordinary limit ends on {write_day(ordinary.due_date)}: before that day nobody "
            "can say that no meeting was possible just before it ended"
        )
    return ""


def find_extension_faults(case: Case, extended_to: date, *, today: date) -> list[str]:
    """Return why the limit cannot run on to this day, each as a clause. Nothing bars the case."""
    ordinary = find_ordinary_limit(case)
    assert ordinary  # find_bar has asked, of both
    assert ordinary.due_date
    if extended_to <= ordinary.due_date:
        ends_on = write_day(ordinary.due_date)
        return [f"the ordinary limit ends on {ends_on}: the day must be after it"]
    if extended_to < today:
        return [f"{write_day(extended_to)} has passed: the board is still to meet"]
    if extended_to == get_last_day(case):
        return [f"{write_day(extended_to)} is already on record"]
    return []


def get_last_day(case: Case) -> date | None:
    """Return the last day for the board's meeting that is on record: counted, or set by hand."""
    return get_board_limits(case).values_list("due_date", flat=True).first()
