"""What the database itself says of its tables: which are closed, which not, what is in reach."""

from dataclasses import dataclass

from django.db import connection
from psycopg.sql import SQL, Identifier

from row_security.open_tables import OPEN_TABLES, OWNERS_FUNCTIONS

RELATIONS = """
    SELECT c.relname, c.relkind = 'r' AND c.relrowsecurity AND c.relforcerowsecurity,
        (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid),
        EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'reach')
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
    ORDER BY c.relname
"""
OWNERS = """
    SELECT proname FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND prosecdef ORDER BY proname
"""


@dataclass(frozen=True, slots=True)
class Table:
    """One table, view or the like: whether its policy is forced, and how many policies it has."""

    name: str
    is_forced: bool
    policies: int
    has_reach: bool

    @property
    def is_closed(self) -> bool:
        return self.is_forced and self.has_reach and self.policies == 1


def get_tables() -> list[Table]:
    """Return everything that can be read from, by name."""
    with connection.cursor() as cursor:
        cursor.execute(RELATIONS)
        return [Table(*row) for row in cursor.fetchall()]


def get_closed_tables() -> list[str]:
    """Return the names of the tables on which row-level security is enabled and forced."""
    return [table.name for table in get_tables() if table.is_forced]


def find_gaps() -> list[str]:
    """
    Return each thing that lets a row past the policies, in a sentence.

    Closed is what is asked of every table: one that nobody thought of is a gap until it is closed,
    or is in the reviewed list of :mod:`row_security.open_tables`.
    """
    tables = get_tables()
    gaps = [
        f"{table.name} has no row-level security: close it with isolate() in its migration, or "
        "give the reason why not in row_security/open_tables.py"
        for table in tables
        if not table.is_forced and table.name not in OPEN_TABLES
    ]
    for table in tables:
        if table.is_forced and not table.is_closed:
            gaps.append(f"{table.name} must have one policy, called reach, and has others")
        if table.is_forced and table.name in OPEN_TABLES:
            gaps.append(f"{table.name} is closed: take it off row_security/open_tables.py")
    missing = OPEN_TABLES.keys() - {table.name for table in tables}
    gaps += [f"{name} is no table: take it off row_security/open_tables.py" for name in missing]
    with connection.cursor() as cursor:
        cursor.execute(OWNERS)
        gaps += [
            f"the function {name} runs with the rights of the tables' owner: nobody has said why"
            for (name,) in cursor.fetchall()
            if name not in OWNERS_FUNCTIONS
        ]
    return sorted(gaps)


def count_rows_in_reach() -> dict[str, int]:
    """Return how many rows of each closed table this connection can read in its present scope."""
    counts = {}
    for name in get_closed_tables():
        with connection.cursor() as cursor:
            cursor.execute(SQL("SELECT count(*) FROM {}").format(Identifier(name)))
            [counts[name]] = cursor.fetchone()
    return counts
