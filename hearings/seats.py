"""Who sits on a panel. Only this module writes seats and the reach that goes with them."""

from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from casework.assignments import assign
from casework.models import CaseAssignment
from design_system.words import write_moment, write_time
from hearings.models import Hearing, PanelSeat
from organisations.models import User
from organisations.roles import Role
from statute.london import LONDON

NO_CLASH = "no_governor_in_two_places_at_once"


class GovernorNotFree(Exception):
    """The governor sits on another panel at that time."""

    def __init__(self, governor: User, told: str) -> None:
        super().__init__(told)
        self.governor = governor


def take(hearing: Hearing, governor: User, *, is_chair: bool, now: datetime) -> PanelSeat:
    """
    Seat a governor, who may from then on open the case, inside the caller's transaction.

    :raises GovernorNotFree: if the database refuses a second panel at one time.
    """
    seat = PanelSeat(hearing=hearing, governor=governor, is_chair=is_chair, during=hearing.during)
    _save(seat, governor)
    assign(hearing.case, governor, Role.GOVERNOR, now=now)
    return seat


def release(seat: PanelSeat, *, now: datetime) -> None:
    """Free a seat; its governor may no longer open the case unless another seat of it is theirs."""
    seat.released = True
    seat.save(update_fields=["released"])
    case = seat.hearing.case_id
    others = PanelSeat.objects.filter(hearing__case=case, governor=seat.governor, released=False)
    if not others.exists():
        CaseAssignment.objects.filter(
            case=case, user=seat.governor, role=Role.GOVERNOR, ended_at=None
        ).update(ended_at=now)


def shift(hearing: Hearing) -> None:
    """
    Give every seat of ``hearing`` its new time.

    :raises GovernorNotFree: if one of its governors sits elsewhere then.
    """
    seated = hearing.seats.filter(released=False).select_related("governor")
    for seat in seated.order_by("governor"):
        seat.during = hearing.during
        _save(seat, seat.governor)


def find_taken_times(
    governor: User, during: DateTimeTZRange, *, but_for: int = 0
) -> list[tuple[datetime, datetime]]:
    """
    Return when ``governor`` already sits within ``during``; ``but_for`` leaves out one hearing.

    Times only, of whichever school: what those panels are about stays unseen.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM hearings_taken_times(%s, %s, %s)", [governor.pk, during, but_for]
        )
        return list(cursor.fetchall())


def describe_clash(governor: User, during: DateTimeTZRange, *, but_for: int = 0) -> str:
    """Return when ``governor`` is already taken, in words, or ``""`` if they are free."""
    taken = [
        f"{write_moment(starts)} to {write_time(ends.astimezone(LONDON).time())}"
        for starts, ends in find_taken_times(governor, during, but_for=but_for)
    ]
    return f"{governor} already sits on another panel on {' and '.join(taken)}" if taken else ""


def _save(seat: PanelSeat, governor: User) -> None:
    # Two rows that exclude each other and arrive at one moment would each wait for the other, and
    # the database would end one of them by force. Whoever comes second waits here instead.
    User.objects.select_for_update(no_key=True).get(pk=governor.pk)
    try:
        with transaction.atomic():  # a savepoint: the refusal leaves the transaction usable
            seat.save()
    except IntegrityError as refused:
        if getattr(getattr(refused.__cause__, "diag", None), "constraint_name", "") != NO_CLASH:
            raise
        told = describe_clash(governor, seat.during, but_for=seat.hearing_id)
        nowhere_seen = f"{governor} already sits on another panel at that time"
        raise GovernorNotFree(governor, told or nowhere_seen) from refused
