"""The shape of the table that says what a role may do. Each room has its rows in permissions.py."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Whose(StrEnum):
    """Of what somebody must hold the role, as the reference page writes it."""

    SCHOOL = "school"  # the school, its trust or its authority
    AUTHORITY = "authority"  # the authority that a case, a letter or an address is of
    HOME = "home"  # the authority where the pupil lives, if it is another
    EDUCATING = "educating"  # the authority where the pupil lives, be it the school's own
    ASKED = "invited"  # the authority that an invitation is addressed to
    ASSIGNED = "assigned"  # this one case, and no other
    GLASS = "break-glass"  # opened for a time, on a reason, with a second person told
    OWN = "own"  # nothing but their own account
    SERVICE = "service"  # nobody: a task, or whoever runs the service, from the command line


EVERYBODY = "EVERYBODY"  # who has signed in, in whatever role
NOBODY = "NOBODY"  # no person


@dataclass(frozen=True, slots=True)
class Grant:
    """One role, and of what it must be held."""

    role: str
    whose: Whose


@dataclass(frozen=True, slots=True)
class Row:
    """
    One thing that can be done or seen, who may, and in which states of the case.

    ``action`` is the function's address without "actions": "casework.documents.file_document".
    """

    action: str
    what: str
    grants: tuple[Grant, ...]
    states: tuple[str, ...] = ()  # empty: whatever the state

    def get_roles(self, *whose: Whose) -> tuple[str, ...]:
        """Return the roles that may, held of any of ``whose``; of anything if none is named."""
        found = (grant.role for grant in self.grants if not whose or grant.whose in whose)
        return tuple(dict.fromkeys(found))


def of(whose: Whose, *roles: str) -> tuple[Grant, ...]:
    """Return the grants to each of ``roles``, held of ``whose``."""
    return tuple(Grant(role, whose) for role in roles)


class Look(Row):
    """A row of something that is only seen: ``action`` names no function, but the question."""

    __slots__ = ()


OWN_ACCOUNT = of(Whose.OWN, EVERYBODY)
BY_ITSELF = of(Whose.SERVICE, NOBODY)


def rows_in(names: Iterable[object]) -> tuple[Row, ...]:
    """Return the rows among the values of a module, in the order in which it names them."""
    return tuple(value for value in names if isinstance(value, Row))
