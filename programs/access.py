"""Who may keep a client, what a client reaches, and when it has come to its end."""

from datetime import datetime

from audit.permissions import Whose
from organisations.models import School, Trust, User
from organisations.queries import CLOSED
from organisations.roles import Role
from programs.models import Client, May
from programs.permissions import KEEP_CLIENTS
from row_security.scope import Scope


class NotYourClient(Exception):
    """This person may not keep clients of this school or trust."""


def may_keep_clients(actor: User, organisation: School | Trust) -> bool:
    """
    Tell whether ``actor`` answers for the systems of ``organisation``.

    Of a school: its headteacher, its trust, or a manager of its local authority. Of a trust: its
    officers.
    """
    if isinstance(organisation, Trust):
        return any(m.trust_id == organisation.pk for m in actor.standing_memberships)
    roles = KEEP_CLIENTS.get_roles(Whose.SCHOOL)
    return any(actor.has_role(Role(role), school=organisation) for role in roles)


def check_may_keep_clients(actor: User, organisation: School | Trust) -> None:
    """
    Let those who answer for the systems of a school or trust keep its clients.

    :raises NotYourClient: if ``actor`` does not.
    """
    if not may_keep_clients(actor, organisation):
        raise NotYourClient("only who answers for this school or trust may keep its systems here")


def find_end(client: Client, *, now: datetime) -> str:
    """
    Return why ``client`` no longer works, in words; ``""`` while it does.

    Asked at every call: a school that closes, or a person who leaves, needs no second step here.
    """
    if client.revoked_at:
        return "it was withdrawn"
    if client.expires_at <= now:
        return "its time is over"
    if client.school and client.school.status_code == CLOSED:
        return "the school is closed"
    giver = client.given_by
    if not giver.is_active or not may_keep_clients(giver, client.organisation):
        return f"{giver}, who answered for it, no longer does so here"
    return ""


def get_school_ids(client: Client) -> tuple[int, ...]:
    """Return the open schools that a client reaches: its own, or those now in its trust."""
    schools = School.objects.exclude(status_code=CLOSED)
    found = schools.filter(pk=client.school_id) if client.school_id else None
    found = schools.filter(trust=client.trust_id) if found is None else found
    return tuple(found.order_by("pk").values_list("pk", flat=True))


def may_send_notices(client: Client, school: School) -> bool:
    """Tell whether ``client`` may begin a notice of ``school``, which its head then confirms."""
    return May.SEND_NOTICES in client.may and school.pk in get_school_ids(client)


def scope_of(client: Client) -> Scope:
    """Return what a client reaches in the database: the cases of its schools, its own acts."""
    return Scope(school_ids=get_school_ids(client), client_id=client.pk)
