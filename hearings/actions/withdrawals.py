"""Taking back, or putting right, what was recorded of the family's asking and the trust's word."""

from dataclasses import dataclass
from datetime import date, datetime

from audit.permissions import Row
from audit.trail import on_the_record
from casework import timeline
from casework.models import Case
from casework.moves import lock_case
from hearings import access, permissions
from hearings.actions.attendance import (
    NotADay,
    NothingToAsk,
    check_agreed_on,
    check_asked_on,
    find_permission,
    find_request,
    tell_if_listed,
)
from hearings.actions.listings import NoReason
from hearings.models import AttendanceRequest, SpeakingPermission
from organisations.models import LocalAuthority, User
from statute.wording import write_day

Kept = AttendanceRequest | SpeakingPermission
Kinds = tuple[str, str]  # of events: when its day is put right, and when it is taken back
OF_REQUESTS = ("hearing.attendance-request-corrected", "hearing.attendance-request-withdrawn")
OF_PERMISSIONS = ("hearing.speaking-permission-corrected", "hearing.speaking-permission-withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """Why something on record no longer stands; ``right_day`` where only its day was wrong."""

    reason: str
    right_day: date | None = None


@on_the_record
def withdraw_request(
    *, case_id: int, authority: LocalAuthority, withdrawal: Withdrawal, actor: User, now: datetime
) -> None:
    """
    Take back that the family asked for an authority, or put its day right.

    Taken back, the trust's word goes with it, and the authority is told that it is no longer asked.

    :raises NotYourTask: if ``actor`` is not the clerk.
    :raises NoReason: if no reason was given.
    :raises NothingToAsk: if no such request stands on record.
    :raises NotADay: if the right day cannot be so.
    """
    case = _open(permissions.WITHDRAW_REQUEST, case_id, withdrawal, actor)
    request, permission = find_request(case, authority), find_permission(case, authority)
    if request is None:
        raise NothingToAsk(f"it is not recorded that the family asked for {authority.name}")
    day = withdrawal.right_day
    if day is not None:
        check_asked_on(case, day, now=now)
        if permission and permission.given_on < day:
            agreed = write_day(permission.given_on)
            raise NotADay(f"the trust agreed on {agreed}: put that day right first")
    _withdraw(request, withdrawal, actor=actor, now=now)
    if day is not None:
        _keep_anew(request, now=now, actor=actor, requested_on=day)
    elif permission:
        _withdraw(permission, withdrawal, actor=actor, now=now)
    _record(case, OF_REQUESTS, authority, withdrawal, actor=actor, now=now)
    tell_if_listed(case, now=now)


@on_the_record
def withdraw_permission(
    *, case_id: int, authority: LocalAuthority, withdrawal: Withdrawal, actor: User, now: datetime
) -> None:
    """
    Take back that the trust agreed to an authority's speaking, or put its day right.

    :raises NotYourTask: if ``actor`` is not the clerk.
    :raises NoReason: if no reason was given.
    :raises NothingToAsk: if no such word stands on record.
    :raises NotADay: if the right day cannot be so.
    """
    case = _open(permissions.WITHDRAW_PERMISSION, case_id, withdrawal, actor)
    request, permission = find_request(case, authority), find_permission(case, authority)
    if request is None or permission is None:  # it goes with the request: never without one
        raise NothingToAsk(f"it is not recorded that {authority.name} may speak")
    day = withdrawal.right_day
    if day is not None:
        check_agreed_on(request, day, now=now)
    _withdraw(permission, withdrawal, actor=actor, now=now)
    if day is not None:
        _keep_anew(permission, now=now, actor=actor, given_on=day)
    _record(case, OF_PERMISSIONS, authority, withdrawal, actor=actor, now=now)
    tell_if_listed(case, now=now)


def _open(row: Row, case_id: int, withdrawal: Withdrawal, actor: User) -> Case:
    case = lock_case(case_id)
    access.check_may(row, actor, case)
    if not withdrawal.reason.strip():
        raise NoReason("say why what is on record does not stand")
    return case


def _withdraw(row: Kept, withdrawal: Withdrawal, *, actor: User, now: datetime) -> None:
    row.withdrawn_at, row.withdrawn_by = now, actor
    row.withdrawn_because = withdrawal.reason
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])


def _keep_anew(row: Kept, *, actor: User, now: datetime, **day: date) -> None:
    row.pk = None
    row._state.adding = True
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_because = None, None, ""
    row.recorded_at, row.recorded_by = now, actor
    for name, value in day.items():
        setattr(row, name, value)
    row.save()


def _record(
    case: Case,
    kinds: Kinds,
    authority: LocalAuthority,
    withdrawal: Withdrawal,
    *,
    actor: User,
    now: datetime,
) -> None:
    corrected, withdrawn = kinds
    timeline.record(
        case, corrected if withdrawal.right_day else withdrawn, actor=f"user/{actor.pk}", now=now,
        authority=authority.code, reason=withdrawal.reason, day=str(withdrawal.right_day or ""),
    )  # fmt: skip
