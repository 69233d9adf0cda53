"""The letters about a hearing: exactly the facts that their templates may use."""

from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.urls import reverse

from casework.letters import reach_of
from casework.states import ENDED
from design_system.words import write_long_day, write_time
from hearings.models import Hearing, Invitation, InviteeKind
from notifications.outbox import Address, Reach
from statute.facts import SchoolType
from statute.london import LONDON

AUTHORITIES = (InviteeKind.AUTHORITY, InviteeKind.HOME_AUTHORITY)


class About(StrEnum):
    """What a letter says of the hearing: each has its templates under ``letters/``."""

    INVITED = "hearing_invitation"
    MOVED = "hearing_moved"
    TOOK_PLACE = "hearing_took_place"
    STANDING = "hearing_standing"
    CANCELLED = "hearing_cancelled"
    NOT_ASKED = "hearing_not_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingLetter:
    """One letter to one person or body about one hearing."""

    template: str
    dedupe_key: str
    address: Address
    reach: Reach
    kind: str
    reference: str
    school: str
    when: str
    where: str
    is_remote: bool
    is_academy: bool
    standing: str  # of an authority, in words; "" for everybody else
    basis: str
    page: str  # "" for the family, who do not sign in
    is_pupil: bool  # the relevant person is the pupil: 18 or over
    must_meet: bool  # the board still owes a decision
    reason: str


def write_hearing_letter(
    about: About,
    hearing: Hearing,
    invitation: Invitation,
    address: Address,
    *,
    standing: str = "",
    basis: str = "",
    reason: str = "",
) -> HearingLetter:
    """Return the letter; its key names the sequence told, so that no telling is sent twice."""
    key = f"{key_of(hearing)}invitation/{invitation.pk}/{invitation.told_sequence}/{about}"
    return HearingLetter(
        template=f"letters/{about}",
        dedupe_key=key,
        address=address,
        reach=reach_of(hearing.case),
        kind=invitation.kind,
        reference=hearing.case.reference,
        school=hearing.case.school.name,
        when=describe_when(hearing),
        where=describe_where(hearing),
        is_remote=hearing.is_remote,
        is_academy=hearing.case.school_type == SchoolType.ACADEMY,
        standing=standing,
        basis=basis,
        page=page_of(hearing, invitation),
        must_meet=hearing.case.status not in ENDED,
        is_pupil=invitation.kind == InviteeKind.FAMILY and invitation.adult_id is None,
        reason=reason,
    )


def key_of(hearing: Hearing) -> str:
    """Return how the keys of all letters about ``hearing`` begin."""
    return f"hearing/{hearing.pk}/"


def describe_when(hearing: Hearing) -> str:
    """Return "Tuesday 6 October 2026, 10am to midday", in London."""
    starts, ends = (at.astimezone(LONDON) for at in (hearing.starts_at, hearing.ends_at))
    times = f"{write_time(starts.time())} to {write_time(ends.time())}"
    return f"{write_long_day(starts)}, {times}"


def describe_where(hearing: Hearing) -> str:
    """Return the venue, or the link of a remote meeting."""
    return f"by video or telephone: {hearing.remote_link}" if hearing.is_remote else hearing.venue


def page_of(hearing: Hearing, invitation: Invitation) -> str:
    """Return the address of the page this recipient reads, or ``""`` for who does not sign in."""
    if invitation.kind == InviteeKind.FAMILY:
        return ""
    if invitation.kind in AUTHORITIES:
        return settings.BASE_URL + reverse("hearings:answer", args=[invitation.public_id])
    return settings.BASE_URL + reverse("hearings:hearing", args=[hearing.public_id])
