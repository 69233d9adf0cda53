"""A million deadlines at once are the ones that the law counts one at a time."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework import bulk_counting
from casework.bulk_counting import CalendarTable, TooManyDays, count_all, date_of, numbers_of
from statute.law import LAW, get_rule
from statute.rules import Unit
from statute.school_calendar import NOTHING_PUBLISHED, CalendarGap, SchoolCalendar
from tests.statute.random_calendars import calendars, near, numbers

A_RULE = get_rule("G1")
MONDAY = date(2026, 11, 2)


def count_one(rule, calendar, trigger):
    """Return the day that the law counts; None where the calendar does not reach."""
    try:
        return rule.count(trigger, calendar)[-1]
    except CalendarGap:
        return None


def count_in_bulk(rule, given_calendars, questions):
    table = CalendarTable.of(given_calendars)
    rows = np.array([row for row, _ in questions], np.int32)
    found = count_all(rule, table, rows, numbers_of([day for _, day in questions]))
    return [date_of(int(number)) for number in found]


@st.composite
def many(draw):
    """Some schools, one perhaps without any days, and days in, near and far from them."""
    given_calendars = draw(st.lists(calendars() | st.just(NOTHING_PUBLISHED), min_size=1))
    far = st.dates(date(2020, 1, 1), date(2032, 1, 1))
    asked = []
    for _ in range(draw(st.integers(1, 12))):
        row = draw(st.integers(0, len(given_calendars) - 1))
        calendar = given_calendars[row]
        asked.append((row, draw(near(calendar) | far if calendar.session_days else far)))
    return given_calendars, asked


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@given(many(), st.sampled_from(list(Unit)), numbers)
def test_every_count_in_bulk_is_the_one_that_the_law_makes(drawn, unit, number):
    given_calendars, asked = drawn
    rule = replace(A_RULE, unit=unit, number=number)

    expected = [count_one(rule, given_calendars[row], day) for row, day in asked]
    assert count_in_bulk(rule, given_calendars, asked) == expected


def test_every_rule_with_a_limit_can_be_counted_in_bulk():
    held = tuple(MONDAY + timedelta(n) for n in range(200) if n % 7 < 5)
    calendar = SchoolCalendar(held, held[0], held[-1])
    asked = [(0, held[70]), (0, held[75])]

    for rule in LAW:
        expected = [count_one(rule, calendar, day) for _, day in asked]
        assert count_in_bulk(rule, [calendar], asked) == expected, rule.id


def test_a_school_is_never_counted_on_the_days_of_the_next():
    first = SchoolCalendar((MONDAY,), MONDAY, MONDAY)
    second = SchoolCalendar((MONDAY, MONDAY + timedelta(1)), MONDAY, MONDAY + timedelta(1))
    rule = replace(A_RULE, number=2)
    before = MONDAY - timedelta(1)

    found = count_in_bulk(rule, [first, second, first], [(0, before), (1, before), (2, before)])
    assert found == [None, MONDAY + timedelta(1), None]


def test_days_outside_the_span_that_is_known_are_refused():
    wrong = SchoolCalendar((MONDAY, MONDAY + timedelta(9)), MONDAY, MONDAY + timedelta(5))

    with pytest.raises(ValueError, match="outside the days for which they are known"):
        CalendarTable.of([wrong])


@pytest.mark.parametrize("number", [0, bulk_counting.MOST_DAYS + 1])
def test_more_days_than_the_table_can_tell_are_refused(number):
    after = replace(A_RULE, number=number)
    before = replace(after, unit=Unit.SCHOOL_DAYS_BEFORE)

    with pytest.raises(TooManyDays):
        count_in_bulk(after, [NOTHING_PUBLISHED], [(0, MONDAY)])
    with pytest.raises(TooManyDays):
        count_in_bulk(before, [NOTHING_PUBLISHED], [(0, MONDAY)])


def test_the_longest_clock_of_the_law_can_be_counted():
    numbers = [rule.number for rule in LAW if rule.unit.endswith(("days after", "days before"))]

    assert max(n for n in numbers if n) < bulk_counting.MOST_DAYS
