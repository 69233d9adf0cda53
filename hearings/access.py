"""Who may do what at a hearing: the part that each role has, asked of hearings/permissions.py."""

from audit.permissions import Row
from casework.access import holds
from casework.models import Case
from hearings import permissions
from organisations.access import works_for
from organisations.models import LocalAuthority, User

FOR_THE_CLERK = "only the clerk to the governing board may do this"
TOLD = {
    permissions.RECORD_REQUEST: (
        "only the clerk, the headteacher, the trust or a local authority of the case may "
        "record what the family asked for"
    ),
    permissions.RECORD_PERMISSION: "only the clerk or the trust may record that the trust agrees",
}


class NotYourTask(Exception):
    """This person reaches the case, and yet this is another's to do."""


def check_may(row: Row, actor: User, case: Case) -> None:
    """
    Let those do what ``row`` is about to whom it is granted. The moves refuse what comes too early
    or too late, and say why.

    :raises NotYourTask: if ``actor`` is not of them.
    """
    if not holds(row, actor, case):
        raise NotYourTask(TOLD.get(row, FOR_THE_CLERK))


def may(row: Row, actor: User, case: Case) -> bool:
    """Tell whether ``check_may`` would let this person."""
    return holds(row, actor, case)


def may_run(actor: User, case: Case) -> bool:
    """Tell whether what a clerk has to do should be offered."""
    return holds(permissions.RUN, actor, case)


def check_may_answer(actor: User, authority: LocalAuthority) -> None:
    """
    Let an authority's own people answer its invitation.

    :raises NotYourTask: if ``actor`` does not work for it.
    """
    if not works_for(actor, authority, permissions.ANSWER.get_roles()):
        raise NotYourTask(f"only {authority.name} may answer its invitation")
