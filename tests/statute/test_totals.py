from datetime import date
from decimal import Decimal

import pytest

from statute.school_calendar import CalendarGap
from statute.terms import Term, TermDates
from statute.totals import (
    DayOut,
    Suspension,
    find_spell,
    find_suspension_faults,
    get_days_out,
    sum_by_term,
    sum_by_year,
)
from tests.statute.school_year import TERMS, YEAR

OWN = TermDates(tuple(Term(*dates) for dates in TERMS))
MONDAY = date(2027, 1, 11)


def suspend(start=MONDAY, days="3", **more):
    return Suspension(start=start, school_days=Decimal(days), **more)


def test_a_half_day_is_the_last_of_a_suspension():
    assert [str(out.counts) for out in get_days_out(suspend(days="2.5"), YEAR)] == ["1", "1", "0.5"]


def test_a_cancelled_suspension_took_the_days_before_the_pupil_was_back():
    days = get_days_out(suspend(back_on=date(2027, 1, 12)), YEAR)

    assert days == (DayOut(MONDAY, Decimal(1)),)


def test_a_day_out_in_no_term_is_refused():
    between = [DayOut(date(2026, 12, 21), Decimal(1))]

    with pytest.raises(CalendarGap, match=r"^21 December 2026 lies in no term that has been sup"):
        sum_by_term(between, OWN)


def test_a_year_is_summed_from_its_own_days():
    days = get_days_out(suspend(), YEAR)

    assert {str(year): total for year, total in sum_by_year(days).items()} == {"2026/27": 3}


@pytest.mark.parametrize("days", ["0", "-1", "1.2"])
def test_a_suspension_takes_halves_of_days(days):
    assert find_suspension_faults(suspend(days=days), [], [], YEAR) == [
        "A suspension takes a number of school days, in halves: 0.5, 1, 1.5 and so on"
    ]


def test_a_first_suspension_may_take_the_whole_of_the_year_and_no_more():
    assert find_suspension_faults(suspend(days="45"), [], [], YEAR) == []
    assert find_suspension_faults(suspend(days="45.5"), [], [], YEAR) == [
        "It would bring the days out in 2026/27 to 45.5, and the law allows 45: 45 are left"
    ]


def test_every_fault_of_a_proposed_suspension_is_told():
    served = get_days_out(suspend(date(2026, 9, 3), "44.5"), YEAR)

    assert find_suspension_faults(suspend(days="0.5"), served, [], YEAR) == []
    assert find_suspension_faults(suspend(date(2027, 1, 9), "1"), served, [], YEAR) == [
        "9 January 2027 is not a school day: a suspension starts on one",
        "It would bring the days out in 2026/27 to 45.5, and the law allows 45: 0.5 are left",
    ]


def test_past_the_limit_no_day_is_left():
    served = get_days_out(suspend(date(2026, 9, 3), "46"), YEAR)

    assert find_suspension_faults(suspend(days="1"), served, [], YEAR) == [
        "It would bring the days out in 2026/27 to 47, and the law allows 45: 0 are left"
    ]


def test_suspensions_run_on_over_a_weekend_and_from_a_half_day_and_lunchtimes_do_not():
    friday = suspend(date(2027, 1, 15), "0.5")
    monday = suspend(date(2027, 1, 18), "2")
    lunch = suspend(date(2027, 1, 20), "3", lunchtimes_only=True)
    gone = suspend(date(2027, 1, 22), "1", back_on=date(2027, 1, 22))

    spell = find_spell([monday, friday, lunch, gone], monday, YEAR)

    assert [day.day for day in spell] == [15, 18, 19]
    assert find_spell([lunch], lunch, YEAR) == ()


def test_a_day_between_breaks_the_run():
    first, second = suspend(days="2"), suspend(date(2027, 1, 14), "2")

    assert [day.day for day in find_spell([first, second], second, YEAR)] == [14, 15]
    assert [day.day for day in find_spell([first, second], first, YEAR)] == [11, 12]


def test_a_run_goes_on_from_its_own_last_day_and_not_from_that_of_an_earlier_one():
    apart, first = suspend(days="2"), suspend(date(2027, 1, 14), "2")
    after = suspend(date(2027, 1, 18), "1")

    spell = find_spell([after, first, apart], after, YEAR)

    assert [day.day for day in spell] == [14, 15, 18]


def test_two_on_one_day_take_it_once():
    morning, rest = suspend(days="0.5"), suspend(days="2")

    assert [day.day for day in find_spell([morning, rest], rest, YEAR)] == [11, 12]
