"""Lock a hearing and change what it is. Only this module writes Hearing.status and its version."""

from datetime import datetime

from casework import timeline
from casework.moves import lock_case, move_case
from casework.states import CaseStatus
from hearings.models import Hearing
from hearings.states import HearingNotOpen, HearingStatus, check_move
from organisations.models import User


class HearingChanged(Exception):
    """Somebody else changed the hearing after this person opened the page."""


def lock_hearing(hearing_id: int) -> Hearing:
    """Return the hearing with its case, both locked until the transaction ends; the case first."""
    case_id = Hearing.objects.values_list("case_id", flat=True).get(pk=hearing_id)
    case = lock_case(case_id)
    hearing = Hearing.objects.select_for_update(of=("self",)).get(pk=hearing_id)
    hearing.case = case
    return hearing


def check_listed(hearing: Hearing) -> None:
    """
    Let only a hearing that is still listed be changed.

    :raises HearingNotOpen: if it was held or cancelled.
    """
    if not hearing.is_listed:
        label = HearingStatus(hearing.status).label.lower()
        raise HearingNotOpen(f"this hearing is “{label}”, so it cannot be changed")


def check_version(hearing: Hearing, version: int) -> None:
    """
    Refuse to write over what somebody else has changed.

    :raises HearingChanged: if the hearing is no longer as it was when ``version`` was read.
    """
    if hearing.version != version:
        raise HearingChanged(
            "somebody else changed this hearing while the page was open. Open it again to see "
            "what is so now"
        )


def begin(hearing: Hearing, *, actor: User, now: datetime) -> None:
    """
    Put the case of a locked hearing into session, unless it is: from then on nobody cancels it.

    A case that no longer waits for its board stays as it is.

    :raises TransitionNotAllowed: if ``actor`` may not.
    """
    if hearing.case.status == CaseStatus.AWAITING_BOARD:
        to = CaseStatus.BOARD_IN_SESSION
        hearing.case = move_case(hearing.case_id, to, actor=actor, now=now)


def move(
    hearing: Hearing, to: HearingStatus, *, actor: User, now: datetime, **facts: object
) -> None:
    """
    Move a locked hearing to ``to`` and record the event, inside the caller's transaction.

    :raises HearingNotOpen: if the hearing cannot make this move.
    """
    event = check_move(HearingStatus(hearing.status), to)
    hearing.status = to
    record(hearing, event, actor=actor, now=now, **facts)


def record(hearing: Hearing, event: str, *, actor: User, now: datetime, **facts: object) -> None:
    """Save a changed hearing under a new version and add the event to its case's history."""
    hearing.version += 1
    hearing.save()
    timeline.record(
        hearing.case, event, actor=f"user/{actor.pk}", now=now, hearing=hearing.pk, **facts
    )
