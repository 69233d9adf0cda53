"""Somebody leaves: everything that lets them in ends at once, and their cases are named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from audit import trail
from audit.models import AuditEvent
from audit.trail import on_the_record
from casework import permissions
from casework.models import Case, CaseAssignment
from casework.queries import get_held_assignments
from organisations import access, queries
from organisations.actions.people import NotYourPerson, end_membership
from organisations.models import User
from organisations.sessions import end_sessions
from programs.actions.tokens import end_personal_tokens


@dataclass(frozen=True, slots=True)
class Handover:
    """The cases that somebody else must take on, and how much was ended."""

    cases: Sequence[Case]
    roles: int
    sessions: int


@on_the_record
def end_access(*, person: User, actor: User, now: datetime) -> Handover:
    """
    End the roles, assignments, sessions and API tokens of somebody who leaves, from this moment on.

    What they did stays on the record, and a seat on a panel stays until its clerk fills it. Roles
    that they hold for others are not this manager's to end; their sessions and tokens end all the
    same, since these are of no one role. A client that they answered for stops by itself: see
    ``programs.access.find_end``.

    :raises NotYourPerson: if they hold no role in ``actor``'s authority, or are ``actor``.
    :raises LastManager: if nobody else manages the authority.
    """
    authority = access.get_authority(actor)
    if authority is None or not access.permits(permissions.END_ACCESS, actor, authority):
        raise NotYourPerson("only a manager of the local authority may do this")
    if person == actor:
        raise NotYourPerson("another manager must do this for you")
    held = list(queries.get_memberships(authority).filter(user=person))
    if not held:
        raise NotYourPerson("this person holds no role here")
    for membership in held:
        end_membership(membership_id=membership.pk, actor=actor, now=now)
    assigned = list(get_held_assignments(person, authority).select_for_update(of=("self",)))
    CaseAssignment.objects.filter(pk__in=[one.pk for one in assigned]).update(ended_at=now)
    end_personal_tokens(person)
    sessions = end_sessions(person)
    cases = sorted({one.case for one in assigned}, key=lambda case: case.reference)
    trail.record(
        AuditEvent(
            stream=f"user/{person.pk}",
            kind="user.access-ended",
            actor=f"user/{actor.pk}",
            at=now,
            facts={"roles": len(held), "cases": [case.reference for case in cases]},
            authority_id=authority.pk,
        )
    )
    return Handover(cases, len(held), sessions)
