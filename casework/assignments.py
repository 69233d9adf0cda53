"""Giving one person one case. Only this module writes new assignments."""

from datetime import datetime

from casework.models import Case, CaseAssignment, CaseInvitation
from organisations.models import User
from organisations.roles import Role


def assign(
    case: Case, user: User, role: Role, *, now: datetime, invitation: CaseInvitation | None = None
) -> CaseAssignment:
    """
    Let ``user`` open ``case`` from now on, inside the caller's transaction.

    An invitation takes the place of what they had; a seat leaves what an invitation still opens.
    """
    held = CaseAssignment.objects.filter(case=case, user=user, role=role, ended_at=None)
    if invitation is None and (standing := held.standing().first()):
        return standing
    held.update(ended_at=now)
    return CaseAssignment.objects.create(
        case=case,
        user=user,
        role=role,
        assigned_at=now,
        invitation=invitation,
        expires_at=invitation.expires_at if invitation else None,
    )
