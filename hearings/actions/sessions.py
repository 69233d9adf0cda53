"""Stating that the governing board has begun to meet."""

from datetime import datetime

from audit.trail import on_the_record
from casework.states import CaseStatus
from hearings import access, moves, permissions
from hearings.actions.outcomes import NotThisStep
from hearings.models import Hearing
from organisations.models import User


@on_the_record
def begin_meeting(*, hearing_id: int, version: int, actor: User, now: datetime) -> Hearing:
    """
    State that the board has begun to meet: from now on the headteacher can no longer cancel.

    Source: SI 2012/1033 regs 8A, 17A, 26A. A meeting adjourned to another day has begun too: it is
    moved, or called off and another listed.

    :raises NotYourTask: if ``actor`` is not the clerk.
    :raises HearingNotOpen: if the hearing was held or cancelled before.
    :raises HearingChanged: if it is no longer as it was at ``version``.
    :raises NotThisStep: before its time, or if this was said before.
    """
    hearing = moves.lock_hearing(hearing_id)
    access.check_may(permissions.BEGIN_MEETING, actor, hearing.case)
    moves.check_listed(hearing)
    moves.check_version(hearing, version)
    check_can_begin(hearing, now=now)
    moves.begin(hearing, actor=actor, now=now)
    return hearing


def check_can_begin(hearing: Hearing, *, now: datetime) -> None:
    """
    Let a meeting begin at the time it is listed for, and of a case that waits for it.

    :raises NotThisStep: otherwise.
    """
    if now < hearing.starts_at:
        raise NotThisStep("the meeting is listed for later: if it is held earlier, move it first")
    if hearing.case.status == CaseStatus.BOARD_IN_SESSION:
        raise NotThisStep("it is recorded already that the meeting has begun")
    if hearing.case.status != CaseStatus.AWAITING_BOARD:
        label = CaseStatus(hearing.case.status).label.lower()
        raise NotThisStep(f"this case is “{label}”, so its board does not meet about it")
