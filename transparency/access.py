"""Who may compile and publish an authority's figures."""

from organisations.access import NotYourAuthority
from organisations.models import LocalAuthority, User
from organisations.roles import Role


def find_authority_to_publish(actor: User) -> LocalAuthority | None:
    """Return the authority whose figures this person may publish, or None."""
    return (
        LocalAuthority.objects.filter(
            membership__user=actor,
            membership__role=Role.LA_MANAGER,
            membership__ended_at=None,
        )
        .order_by("name")
        .first()
    )


def check_may_publish(actor: User, authority: LocalAuthority) -> None:
    """
    Let an authority's manager publish its figures.

    :raises NotYourAuthority: if ``actor`` is not one of its managers.
    """
    held = actor.memberships.filter(local_authority=authority, role=Role.LA_MANAGER, ended_at=None)
    if not held.exists():
        raise NotYourAuthority("only a manager of the local authority may publish its figures")
