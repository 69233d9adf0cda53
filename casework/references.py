"""References of cases, like 870-2627-0042: they say the authority and the year, never a name."""

from datetime import date

from django.db import connection

from organisations.models import LocalAuthority
from statute.school_years import SchoolYear

# One statement, so that the row is locked from the reading of the number to the commit.
TAKE = """
INSERT INTO casework_casereference (local_authority_id, year_starts, last_number)
VALUES (%s, %s, 1)
ON CONFLICT (local_authority_id, year_starts)
DO UPDATE SET last_number = casework_casereference.last_number + 1
RETURNING last_number
"""


def take_reference(authority: LocalAuthority, excluded_on: date) -> str:
    """
    Return the next reference of ``authority`` in the school year of ``excluded_on``.

    Other notices to the same authority wait until the caller's transaction ends; a number that
    is rolled back is given again, so there are no holes.
    """
    starts = SchoolYear.of(excluded_on).starts
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [authority.pk, starts])
        (number,) = cursor.fetchone()
    return f"{authority.code}-{starts % 100:02}{(starts + 1) % 100:02}-{number:04}"
