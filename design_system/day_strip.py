"""
Days drawn as weeks: which were counted, with their numbers, and which were not.

Pure: rows in, places out. The markup is in ``templates/design_system/parts/day_strip.html``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from design_system.words import write_day, write_long_day

CELL_WIDTH, CELL_HEIGHT, HEAD = 46, 44, 22
WEEK = 7
LABELS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class CountedDay(Protocol):
    """A day of a count: its number in it, or None and the reason why it was left out."""

    @property
    def day(self) -> date: ...
    @property
    def number(self) -> int | None: ...
    @property
    def why(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Cell:
    """One day in its place, in units of the drawing."""

    x: int
    y: int
    label: str  # the day of the month, with the month at the first day and where one begins
    number: int | None
    kind: str  # "counted", "last", "left-out" or "outside"
    is_today: bool

    @property
    def middle(self) -> int:
        return self.x + CELL_WIDTH // 2


@dataclass(frozen=True, slots=True)
class Strip:
    """The whole drawing: its size, its days, and the same in words."""

    width: int
    height: int
    cells: tuple[Cell, ...]
    heads: tuple[tuple[int, str], ...]
    description: str


def lay_out(days: Sequence[CountedDay], today: date | None = None) -> Strip | None:
    """Return the weeks from the first of ``days`` to the last, or None for no days at all."""
    if not days:
        return None
    known = {row.day: row for row in days}
    first, last = min(known), max(known)
    monday = first - timedelta(days=first.weekday())
    weeks = (last - monday).days // WEEK + 1
    end = max((row for row in days if row.number), key=lambda row: row.number or 0, default=None)
    shown = [monday + timedelta(days=n) for n in range(weeks * WEEK)]
    return Strip(
        width=WEEK * CELL_WIDTH,
        height=HEAD + weeks * CELL_HEIGHT,
        cells=tuple(
            Cell(
                x=place % WEEK * CELL_WIDTH,
                y=HEAD + place // WEEK * CELL_HEIGHT,
                label=f"{day:%-d %b}" if day.day == 1 or day == first else f"{day.day}",
                number=known[day].number if day in known else None,
                kind=_kind(day, known.get(day), end),
                is_today=day == today,
            )
            for place, day in enumerate(shown)
        ),
        heads=tuple((n * CELL_WIDTH + CELL_WIDTH // 2, name) for n, name in enumerate(LABELS)),
        description=_describe(known, end),
    )


def _kind(day: date, row: CountedDay | None, end: CountedDay | None) -> str:
    if row is None:
        return "outside"
    if row.number is None:
        return "left-out"
    return "last" if end is not None and day == end.day else "counted"


def _describe(known: dict[date, CountedDay], end: CountedDay | None) -> str:
    first, last = min(known), max(known)
    span = f"{write_day(first)} to {write_day(last)}"
    if end is None:
        return f"{span}: no day was counted."
    left_out = sum(1 for row in known.values() if row.number is None)
    return (
        f"{span}: {end.number} days were counted and {left_out} left out."
        f" The last one counted is {write_long_day(end.day)}."
    )
