"""Counting school days agrees with the slow and obvious way, on calendars nobody would invent."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statute.school_calendar import NOTHING_PUBLISHED, CalendarGap, SchoolCalendar
from tests.statute.school_year import AUTUMN_ONLY, YEAR

FIRST = date(2026, 8, 20)
ONE_DAY = timedelta(days=1)
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine


@st.composite
def calendars(draw):
    """Any span of up to 200 days, with any of its days held: also a calendar of no day at all."""
    known_from = FIRST + timedelta(draw(st.integers(0, 30)))
    span = draw(st.integers(0, 200))
    held = draw(st.sets(st.integers(0, span)))
    days = tuple(known_from + timedelta(n) for n in sorted(held))
    return SchoolCalendar(days, known_from, known_from + timedelta(span))


starts = st.integers(-20, 260).map(lambda n: FIRST + timedelta(n))


def walk(calendar, start, school_days, step):
    """Walk one day at a time, as a person would with a wall calendar; None off its edge."""
    day, counted = start, []
    while len(counted) < school_days:
        day += step
        if not calendar.known_from <= day <= calendar.known_until:
            return None
        if day in calendar.session_days:
            counted.append(day)
    return tuple(counted)


@unhurried
@given(calendars(), starts, st.integers(1, 60))
def test_counting_after_a_day_agrees_with_walking(calendar, start, school_days):
    expected = walk(calendar, start, school_days, ONE_DAY)
    if expected is None:
        with pytest.raises(CalendarGap):
            calendar.count_after(start, school_days)
    else:
        assert calendar.count_after(start, school_days) == expected


@unhurried
@given(calendars(), starts, st.integers(1, 60))
def test_counting_before_a_day_agrees_with_walking(calendar, end, school_days):
    expected = walk(calendar, end, school_days, -ONE_DAY)
    if expected is None:
        with pytest.raises(CalendarGap):
            calendar.count_before(end, school_days)
    else:
        assert calendar.count_before(end, school_days) == expected


@unhurried
@given(calendars(), starts)
def test_a_day_is_a_school_day_if_it_is_held_and_unknown_if_it_is_not_published(calendar, day):
    if calendar.is_known(day):
        assert calendar.is_school_day(day) is (day in calendar.session_days)
    else:
        with pytest.raises(CalendarGap):
            calendar.is_school_day(day)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (
            lambda: AUTUMN_ONLY.count_after(date(2026, 12, 10), 15),
            "the school days after 18 December 2026 have not been supplied",
        ),
        (
            lambda: AUTUMN_ONLY.count_after(date(2026, 8, 20), 1),
            "the school days before 1 September 2026 have not been supplied",
        ),
        (
            lambda: AUTUMN_ONLY.count_before(date(2026, 9, 4), 5),
            "the school days before 1 September 2026 have not been supplied",
        ),
        (
            lambda: AUTUMN_ONLY.count_before(date(2027, 1, 11), 5),
            "the school days after 18 December 2026 have not been supplied",
        ),
        (
            lambda: AUTUMN_ONLY.is_school_day(date(2027, 1, 11)),
            "the school days after 18 December 2026 have not been supplied",
        ),
        (
            lambda: AUTUMN_ONLY.is_school_day(date(2026, 8, 3)),
            "the school days before 1 September 2026 have not been supplied",
        ),
        *[
            (ask, "no school days have been supplied for this school")
            for ask in (
                lambda: NOTHING_PUBLISHED.count_after(date(2026, 9, 15), 1),
                lambda: NOTHING_PUBLISHED.count_before(date(2026, 9, 15), 1),
                lambda: NOTHING_PUBLISHED.is_school_day(date(2026, 9, 15)),
            )
        ],
    ],
)
def test_what_is_missing_is_said_in_a_sentence(ask, said):
    with pytest.raises(CalendarGap) as gap:
        ask()

    assert str(gap.value) == said


def test_school_days_before_a_day_are_counted_back_and_told_latest_first():
    """P06: five school days before Friday 15 January 2027."""
    assert [day.day for day in YEAR.count_before(date(2027, 1, 15), 5)] == [14, 13, 12, 11, 8]


def test_a_day_that_is_not_a_school_day_starts_the_count_at_the_next_that_is():
    assert YEAR.count_after(date(2026, 10, 24), 1) == (date(2026, 11, 3),)


def test_the_next_school_day_is_never_the_day_itself():
    assert YEAR.find_next(date(2026, 10, 22)) == date(2026, 10, 23)
    assert YEAR.find_next(date(2026, 10, 23)) == date(2026, 11, 3)


def test_the_first_and_the_last_day_of_the_span_are_known_and_those_beside_them_are_not():
    calendar = SchoolCalendar((FIRST,), FIRST, FIRST + 3 * ONE_DAY)

    known = [calendar.is_known(FIRST + n * ONE_DAY) for n in range(-1, 5)]
    assert known == [False, True, True, True, True, False]
    assert not calendar.is_school_day(FIRST + 3 * ONE_DAY)


def test_every_day_of_the_calendar_can_be_counted_and_not_one_more():
    days = AUTUMN_ONLY.session_days
    saturday = AUTUMN_ONLY.known_until + ONE_DAY

    assert AUTUMN_ONLY.count_after(date(2026, 8, 31), len(days)) == days
    assert AUTUMN_ONLY.count_from(days[0], len(days)) == days
    assert AUTUMN_ONLY.count_before(saturday, len(days)) == days[::-1]
    for ask in (
        lambda: AUTUMN_ONLY.count_after(date(2026, 8, 30), 1),  # 31 August is not known
        lambda: AUTUMN_ONLY.count_after(date(2026, 8, 31), len(days) + 1),
        lambda: AUTUMN_ONLY.count_before(saturday, len(days) + 1),
        lambda: AUTUMN_ONLY.count_before(saturday + ONE_DAY, 1),  # nor is the Saturday
    ):
        with pytest.raises(CalendarGap):
            ask()
