"""One table of what a role may do, joined from every room, and its reference page."""

from collections.abc import Iterator

import casework.permissions
import data_protection.permissions
import hearings.permissions
import notifications.permissions
import organisations.permissions
import programs.permissions
import transparency.permissions
from audit.permissions import EVERYBODY, NOBODY, Row, Whose, rows_in
from organisations.roles import Role

ROOMS = {
    "Cases": casework.permissions,
    "Hearings": hearings.permissions,
    "Data protection": data_protection.permissions,
    "Letters": notifications.permissions,
    "People, schools and accounts": organisations.permissions,
    "Schools’ systems": programs.permissions,
    "Published figures": transparency.permissions,
}
COLUMNS = {
    Role.SCHOOL_STAFF: "School staff",
    Role.HEADTEACHER: "Head",
    Role.GOVERNANCE_CLERK: "Board’s clerk",
    Role.GOVERNOR: "Governor",
    Role.TRUST_OFFICER: "Trust",
    Role.LA_OFFICER: "LA officer",
    Role.LA_MANAGER: "LA manager",
    Role.REVIEW_CLERK: "Review clerk",
    Role.REVIEW_MEMBER: "Review member",
}
MEANING = {
    Whose.SCHOOL: "for the school, as its own, its trust’s or its authority’s",
    Whose.AUTHORITY: "in the authority that the case, letter, address or person is of",
    Whose.HOME: "in the authority where the pupil lives, if it is another",
    Whose.EDUCATING: "in the authority where the pupil lives, be it the school’s own or another",
    Whose.ASKED: "in the authority that the invitation is addressed to",
    Whose.ASSIGNED: "only in the cases that were given to this person, one by one",
    Whose.GLASS: "for a time, on a reason, after breaking the glass; a second manager is told",
    Whose.OWN: "everybody, about their own account",
    Whose.SERVICE: "no person: the service by itself, or whoever runs it",
}
OPENING = """\
# What a role may do

Written from `permissions.py` of every room, which the pages, the API, lists and search, files,
calendars and letters ask alike. Whoever is not named in a row may not do it, and is told that there
is nothing there, or whose it is. A word in a column says of what the role must be held:
"""


def get_rows() -> dict[str, tuple[Row, ...]]:
    """Return every row under the heading of its room."""
    return {heading: rows_in(vars(room).values()) for heading, room in ROOMS.items()}


def write() -> str:
    """Return the page docs/reference/permissions.md."""
    lines = [OPENING, *(f"- {whose}: {meaning}" for whose, meaning in MEANING.items()), ""]
    seen: set[str] = set()
    for heading, rows in get_rows().items():
        own = [row for row in rows if row.what not in seen]
        seen |= {row.what for row in own}
        lines += [f"## {heading}", "", *_draw(own), ""]
    return "\n".join(lines)


def _draw(rows: list[Row]) -> Iterator[str]:
    yield f"| What | {' | '.join(COLUMNS.values())} | Others | In which states |"
    yield f"|---|{'---|' * len(COLUMNS)}---|---|"
    for row in rows:
        cells = [_write(row, role) for role in (*COLUMNS, EVERYBODY, NOBODY)]
        others = " ".join(filter(None, cells[len(COLUMNS) :]))
        states = "; ".join(row.states) or "any"
        yield f"| {row.what} | {' | '.join(cells[: len(COLUMNS)])} | {others} | {states} |"


def _write(row: Row, role: str) -> str:
    return ", ".join(grant.whose for grant in row.grants if grant.role == role)
