"""What became of one row of the law: where it is built and tested, or why it is not."""

from dataclasses import dataclass
from enum import StrEnum


class Reach(StrEnum):
    """How far a row has come."""

    APPLICATION = "in the application"
    LAW = "in the law's own code"  # built and tested, and no page uses it yet
    ASIDE = "not for software"
    MISSING = "not yet built"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    One row. ``by`` are names in the code, or ``rule:G1``; ``tests`` are functions.

    Both are checked by a test: nothing is claimed that is not there.
    """

    id: str
    what: str
    reach: Reach
    by: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    note: str = ""


def application(row_id: str, what: str, by: str, tests: str, note: str = "") -> Row:
    """Return a row that pages, letters or stored deadlines keep; names are parted by spaces."""
    return _built(Reach.APPLICATION, row_id, what, by, tests, note)


def law(row_id: str, what: str, by: str, tests: str, note: str = "") -> Row:
    """Return a row that the law's own code states and tests, though no page asks it yet."""
    return _built(Reach.LAW, row_id, what, by, tests, note)


def _built(reach: Reach, row_id: str, what: str, by: str, tests: str, note: str) -> Row:
    return Row(
        id=row_id,
        what=what,
        reach=reach,
        by=tuple(by.split()),
        tests=tuple(tests.split()),
        note=note,
    )


def aside(row_id: str, what: str, why: str) -> Row:
    """Return a row with nothing for a program to do, and why."""
    return Row(id=row_id, what=what, reach=Reach.ASIDE, note=why)


def missing(row_id: str, what: str, lacks: str) -> Row:
    """Return a row that is not built, and what is missing."""
    return Row(id=row_id, what=what, reach=Reach.MISSING, note=lacks)
