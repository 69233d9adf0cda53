from datetime import date, timedelta

import pytest

from statute.terms import (
    Term,
    TermDates,
    find_stretch,
    get_easter_monday,
    get_reference_dates,
    get_school_year,
)

AUTUMN, SPRING = (
    Term(date(2026, 9, 2), date(2026, 12, 18)),
    Term(date(2027, 1, 4), date(2027, 3, 25)),
)


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2019, date(2019, 4, 22)),
        (2024, date(2024, 4, 1)),
        (2025, date(2025, 4, 21)),
        (2026, date(2026, 4, 6)),
        (2027, date(2027, 3, 29)),
        (2038, date(2038, 4, 26)),  # the latest there can be
        (2285, date(2285, 3, 23)),  # the earliest
    ],
)
def test_easter_monday_moves_and_is_worked_out(year, day):
    assert get_easter_monday(year) == day


def work_out_easter_monday(year):
    """The oracle: the epacts of Clavius, as The Art of Computer Programming has them (1.3.2)."""
    golden, century = year % 19 + 1, year // 100 + 1
    leaps_left_out, moons = 3 * century // 4 - 12, (8 * century + 5) // 25 - 5
    sundays = 5 * year // 4 - leaps_left_out - 10
    epact = (11 * golden + 20 + moons - leaps_left_out) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    full_moon = 44 - epact if epact <= 23 else 74 - epact
    sunday = full_moon + 7 - (sundays + full_moon) % 7
    return date(year, 3, 1) + timedelta(sunday)


def test_easter_monday_agrees_with_another_reckoning_in_every_year_there_can_be():
    years = range(1583, 9999)

    assert [y for y in years if get_easter_monday(y) != work_out_easter_monday(y)] == []


def test_reference_dates_are_in_order():
    assert get_reference_dates(2027) == (date(2027, 3, 29), date(2027, 7, 31), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 12, 31), date(2026, 8, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 1, 1), date(2027, 3, 29)),
        (date(2027, 3, 29), date(2027, 1, 1), date(2027, 3, 29)),
        (date(2027, 3, 30), date(2027, 3, 30), date(2027, 7, 31)),
        (date(2027, 8, 1), date(2027, 8, 1), date(2027, 12, 31)),
    ],
)
def test_a_stretch_ends_on_a_reference_date(day, first, last):
    assert find_stretch(day) == Term(first, last)


def test_a_school_with_three_terms_or_fewer_counts_by_its_own():
    terms = TermDates((AUTUMN, SPRING))

    assert terms.find_term(date(2026, 10, 28)) == AUTUMN  # half-term lies within it
    assert terms.find_term(date(2026, 12, 21)) is None


def test_a_day_out_before_the_first_term_is_in_none():
    assert TermDates((AUTUMN, SPRING), terms_a_year=3).find_term(date(2026, 9, 1)) is None


def test_a_school_with_more_counts_by_stretches_whatever_its_own_are():
    terms = TermDates((AUTUMN, SPRING), terms_a_year=4)

    assert terms.find_term(date(2027, 3, 25)) == Term(date(2027, 1, 1), date(2027, 3, 29))


def test_a_school_year_begins_after_july():
    assert str(get_school_year(date(2026, 8, 31))) == "2026/27"
    assert str(get_school_year(date(2026, 7, 31))) == "2025/26"
