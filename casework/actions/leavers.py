"""Somebody leaves: everything that lets them in ends at once, and their cases are named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from audit import trail
from audit.models import AuditEvent
from audit.trail import on_the_record
from casework import permissions
from casework.models import Case, CaseAssignment, CaseInvitation
from casework.queries import get_held_assignments
from organisations import access, queries
from organisations.actions.people import NotYourPerson, end_membership
from organisations.models import LocalAuthority, Membership, User
from organisations.sessions import end_sessions
from programs.actions.tokens import end_personal_tokens


@dataclass(frozen=True, slots=True)
class Handover:
    """The cases that somebody else must take on, and how much was ended."""

    cases: Sequence[Case]
    roles: int
    sessions: int


@on_the_record
def end_access(*, person: User, actor: User | None, now: datetime) -> Handover:
    """
    End the roles, assignments, sessions and API tokens of somebody who leaves, from this moment on,
    and the invitations that they have not accepted yet.

    What they did stays on the record, and a seat on a panel stays until its clerk fills it. Roles
    that they hold for others are not this manager's to end; their sessions and tokens end all the
    same, since these are of no one role. A client that they answered for stops by itself: see
    ``programs.access.find_end``.

    ``actor`` None is whoever runs the service, who ends all of it wherever it is: the officer of a
    trust and the member of a review belong to no authority whose manager could.

    :raises NotYourPerson: if they hold no role in ``actor``'s authority, or are ``actor``.
    :raises LastManager: if nobody else manages the authority.
    """
    if actor is None:
        held = list(person.memberships.filter(ended_at=None))
        everywhere = CaseAssignment.objects.filter(user=person, ended_at=None)
        everywhere, invited = everywhere.select_related("case"), _get_unaccepted(person)
        return _end(person, held, everywhere, invited, actor=None, authority=None, now=now)
    authority = access.get_authority(actor)
    if authority is None or not access.permits(permissions.END_ACCESS, actor, authority):
        raise NotYourPerson("only a manager of the local authority may do this")
    if person == actor:
        raise NotYourPerson("another manager must do this for you")
    held = list(queries.get_memberships(authority).filter(user=person))
    if not held:
        raise NotYourPerson("this person holds no role here")
    invited = _get_unaccepted(person).filter(case__authority=authority)
    given = get_held_assignments(person, authority)
    return _end(person, held, given, invited, actor=actor, authority=authority, now=now)


def _get_unaccepted(person: User) -> QuerySet[CaseInvitation]:
    """Return the invitations whose link would let this person in again."""
    sent = CaseInvitation.objects.filter(email__iexact=person.email)
    return sent.filter(accepted_at=None, revoked_at=None)


def _end(
    person: User,
    held: Sequence[Membership],
    given: QuerySet[CaseAssignment],
    invited: QuerySet[CaseInvitation],
    *,
    actor: User | None,
    authority: LocalAuthority | None,
    now: datetime,
) -> Handover:
    for membership in held:
        end_membership(membership_id=membership.pk, actor=actor, now=now)
    assigned = list(given.select_for_update(of=("self",)))
    CaseAssignment.objects.filter(pk__in=[one.pk for one in assigned]).update(ended_at=now)
    invited.update(revoked_at=now)
    end_personal_tokens(person)
    sessions = end_sessions(person)
    cases = sorted({one.case for one in assigned}, key=lambda case: case.reference)
    trail.record(
        AuditEvent(
            stream=f"user/{person.pk}",
            kind="user.access-ended",
            actor=f"user/{actor.pk}" if actor else "system/command",
            at=now,
            facts={"roles": len(held), "cases": [case.reference for case in cases]},
            authority_id=authority.pk if authority else None,
        )
    )
    return Handover(cases, len(held), sessions)
