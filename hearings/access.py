"""Who may do what at a hearing: the part that each role has."""

from casework.models import Case
from organisations.access import works_for
from organisations.models import LocalAuthority, User
from organisations.roles import Role

CLERK = (Role.GOVERNANCE_CLERK,)
HEARS_THE_FAMILY = (Role.GOVERNANCE_CLERK, Role.HEADTEACHER, Role.TRUST_OFFICER)
SPEAKS_FOR_THE_TRUST = (Role.GOVERNANCE_CLERK, Role.TRUST_OFFICER)


class NotYourTask(Exception):
    """This person reaches the case, and yet this is another's to do."""


def check_may_run(actor: User, case: Case) -> None:
    """
    Let the clerk to the school's governing board list, move and record its hearings.

    :raises NotYourTask: if ``actor`` is not that clerk.
    """
    if not _holds_any(actor, CLERK, case):
        raise NotYourTask("only the clerk to the governing board may do this")


def may_run(actor: User, case: Case) -> bool:
    """Tell whether ``check_may_run`` would let this person."""
    return _holds_any(actor, CLERK, case)


def check_may_record_request(actor: User, case: Case) -> None:
    """
    Let whoever the family spoke to record that it asked for an authority to attend.

    :raises NotYourTask: if ``actor`` is none of the clerk, head, trust officer or an officer of
        either authority.
    """
    if not may_record_request(actor, case):
        raise NotYourTask(
            "only the clerk, the headteacher, the trust or a local authority of the case may "
            "record what the family asked for"
        )


def may_record_request(actor: User, case: Case) -> bool:
    """Tell whether ``check_may_record_request`` would let this person."""
    authorities = [case.authority, *([case.home_authority] if case.home_authority else [])]
    return _holds_any(actor, HEARS_THE_FAMILY, case) or any(
        works_for(actor, authority) for authority in authorities
    )


def check_may_record_permission(actor: User, case: Case) -> None:
    """
    Let those who can speak for the trust record that it agreed.

    :raises NotYourTask: if ``actor`` is neither the clerk nor an officer of the trust.
    """
    if not may_record_permission(actor, case):
        raise NotYourTask("only the clerk or the trust may record that the trust agrees")


def may_record_permission(actor: User, case: Case) -> bool:
    """Tell whether ``check_may_record_permission`` would let this person."""
    return _holds_any(actor, SPEAKS_FOR_THE_TRUST, case)


def check_may_answer(actor: User, authority: LocalAuthority) -> None:
    """
    Let an authority's own people answer its invitation.

    :raises NotYourTask: if ``actor`` does not work for it.
    """
    if not works_for(actor, authority):
        raise NotYourTask(f"only {authority.name} may answer its invitation")


def _holds_any(actor: User, roles: tuple[Role, ...], case: Case) -> bool:
    return any(actor.has_role(role, school=case.school) for role in roles)
