"""Who may keep, dispose of and hand out what is known of a child."""

from audit.permissions import Row
from casework.access import NotYourCase, holds
from casework.models import Case
from data_protection import permissions
from organisations.access import NotYourAuthority, permits
from organisations.models import LocalAuthority, User


class OnePersonDisposal(Exception):
    """Whoever proposed a disposal cannot be the one who agrees to it."""


def may_hold(actor: User, case: Case) -> bool:
    """Tell whether the pages of holds should be offered; the action asks the same."""
    return holds(permissions.PUT_ON_HOLD, actor, case)


def check_may_hold(actor: User, case: Case) -> None:
    """
    Let the officers and managers of the school's authority put a case on hold, and release it.

    :raises NotYourCase: if ``actor`` is none of them.
    """
    if not may_hold(actor, case):
        raise NotYourCase("only the local authority of the school may put a case on hold")


def check_may_propose(
    actor: User, authority: LocalAuthority | None, row: Row = permissions.PROPOSE
) -> LocalAuthority:
    """
    Let a manager propose what is to be disposed of, and return the manager's authority.

    :raises NotYourAuthority: if ``actor`` does not manage it.
    """
    if authority is None or not permits(row, actor, authority):
        raise NotYourAuthority("only a manager of the local authority may dispose of records")
    return authority


def check_may_approve(actor: User, authority: LocalAuthority, *, proposed_by_id: int) -> None:
    """
    Let a second manager agree to a disposal.

    :raises NotYourAuthority: if ``actor`` does not manage the authority.
    :raises OnePersonDisposal: if ``actor`` proposed it.
    """
    check_may_propose(actor, authority, permissions.APPROVE)
    if actor.pk == proposed_by_id:
        raise OnePersonDisposal(
            "you proposed this disposal, so another manager must agree to it: ask one to sign in"
        )


def may_export(actor: User, case: Case) -> bool:
    """Tell whether the pages of exports should be offered; the action asks the same."""
    return holds(permissions.BEGIN_EXPORT, actor, case)


def check_may_export(actor: User, case: Case, row: Row = permissions.BEGIN_EXPORT) -> None:
    """
    Let the authority of the school, and its head, answer a request for a child's data.

    :raises NotYourCase: if ``actor`` is none of them.
    """
    if not holds(row, actor, case):
        raise NotYourCase("only the local authority or the headteacher may export a child's data")
