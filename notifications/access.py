"""Who may decide what becomes of a letter that goes no further by itself."""

from audit.permissions import Row, Whose
from notifications.models import Member, Message
from notifications.permissions import SETTLE


class NotYourMessage(Exception):
    """This person's roles do not let them decide about this letter."""


def check_may_settle(actor: Member, message: Message, row: Row = SETTLE) -> None:
    """
    Let the school's head and clerk, and the officers of its authority, decide about a letter.

    :raises NotYourMessage: if ``actor`` is none of them.
    """
    held = actor.memberships.filter(ended_at=None)
    at_authority = held.filter(
        role__in=row.get_roles(Whose.AUTHORITY), local_authority=message.authority_id
    )
    at_school = held.filter(role__in=row.get_roles(Whose.SCHOOL), school=message.school_id)
    is_theirs = (message.authority_id is not None and at_authority.exists()) or (
        message.school_id is not None and at_school.exists()
    )
    if not is_theirs:
        raise NotYourMessage(
            "only the school's headteacher or clerk, or the local authority, may decide about it"
        )


def may_settle(actor: Member, message: Message) -> bool:
    """Tell whether ``check_may_settle`` lets this person decide."""
    try:
        check_may_settle(actor, message)
    except NotYourMessage:
        return False
    return True
