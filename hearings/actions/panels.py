"""Putting governors on a panel that is already listed, and letting them go."""

from datetime import datetime

from audit.trail import on_the_record
from hearings import access, moves, permissions, seats, telling
from hearings.actions.listings import NoReason
from hearings.listing import get_governors
from hearings.models import Hearing
from organisations.models import User


class CannotSit(Exception):
    """This person cannot take this seat."""


@on_the_record
def seat_governor(
    *, hearing_id: int, governor: User, is_chair: bool, actor: User, now: datetime
) -> Hearing:
    """
    Put one more governor on the panel of a listed hearing, and invite them at once.

    :raises NotYourTask: if ``actor`` is not the clerk.
    :raises HearingNotOpen: if the hearing was held or cancelled.
    :raises CannotSit: if they are no governor of the school, sit already, or there is a chair.
    :raises GovernorNotFree: if they sit on another panel at that time.
    """
    hearing = moves.lock_hearing(hearing_id)
    access.check_may(permissions.SEAT_GOVERNOR, actor, hearing.case)
    moves.check_listed(hearing)
    _check_can_sit(hearing, governor, is_chair=is_chair)
    moves.record(
        hearing, "hearing.governor-seated", actor=actor, now=now,
        governor=governor.pk, is_chair=is_chair,
    )  # fmt: skip
    seats.take(hearing, governor, is_chair=is_chair, now=now)
    telling.tell(hearing, now=now)
    return hearing


@on_the_record
def release_governor(
    *, hearing_id: int, governor: User, reason: str, actor: User, now: datetime
) -> Hearing:
    """
    Free a governor of a listed hearing, and take their invitation back.

    The panel may then be too small: it must be complete again by the day it meets.

    :raises NotYourTask: if ``actor`` is not the clerk.
    :raises HearingNotOpen: if the hearing was held or cancelled.
    :raises NoReason: if no reason was given.
    :raises CannotSit: if they hold no seat of it.
    """
    hearing = moves.lock_hearing(hearing_id)
    access.check_may(permissions.RELEASE_GOVERNOR, actor, hearing.case)
    moves.check_listed(hearing)
    if not reason.strip():
        raise NoReason("say why the governor is released")
    seat = hearing.seats.filter(governor=governor, released=False).first()
    if seat is None:
        raise CannotSit(f"{governor} is not on this panel")
    moves.record(
        hearing, "hearing.governor-released", actor=actor, now=now,
        governor=governor.pk, reason=reason,
    )  # fmt: skip
    seats.release(seat, now=now)
    telling.tell(hearing, now=now)
    return hearing


def _check_can_sit(hearing: Hearing, governor: User, *, is_chair: bool) -> None:
    if not get_governors(hearing.case).filter(pk=governor.pk).exists():
        raise CannotSit(f"{governor} is not a governor of {hearing.case.school}")
    sitting = hearing.seats.filter(released=False)
    if sitting.filter(governor=governor).exists():
        raise CannotSit(f"{governor} is on this panel already")
    if is_chair and sitting.filter(is_chair=True).exists():
        raise CannotSit("this panel has a chair already. Release the chair first")
