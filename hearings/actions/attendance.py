"""Who may come: what the family asked, what the trust agreed, and what an authority answered."""

from datetime import date, datetime

from audit.trail import on_the_record
from casework import timeline
from casework.models import Case
from casework.moves import lock_case
from hearings import access, moves, permissions, telling
from hearings.actions.listings import NoReason
from hearings.models import Answer, AttendanceRequest, Invitation, SpeakingPermission
from hearings.queries import find_listed_hearing
from hearings.states import HearingNotOpen
from organisations.models import LocalAuthority, User
from statute.facts import SchoolType
from statute.london import london_date
from statute.wording import write_day


class NothingToAsk(Exception):
    """The request or the permission would give this authority nothing, or is there already."""


class NotADay(Exception):
    """Nothing of the kind can have happened on that day: it lies ahead, or too far back."""


@on_the_record
def record_attendance_request(
    *,
    case_id: int,
    authority: LocalAuthority,
    requested_by: str,
    requested_on: date,
    how: str,
    actor: User,
    now: datetime,
) -> AttendanceRequest:
    """
    Record that the family asked for an authority to attend at an academy, and invite it at once.

    A late request admits it and does not adjourn. Source: SI 2012/1033 reg 24(3)(c)(iii), (e).

    :raises NotYourTask: if ``actor`` may not record what the family asked for.
    :raises NothingToAsk: at a school that is no academy, for a stranger, or asked already.
    :raises NotADay: if ``requested_on`` has not come yet, or is before the exclusion.
    """
    case = lock_case(case_id)
    access.check_may(permissions.RECORD_REQUEST, actor, case)
    _check_is_of_academy_case(case, authority)
    check_asked_on(case, requested_on, now=now)
    if find_request(case, authority):
        raise NothingToAsk(f"it is recorded already that the family asked for {authority.name}")
    request = AttendanceRequest.objects.create(
        case=case,
        local_authority=authority,
        requested_by=requested_by,
        requested_on=requested_on,
        how=how,
        recorded_at=now,
        recorded_by=actor,
    )
    timeline.record(
        case, "hearing.attendance-requested", actor=f"user/{actor.pk}", now=now,
        authority=authority.code, requested_on=str(requested_on), how=how,
    )  # fmt: skip
    tell_if_listed(case, now=now)
    return request


@on_the_record
def record_speaking_permission(
    *,
    case_id: int,
    authority: LocalAuthority,
    given_by: str,
    given_on: date,
    scope: str,
    actor: User,
    now: datetime,
) -> SpeakingPermission:
    """
    Record that the academy trust agreed that an authority may speak, and tell it so.

    Agreed for one authority, it is not agreed for the other. Source: SI 2012/1033 reg 24(3)(e).

    :raises NotYourTask: if ``actor`` speaks neither for the board nor for the trust.
    :raises NothingToAsk: at a school that is no academy, where the family has not asked for this
        authority, or agreed already.
    :raises NotADay: if ``given_on`` has not come yet, or is before the family asked.
    """
    case = lock_case(case_id)
    access.check_may(permissions.RECORD_PERMISSION, actor, case)
    _check_is_of_academy_case(case, authority)
    request = _check_may_be_permitted(case, authority)
    check_agreed_on(request, given_on, now=now)
    permission = SpeakingPermission.objects.create(
        case=case,
        local_authority=authority,
        given_by=given_by,
        given_on=given_on,
        scope=scope,
        recorded_at=now,
        recorded_by=actor,
    )
    timeline.record(
        case, "hearing.speaking-permitted", actor=f"user/{actor.pk}", now=now,
        authority=authority.code, given_on=str(given_on), scope=scope,
    )  # fmt: skip
    tell_if_listed(case, now=now)
    return permission


