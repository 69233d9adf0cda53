"""
One deadline counted by its rule: at most ten times a bare lookup in a table of running numbers.

The floor knows the rank of each day beforehand and reads one date.  The product is the rule as a
case uses it: it finds its unit, refuses what is not published, and returns every day it counted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta

from bench.harness import Race
from statute.law import get_rule
from statute.school_calendar import SchoolCalendar

DEADLINES = 1_000  # few enough for one slice of a shared processor
PASS_LINE = 10.0
FIRST = date(2026, 9, 1)
SPAN = 730  # calendar days: two school years


@contextmanager
def race() -> Iterator[Race]:
    """Yield the race over days spread through the first of two years."""
    calendar, rule = invent(), get_rule("G1")
    starts = [FIRST + timedelta(n * 7 % 365) for n in range(DEADLINES)]
    ranks = [bisect_right(calendar.session_days, FIRST + timedelta(n)) for n in range(SPAN)]
    origin, days = FIRST.toordinal(), calendar.session_days
    found: dict[str, Sequence[date]] = {}

    def look_up(day: date, school_days: int) -> date:
        return days[ranks[day.toordinal() - origin] + school_days - 1]

    def floor() -> None:
        found["floor"] = [look_up(day, rule.number) for day in starts]

    def product() -> None:
        found["product"] = [rule.count(day, calendar)[-1] for day in starts]

    yield Race(
        name="dates",
        what=f"{DEADLINES:,} deadlines of 15 school days",
        floor=floor,
        product=product,
        pass_line=PASS_LINE,
        find_faults=lambda: find_differences(found["floor"], found["product"]),
    )


def invent(closed_week: int = 6) -> SchoolCalendar:
    """Return two years of weekdays with every seventh week closed."""
    span = [FIRST + timedelta(n) for n in range(SPAN)]
    held = tuple(
        day for n, day in enumerate(span) if day.weekday() < 5 and n // 7 % 7 != closed_week
    )
    return SchoolCalendar(held, span[0], span[-1])


def find_differences(floor: Sequence[object], product: Sequence[object]) -> list[str]:
    """Return what is wrong with the dates: nobody is quick by counting others."""
    wrong = sum(one != other for one, other in zip(floor, product, strict=True))
    return [f"{wrong:,} of {len(floor):,} dates differ from the table's"] if wrong else []
