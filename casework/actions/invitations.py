"""Bringing somebody in to one case: invited, accepted, revoked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe

from audit.trail import on_the_record
from casework import access, timeline
from casework.assignments import assign
from casework.invitation_letters import CaseInvitationLetter
from casework.models import Case, CaseAssignment, CaseInvitation
from casework.moves import lock_case
from notifications import outbox
from organisations.actions.people import find_or_add, let_join
from organisations.models import User
from organisations.roles import Role


class InvitationNotOpen(Exception):
    """The link was used, has expired, was revoked, or is another person's; which, is not told."""


class DatesNotPossible(ValueError):
    """An invitation ends after its papers may be read, and after today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Who is invited, as what, to which papers, from when and until when."""

    role: Role
    first_name: str
    last_name: str
    email: str
    papers: Collection[int]
    readable_from: datetime
    expires_at: datetime


@on_the_record
def invite(*, case_id: int, guest: Guest, actor: User, now: datetime) -> CaseInvitation:
    """
    Send somebody a link with which they may open one case, and the papers that are named.

    An earlier invitation of the same person that was not accepted no longer works. One that was
    accepted goes on until the new one is accepted in its place.

    :raises NotYourCase: if ``actor`` may not invite anybody in that role now.
    :raises DatesNotPossible: if it would end before it begins.
    """
    case = lock_case(case_id)
    access.check_may_invite(actor, case, guest.role)
    if guest.expires_at <= max(now, guest.readable_from):
        raise DatesNotPossible("an invitation ends later than today, and than the papers begin")
    email = guest.email.strip().lower()
    earlier = case.invitations.filter(role=guest.role, email=email, accepted_at=None)
    earlier.filter(revoked_at=None).update(revoked_at=now)
    token = token_urlsafe(32)
    invitation = CaseInvitation.objects.create(
        case=case,
        role=guest.role,
        first_name=guest.first_name,
        last_name=guest.last_name,
        email=email,
        token_digest=digest_of(token),
        readable_from=guest.readable_from,
        expires_at=guest.expires_at,
        invited_at=now,
        invited_by=actor,
    )
    named = access.get_documents_for(actor, case).filter(pk__in=guest.papers)
    invitation.papers.set(named)
    papers = sorted(str(paper.public_id) for paper in named)
    _record(invitation, "case.invited", actor=actor, now=now, papers=papers)
    outbox.enqueue(CaseInvitationLetter.of(invitation, token=token, now=now), now=now)
    return invitation


@on_the_record
def accept(*, token: str, person: User | None, now: datetime) -> User:
    """
    Use the link, once: its person gets the role and the case, and an account if they have none.

    ``person`` is who has signed in, or None: then only somebody without an account is let in, who
    still chooses a password by a link sent to the same address. Needs the whole service in reach.

    :raises InvitationNotOpen: in every other case.
    """
    invitation = find_open(token, person=person, now=now)
    case = lock_case(invitation.case_id)
    invitation = CaseInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.accepted_at:
        raise InvitationNotOpen
    role = Role(invitation.role)
    user = person or find_or_add(
        email=invitation.email, first_name=invitation.first_name, last_name=invitation.last_name
    )
    let_join(
        user=user, role=role, organisation=case.school if role is Role.GOVERNOR else None, now=now
    )
    before = CaseAssignment.objects.filter(case=case, user=user, role=role, ended_at=None)
    CaseInvitation.objects.filter(assignments__in=before).update(revoked_at=now)
    invitation.accepted_at, invitation.accepted_by = now, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    assign(case, user, role, now=now, invitation=invitation)
    _record(invitation, "case.invitation-accepted", actor=user, now=now)
    return user


@on_the_record
def revoke(*, invitation_id: int, actor: User, now: datetime) -> None:
    """
    End an invitation and what it opened, at once. A seat on a panel is the clerk's to release.

    :raises NotYourCase: if ``actor`` may not give such an invitation.
    :raises InvitationNotOpen: if it has ended already.
    """
    found = CaseInvitation.objects.get(pk=invitation_id)
    case = lock_case(found.case_id)
    invitation = CaseInvitation.objects.select_for_update(of=("self",)).get(pk=invitation_id)
    if not access.may_revoke(actor, case, invitation.role):
        raise access.NotYourCase("only whoever may give such an invitation may revoke it")
    if not invitation.is_open(now=now):
        raise InvitationNotOpen("this invitation has ended already")
    invitation.revoked_at = now
    invitation.save(update_fields=["revoked_at"])
    CaseAssignment.objects.filter(invitation=invitation, ended_at=None).update(ended_at=now)
    _record(invitation, "case.invitation-revoked", actor=actor, now=now)


def find_open(token: str, *, person: User | None, now: datetime) -> CaseInvitation:
    """
    Return the invitation that ``token`` opens for ``person``. Needs the whole service in reach.

    :raises InvitationNotOpen: if there is none, it was used, revoked or has expired, or is
        somebody else's.
    """
    unused = CaseInvitation.objects.filter(accepted_at=None, revoked_at=None, expires_at__gt=now)
    invitation = unused.filter(token_digest=digest_of(token)).select_related("case").first()
    if invitation is None or (person and person.email.lower() != invitation.email):
        raise InvitationNotOpen
    if person is None and has_account(invitation):
        raise SignInFirst
    return invitation


class SignInFirst(InvitationNotOpen):
    """The link is of somebody who has an account, and nobody has signed in."""


def has_account(invitation: CaseInvitation) -> bool:
    """Tell whether somebody with the address of the invitation may sign in already."""
    return User.objects.filter(email__iexact=invitation.email).exists()


def digest_of(token: str) -> str:
    """Return what is kept of a link's secret."""
    return sha256(token.encode()).hexdigest()


def get_invitations(case: Case) -> list[CaseInvitation]:
    """Return everybody who was invited to the case, the latest first."""
    return list(case.invitations.prefetch_related("papers").order_by("-invited_at", "-id"))


def _record(
    invitation: CaseInvitation, kind: str, *, actor: User, now: datetime, **facts: object
) -> None:
    told = {"invitation": str(invitation.public_id), "role": invitation.role, **facts}
    timeline.record(invitation.case, kind, actor=f"user/{actor.pk}", now=now, **told)
