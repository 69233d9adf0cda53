"""Random school calendars, and how many of them a run looks at."""

import os
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from statute.school_calendar import SchoolCalendar

CASES = int(os.environ.get("COUNTING_CASES", "20000"))  # the nightly run sets a million
BATCH = 5_000  # hypothesis keeps in mind all it drew: of 250,000 at once it never saw the end
LONGEST = 250  # days, so that the 55th school day lies within it, or past its end
FIRST = date(2022, 9, 1)
LAST = date(2030, 9, 1)


def share(part):
    """
    Let a test take so many hundredths of all cases, in batches of which each is drawn anew.

    The test takes the number of its ``batch``; in an everyday run each has one.
    """
    wanted = max(CASES * part // 100, 1)
    batches = -(-wanted // BATCH)
    drawn = settings(
        max_examples=-(-wanted // batches),
        deadline=None,
        database=None,
        derandomize=CASES <= 20_000,  # the same cases for everybody; at night, others each time
        suppress_health_check=list(HealthCheck),
    )
    return lambda test: pytest.mark.parametrize("batch", range(batches))(drawn(test))


@st.composite
def calendars(draw):
    """
    Any weekdays of eight months or less, few or many, some without any.

    One number holds the sessions, a bit for each day, so that a failing case shrinks to few days.
    """
    first = draw(st.dates(FIRST, LAST))
    length = draw(st.integers(1, LONGEST))
    bits = draw(st.integers(0, (1 << length) - 1)) | draw(st.integers(0, (1 << length) - 1))
    span = [first + timedelta(n) for n in range(length)]
    held = tuple(d for n, d in enumerate(span) if bits >> n & 1 and d.weekday() < 5)
    return SchoolCalendar(held, first, span[-1])


numbers = st.integers(1, 55)


def near(calendar):
    """A day in the calendar, or up to a month off it: where counts begin."""
    month = timedelta(30)
    return st.dates(calendar.known_from - month, calendar.known_until + month)
