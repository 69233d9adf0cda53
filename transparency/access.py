"""Who may compile and publish an authority's figures."""

from audit.permissions import Row
from organisations.access import NotYourAuthority
from organisations.models import LocalAuthority, User
from transparency import permissions


def find_authority_to_publish(actor: User) -> LocalAuthority | None:
    """Return the authority whose figures this person may publish, or None."""
    return (
        LocalAuthority.objects.filter(
            membership__user=actor,
            membership__role__in=permissions.COMPILE.get_roles(),
            membership__ended_at=None,
        )
        .order_by("name")
        .first()
    )


def check_may_publish(
    actor: User, authority: LocalAuthority, row: Row = permissions.PUBLISH
) -> None:
    """
    Let an authority's manager publish its figures.

    :raises NotYourAuthority: if ``actor`` is not one of its managers.
    """
    held = actor.memberships.filter(
        local_authority=authority, role__in=row.get_roles(), ended_at=None
    )
    if not held.exists():
        raise NotYourAuthority("only a manager of the local authority may publish its figures")
