"""
The clocks of one case drawn as lines over one stretch of days: from the start to the last day.

Pure: rows in, places out. The markup is in ``templates/design_system/parts/clock_lines.html``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from design_system.words import write_day

WIDTH, MARGIN, HEAD, ROW = 320, 10, 34, 38
LONGEST_LABEL = 33  # characters that fit beside a date; the table has the whole
LONGEST_WAIT = timedelta(days=60)  # a late clock of long ago must not squeeze the others
NEAR = 40  # two labels of the axis closer than this would touch


class RunningClock(Protocol):
    """One clock: from when, until when, when it was done, and where its working is shown."""

    @property
    def label(self) -> str: ...
    @property
    def begins_on(self) -> date: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def done_on(self) -> date | None: ...
    @property
    def is_window(self) -> bool:
        """Tell whether it is time that somebody has, which nobody can be late with."""


@dataclass(frozen=True, slots=True)
class Line:
    """One clock in its place, in units of the drawing. None: there is no such mark."""

    label: str
    date: str
    y: int
    begins: int
    due: int | None  # None: no date yet, and the line is left open
    until: int  # where the line ends
    done: int | None
    late_until: int | None  # a late clock goes on, striped, to here

    @property
    def bar(self) -> int:
        return self.y + 20

    @property
    def width(self) -> int:
        return max(self.until - self.begins, 2)

    @property
    def late_width(self) -> int:
        return (self.late_until or self.until) - self.until


@dataclass(frozen=True, slots=True)
class Mark:
    """One day of the axis."""

    x: int
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole drawing: its size, its lines and its axis, and the same in words."""

    width: int
    height: int
    lines: tuple[Line, ...]
    months: tuple[Mark, ...]
    today: int | None
    today_anchor: str
    description: str
    has_late: bool
    has_done: bool
    has_open_end: bool


def lay_out_clocks(clocks: Sequence[RunningClock], today: date) -> Drawing | None:
    """Return the drawing of ``clocks`` as they stand on ``today``, or None for none."""
    if not clocks:
        return None
    first, last = _find_span(clocks, today)
    scale = _Scale(first, last)
    lines = tuple(
        _draw(clock, HEAD + place * ROW, scale, today) for place, clock in enumerate(clocks)
    )
    at = scale.place(today) if first <= today <= last else None
    return Drawing(
        width=WIDTH,
        height=HEAD + len(clocks) * ROW,
        lines=lines,
        months=tuple(_mark_months(scale)),
        today=at,
        today_anchor=_anchor(at),
        description=_describe(clocks, first, last, today),
        has_late=any(line.late_until is not None for line in lines),
        has_done=any(line.done is not None for line in lines),
        has_open_end=any(line.due is None for line in lines),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def place(self, day: date) -> int:
        days = max((self.last - self.first).days, 1)
        inside = min(max(day, self.first), self.last)
        return MARGIN + round((WIDTH - 2 * MARGIN) * (inside - self.first).days / days)


def _find_span(clocks: Sequence[RunningClock], today: date) -> tuple[date, date]:
    named = [
        day
        for clock in clocks
        for day in (clock.begins_on, clock.due_on, clock.done_on)
        if day is not None
    ]
    first, last = min(named), max(named)
    if any(clock.done_on is None for clock in clocks):
        last = max(last, min(today, last + LONGEST_WAIT))
    return first, last


def _draw(clock: RunningClock, y: int, scale: _Scale, today: date) -> Line:
    from_day, to_day = clock.begins_on, clock.due_on
    if to_day is not None and to_day < from_day:  # counted back from a day
        from_day, to_day = to_day, from_day
    stopped = clock.done_on or (today if clock.due_on and not clock.is_window else None)
    late = clock.due_on is not None and stopped is not None and stopped > clock.due_on
    return Line(
        label=_shorten(clock.label),
        date=f"{clock.due_on:%-d %b %Y}" if clock.due_on else "no date yet",
        y=y,
        begins=scale.place(from_day),
        due=scale.place(clock.due_on) if clock.due_on else None,
        until=scale.place(to_day) if to_day else WIDTH - MARGIN,
        done=scale.place(clock.done_on) if clock.done_on else None,
        late_until=scale.place(stopped) if late and stopped else None,
    )


def _mark_months(scale: _Scale) -> Iterator[Mark]:
    """Yield the first day of the axis, and each month that begins far enough from the last mark."""
    yield Mark(MARGIN, f"{scale.first:%-d %b %Y}")
    before = MARGIN + NEAR
    month = _next_month(scale.first)
    while month <= scale.last:
        if (x := scale.place(month)) - before >= NEAR and x <= WIDTH - NEAR:
            yield Mark(x, f"{month:%b}" if month.month > 1 else f"{month:%b %Y}")
            before = x
        month = _next_month(month)


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _anchor(x: int | None) -> str:
    if x is None or NEAR <= x <= WIDTH - NEAR:
        return "middle"
    return "start" if x < NEAR else "end"


def _shorten(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"


def _describe(clocks: Sequence[RunningClock], first: date, last: date, today: date) -> str:
    done = sum(clock.done_on is not None for clock in clocks)
    late = sum(
        clock.done_on is None
        and not clock.is_window
        and clock.due_on is not None
        and clock.due_on < today
        for clock in clocks
    )
    counted = "1 clock" if len(clocks) == 1 else f"{len(clocks)} clocks"
    return (
        f"{counted} between {write_day(first)} and {write_day(last)}: {done} done, {late} late,"
        f" {len(clocks) - done - late} running. The table tells each of them."
    )
