"""Listing a hearing, moving it and cancelling it."""

from collections.abc import Sequence
from datetime import datetime

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from audit.trail import on_the_record
from casework.models import Case
from casework.moves import lock_case
from casework.states import WITH_THE_BOARD, CaseStatus
from hearings import access, moves, permissions, seats, telling
from hearings.listing import (
    Chosen,
    Proposal,
    UnlawfulListing,
    check_listing,
    describe_times,
    find_choice_faults,
)
from hearings.models import Hearing
from hearings.states import HearingStatus
from organisations.models import User
from statute.meeting import GROUNDS_IN_WORDS

REASON_CHARACTERS = 300


class CannotBeListed(Exception):
    """The case waits for no hearing, or has one listed already."""


class NothingChanged(Exception):
    """The hearing is already as somebody wants to have it."""


class NoReason(Exception):
    """What is to be done needs its reason, and none was given."""


@on_the_record
def list_hearing(
    *, case_id: int, proposal: Proposal, panel: Sequence[Chosen], actor: User, now: datetime
) -> Hearing:
    """
    List the governing board's hearing of a case, seat its panel and tell everybody entitled.

    :raises NotYourTask: if ``actor`` is not the clerk.
    :raises CannotBeListed: if the case does not await the board, or a hearing is listed already.
    :raises UnlawfulListing: with every fault of the date, the place or the panel.
    :raises GovernorNotFree: if the database refuses a second panel at one time.
    """
    case = lock_case(case_id)
    access.check_may(permissions.LIST_HEARING, actor, case)
    check_awaits_hearing(case)
    if faults := find_choice_faults(case, panel):
        raise UnlawfulListing(faults)
    warnings = check_listing(case, proposal, now=now)
    hearing = Hearing(case=case, listed_at=now, listed_by=actor)
    _apply(hearing, proposal)
    hearing.version = 0
    moves.record(
        hearing, "hearing.listed", actor=actor, now=now,
        after=describe_times(hearing), warnings=warnings, late_reason=proposal.late_reason,
    )  # fmt: skip
    # In one order for everybody, so that two clerks at once wait and never lock each other out.
    for chosen in sorted(panel, key=lambda chosen: chosen.governor.pk):
        seats.take(hearing, chosen.governor, is_chair=chosen.is_chair, now=now)
    telling.tell(hearing, now=now)
    return hearing


@on_the_record
def move_hearing(
    *, hearing_id: int, proposal: Proposal, version: int, actor: User, now: datetime
) -> Hearing:
    """
    Give a listed hearing another time or place, and tell everybody who was told before.

    The row stays; its sequence rises, and the record has both times. The same questions are asked
    as of a first listing. Where only a reason is written anew, nobody is told.

    :raises NotYourTask: if ``actor`` is not the clerk.
    :raises HearingNotOpen: if the hearing was held or cancelled.
    :raises HearingChanged: if it is no longer as it was at ``version``.
    :raises UnlawfulListing: with every fault of the date or the place.
    :raises NothingChanged: if it has this time and place, and these reasons, already.
    :raises GovernorNotFree: if one of its governors sits elsewhere then.
    """
    hearing = moves.lock_hearing(hearing_id)
    access.check_may(permissions.MOVE_HEARING, actor, hearing.case)
    moves.check_listed(hearing)
    moves.check_version(hearing, version)
    warnings = check_listing(hearing.case, proposal, now=now)
    before, place, reasons = describe_times(hearing), _place_of(hearing), _reasons_of(hearing)
    _apply(hearing, proposal)
    if _place_of(hearing) == place:
        return _keep_reasons(hearing, reasons, actor=actor, now=now)
    hearing.sequence = telling.get_next_sequence(hearing)
    moves.record(
        hearing, "hearing.moved", actor=actor, now=now,
        before=before, after=describe_times(hearing), warnings=warnings,
        late_reason=proposal.late_reason,
    )  # fmt: skip
    seats.shift(hearing)
    telling.tell(hearing, now=now)
    return hearing


@on_the_record
def vacate_hearing(
    *, hearing_id: int, reason: str, in_error: bool, version: int, actor: User, now: datetime
) -> Hearing:
    """
    Cancel a listed hearing, free its panel and tell everybody who was told of it.

    ``in_error``: it should never have been listed; figures leave it out.

    :raises NotYourTask: if ``actor`` is not the clerk.
    :raises NoReason: if no reason was given.
    :raises HearingNotOpen: if the hearing was held or cancelled before.
    :raises HearingChanged: if it is no longer as it was at ``version``.
    """
    hearing = moves.lock_hearing(hearing_id)
    access.check_may(permissions.VACATE_HEARING, actor, hearing.case)
    moves.check_listed(hearing)
    moves.check_version(hearing, version)
    if not reason.strip():
        raise NoReason("say why the hearing is cancelled: the reason is told to everybody invited")
    hearing.vacated_at, hearing.vacated_because = now, reason
    to = HearingStatus.LISTED_IN_ERROR if in_error else HearingStatus.VACATED
    before = describe_times(hearing)
    moves.move(hearing, to, actor=actor, now=now, reason=reason, before=before)
    for seat in hearing.seats.filter(released=False).select_related("hearing", "governor"):
        seats.release(seat, now=now)
    telling.tell_of_cancelling(hearing, reason=reason, now=now)
    return hearing


def check_awaits_hearing(case: Case) -> None:
    """
    Let only a case be listed that waits for the board and has no hearing listed.

    :raises CannotBeListed: otherwise.
    """
    if case.status not in WITH_THE_BOARD:
        raise CannotBeListed(
            "a hearing can be listed only while the case awaits the governing board. This case "
            f"is “{CaseStatus(case.status).label.lower()}”"
        )
    if case.hearings.filter(status=HearingStatus.LISTED).exists():
        raise CannotBeListed("a hearing of this case is listed already. Move it or cancel it")


def _place_of(hearing: Hearing) -> tuple[datetime, datetime, str, str]:
    where = hearing.remote_link if hearing.is_remote else hearing.venue.strip()
    return (hearing.starts_at, hearing.ends_at, hearing.mode, where)


def _reasons_of(hearing: Hearing) -> dict[str, str]:
    return {"late_reason": hearing.late_reason, "mode_reason": hearing.mode_reason}


def _keep_reasons(
    hearing: Hearing, before: dict[str, str], *, actor: User, now: datetime
) -> Hearing:
    after = _reasons_of(hearing)
    if after == before:
        raise NothingChanged(
            "nothing changed: the hearing has this time and place already, so nobody is told"
        )
    moves.record(
        hearing, "hearing.reasons-corrected", actor=actor, now=now, before=before, after=after
    )
    return hearing


def _apply(hearing: Hearing, proposal: Proposal) -> None:
    hearing.during = DateTimeTZRange(proposal.starts_at, proposal.ends_at)
    hearing.mode = proposal.mode
    hearing.mode_reason = proposal.in_person_reason[:REASON_CHARACTERS]
    if hearing.is_remote and proposal.ground:
        hearing.mode_reason = GROUNDS_IN_WORDS[proposal.ground]
    hearing.venue = proposal.venue
    hearing.remote_link = proposal.remote_link
    hearing.late_reason = proposal.late_reason
