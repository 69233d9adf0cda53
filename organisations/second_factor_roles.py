"""Which roles need a second step, read from the environment. Plain Python: settings import it."""

from collections.abc import Collection

# Each of them can open a case: organisations.roles, whose names a test compares with these.
EVERY_ROLE = frozenset(
    {
        "LA_OFFICER",
        "LA_MANAGER",
        "SCHOOL_STAFF",
        "HEADTEACHER",
        "TRUST_OFFICER",
        "GOVERNANCE_CLERK",
        "GOVERNOR",
        "REVIEW_CLERK",
        "REVIEW_MEMBER",
    }
)


class NotForRealData(ValueError):
    """A role without a second step would open real cases to whoever has a password."""


def read_roles(given: str, *, sample: bool, every: Collection[str] = EVERY_ROLE) -> frozenset[str]:
    """
    Return the roles named in ``given``; all of them when it is empty.

    :raises ValueError: if one of them is no role.
    :raises NotForRealData: if some are left out and the database is not one of invented people.
    """
    named = frozenset(role for part in given.split(",") if (role := part.strip()))
    if odd := sorted(named - set(every)):
        raise ValueError(f"SECOND_FACTOR_ROLES names what is no role: {', '.join(odd)}")
    if named and named != set(every) and not sample:
        raise NotForRealData(
            "SECOND_FACTOR_ROLES leaves roles out, which is only for sample data: unset it"
        )
    return named or frozenset(every)