@on_the_record
def answer_invitation(
    *, invitation_id: int, answer: Answer, reason: str, actor: User, now: datetime
) -> Invitation:
    """
    Record an authority's answer to its invitation; a later answer takes the place of an earlier.

    :raises NotYourTask: if ``actor`` does not work for the authority that was invited.
    :raises HearingNotOpen: if the hearing is no longer listed, or the invitation was taken back.
    :raises NoReason: if the authority will not attend, and the reason is missing.
    """
    hearing_id = Invitation.objects.values_list("hearing_id", flat=True).get(pk=invitation_id)
    hearing = moves.lock_hearing(hearing_id)
    invitation = Invitation.objects.select_related("local_authority").get(pk=invitation_id)
    if invitation.local_authority is None:
        raise access.NotYourTask("only a local authority answers its invitation here")
    access.check_may_answer(actor, invitation.local_authority)
    moves.check_listed(hearing)
    if invitation.withdrawn_at is not None:
        raise HearingNotOpen("this invitation was taken back, so it cannot be answered")
    if answer == Answer.NOT_ATTENDING and not reason.strip():
        raise NoReason("say why the local authority will not attend")
    invitation.answer, invitation.answer_reason = answer, reason
    invitation.answered_at, invitation.answered_by = now, actor
    invitation.save()
    timeline.record(
        hearing.case, "hearing.invitation-answered", actor=f"user/{actor.pk}", now=now,
        hearing=hearing.pk, authority=invitation.local_authority.code, answer=answer,
        reason=reason,
    )  # fmt: skip
    return invitation


def _check_is_of_academy_case(case: Case, authority: LocalAuthority) -> None:
    if authority.pk not in (case.authority_id, case.home_authority_id):
        raise NothingToAsk(f"{authority.name} is no authority of this case")
    if case.school_type != SchoolType.ACADEMY:
        raise NothingToAsk(
            "this is asked and agreed only at an academy. Elsewhere the school’s local authority "
            "attends in its own right, and the home authority has no right to"
        )


def find_request(case: Case, authority: LocalAuthority) -> AttendanceRequest | None:
    """Return what stands on record of the family's asking for this authority, if anything."""
    return case.attendance_requests.filter(local_authority=authority, withdrawn_at=None).first()


def find_permission(case: Case, authority: LocalAuthority) -> SpeakingPermission | None:
    """Return what stands on record of the trust's agreeing about this authority, if anything."""
    return case.speaking_permissions.filter(local_authority=authority, withdrawn_at=None).first()


def check_asked_on(case: Case, day: date, *, now: datetime) -> None:
    """
    Let the family have asked on a day from the exclusion to today.

    :raises NotADay: otherwise.
    """
    _check_has_come(day, now)
    if day < case.excluded_on:
        excluded = write_day(case.excluded_on)
        raise NotADay(f"the pupil was excluded on {excluded}: the family cannot have asked before")


def check_agreed_on(request: AttendanceRequest, day: date, *, now: datetime) -> None:
    """
    Let the trust have agreed on a day from the family's asking to today.

    :raises NotADay: otherwise.
    """
    _check_has_come(day, now)
    if day < request.requested_on:
        asked = write_day(request.requested_on)
        raise NotADay(f"the family asked on {asked}: the trust cannot have agreed before")


def _check_may_be_permitted(case: Case, authority: LocalAuthority) -> AttendanceRequest:
    request = find_request(case, authority)
    if request is None:
        raise NothingToAsk(
            f"the family has not asked for {authority.name} to attend. Record that first: without "
            "it there is no place at the meeting to speak from"
        )
    if find_permission(case, authority):
        raise NothingToAsk(f"it is recorded already that {authority.name} may speak")
    return request


def _check_has_come(day: date, now: datetime) -> None:
    if day > london_date(now):
        raise NotADay("the day must be today or in the past")


def tell_if_listed(case: Case, *, now: datetime) -> None:
    """Tell whose invitation or standing changed, if a hearing is listed."""
    if listed := find_listed_hearing(case.pk):
        listed.case = case
        telling.tell(listed, now=now)
