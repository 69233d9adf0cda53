from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from statute.facts import HalfDay
from statute.school_calendar import CalendarGap, SchoolCalendar
from statute.school_years import SchoolYear
from statute.totals import DayOut
from statute.year_total import YearTotal, count_served_days, find_past_limit, find_served_days
from tests.statute.school_year import YEAR

THIS = SchoolYear(2026)
FIRST, LAST = date(2026, 9, 15), date(2026, 9, 17)
TWELVE = YearTotal(year=THIS, suspended=Decimal(12))


@pytest.mark.parametrize(
    ("parts", "total", "working"),
    [
        ({}, 12, "suspended 12 = 12 of 45 school days"),
        (
            {"this_one": Decimal("3.5"), "counts_this_one": True},
            Decimal("15.5"),
            "suspended 12 + out under this one 3.5 = 15.5 of 45 school days",
        ),
        ({"this_one": Decimal(3)}, 12, "suspended 12 = 12 of 45 school days"),
        (
            {"cancelled": (Decimal(3),), "this_one": Decimal(4), "counts_this_one": True},
            19,
            "suspended 12 + out under another cancelled exclusion 3 + out under this one 4 = 19 of "
            "45 school days",
        ),
        (
            {"cancelled": (Decimal(3), Decimal(2))},
            17,
            "suspended 12 + out under 2 other cancelled exclusions 3 + 2 = 17 of 45 school days",
        ),
    ],
)
def test_a_total_is_the_sum_of_its_parts_and_says_how(parts, total, working):
    out = replace(TWELVE, **parts)

    assert (out.total, out.at_least, out.working) == (total, total, working)


@pytest.mark.parametrize(
    ("parts", "at_least", "working"),
    [
        (
            {"suspended": None},
            0,
            "suspended not known: how many of 45 school days is not known yet",
        ),
        (
            {"suspended": None, "this_one": Decimal(4), "counts_this_one": True},
            4,
            "suspended not known + out under this one 4 = at least 4 of 45 school days",
        ),
        (
            {"cancelled": (None,)},
            12,
            "suspended 12 + out under another cancelled exclusion not known = at least 12 of 45 "
            "school days",
        ),
        (
            {"counts_this_one": True},
            12,
            "suspended 12 + out under this one not known = at least 12 of 45 school days",
        ),
    ],
)
def test_what_is_unknown_is_never_nought(parts, at_least, working):
    out = replace(TWELVE, **parts)

    assert (out.total, out.at_least, out.working) == (None, at_least, working)


@pytest.mark.parametrize(("days", "past"), [("45", False), ("45.5", True), ("46", True)])
def test_45_days_are_lawful_and_more_are_not(days, past):
    told = find_past_limit(Decimal(days))

    assert bool(told) is past
    assert replace(TWELVE, suspended=Decimal(days)).is_past_limit is past
    if past:
        assert told == (
            f"{days} school days are more than the law allows. No suspension may take a pupil past "
            "45 school days in a school year"
        )


@pytest.mark.parametrize(
    ("session", "first"),
    [(None, "1"), (HalfDay.MORNING, "0.5"), (HalfDay.AFTERNOON, "0")],
)
def test_the_first_day_counts_for_what_was_lost_of_it(session, first):
    assert find_served_days(FIRST, LAST, YEAR, session) == (
        DayOut(FIRST, Decimal(first)),
        DayOut(date(2026, 9, 16), Decimal(1)),
        DayOut(LAST, Decimal(1)),
    )


def test_days_are_counted_in_the_year_they_lie_in():
    before, after = date(2026, 7, 20), date(2026, 9, 4)
    span = (date(2026, 7, 20), date(2026, 7, 21), date(2026, 9, 3), date(2026, 9, 4))
    two_years = SchoolCalendar(span, date(2026, 7, 1), date(2026, 9, 30))

    def count(year):
        return [one.day for one in count_served_days(before, after, two_years, year)]

    assert count(SchoolYear(2025)) == [*span[:2]]
    assert count(SchoolYear(2026)) == [*span[2:]]
    assert count(SchoolYear(2024)) == count(SchoolYear(2027)) == []


def test_nobody_is_out_before_the_exclusion():
    assert count_served_days(LAST, FIRST, YEAR, THIS) == ()


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 9, 1), LAST, "the school days before 2 September 2026"),
        (FIRST, date(2026, 9, 21), "the school days after 18 September 2026"),
    ],
)
def test_days_beyond_the_published_ones_are_not_guessed(first, last, said):
    week = SchoolCalendar((FIRST, LAST), date(2026, 9, 2), date(2026, 9, 18))

    with pytest.raises(CalendarGap, match=said):
        count_served_days(first, last, week, THIS)


def test_an_exclusion_of_last_year_needs_no_days_of_the_summer():
    autumn = SchoolCalendar((date(2026, 9, 3),), date(2026, 9, 1), date(2026, 9, 18))

    counted = count_served_days(date(2026, 7, 1), date(2026, 9, 4), autumn, THIS)

    assert counted == (DayOut(date(2026, 9, 3), Decimal(1)),)
