"""
1.1 million deadlines counted in bulk: at most four times one gather of ready answers.

The floor has the answer of every day of every school in a table, and the place of each in it, and
reads them.  The product has the schools' running numbers, as the check of stored dates lays them
out for the schools it looks at; from each case's school and day it finds the place, counts the
days on, and tells what is not published.  Some cases run past the end of what is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import numpy as np

from bench.dates import FIRST, SPAN, find_differences, invent
from bench.harness import Race
from casework.bulk_counting import UNKNOWN, CalendarTable, DayNumbers, count_all, number_of
from statute.law import get_rule
from statute.school_calendar import CalendarGap, SchoolCalendar

DEADLINES, SCHOOLS = 1_100_000, 2_000
PASS_LINE = 4.0
SEED = 7


@contextmanager
def race() -> Iterator[Race]:
    """Yield the race over days spread through two years at schools with days of their own."""
    kinds, rule, draw = [invent(week) for week in range(7)], get_rule("G1"), np.random.default_rng
    table = CalendarTable.of([kinds[n % 7] for n in range(SCHOOLS)])
    rows = draw(SEED).integers(0, SCHOOLS, DEADLINES, np.int32)
    days = draw(SEED + 1).integers(0, SPAN, DEADLINES, np.int32)
    triggers = days + np.int32(number_of(FIRST))
    ready = [count_each(kind) for kind in kinds]
    answers = np.concatenate([ready[n % 7] for n in range(SCHOOLS)])
    places = rows * np.int32(SPAN) + days
    found: dict[str, DayNumbers] = {}

    def floor() -> None:
        found["floor"] = answers.take(places)

    def product() -> None:
        found["product"] = count_all(rule, table, rows, triggers)

    yield Race(
        name="bulk_dates",
        what=f"{DEADLINES:,} deadlines of 15 school days at {SCHOOLS:,} schools",
        floor=floor,
        product=product,
        pass_line=PASS_LINE,
        find_faults=lambda: find_differences(found["floor"].tolist(), found["product"].tolist()),
    )


def count_each(calendar: SchoolCalendar) -> DayNumbers:
    """Return the answer for each day of two years, as the law counts them one at a time."""
    rule, answers = get_rule("G1"), []
    for n in range(SPAN):
        try:
            answers.append(number_of(rule.count(FIRST + timedelta(n), calendar)[-1]))
        except CalendarGap:
            answers.append(UNKNOWN)
    return np.array(answers, np.int32)
