from datetime import date, timedelta

import pytest

from statute.pupil_age import (
    RelevantPeople,
    find_age_fault,
    find_relevant_people,
    get_age,
    is_of_compulsory_school_age,
    is_own_relevant_person,
)

YEAR = "check the year of birth"


@pytest.mark.parametrize(
    ("born_on", "day", "age"),
    [
        (date(2012, 9, 16), date(2026, 9, 15), 13),
        (date(2012, 9, 15), date(2026, 9, 15), 14),
        (date(2012, 2, 29), date(2026, 2, 28), 13),
        (date(2012, 2, 29), date(2026, 3, 1), 14),
    ],
)
def test_an_age_is_in_whole_years_and_changes_on_the_birthday(born_on, day, age):
    assert get_age(born_on, day) == age


@pytest.mark.parametrize(
    ("born_on", "fault"),
    [
        (date(2024, 9, 16), f"The pupil would have been under 2 when excluded: {YEAR}"),
        (date(2024, 9, 15), ""),
        (date(2006, 9, 16), ""),
        (date(2006, 9, 15), f"The pupil would have been 20 when excluded: {YEAR}"),
        (date(1926, 9, 15), f"The pupil would have been 100 when excluded: {YEAR}"),
    ],
)
def test_an_age_that_no_pupil_has_is_a_fault_and_says_what_to_do(born_on, fault):
    assert find_age_fault(born_on, date(2026, 9, 15)) == fault


@pytest.mark.parametrize(("day", "own"), [(date(2026, 9, 14), False), (date(2026, 9, 15), True)])
def test_from_the_eighteenth_birthday_the_pupil_is_the_relevant_person(day, own):
    assert is_own_relevant_person(date(2008, 9, 15), day) is own


@pytest.mark.parametrize(
    ("born_on", "first", "last"),
    [
        (date(2010, 3, 31), date(2015, 3, 31), date(2026, 6, 26)),
        (date(2010, 4, 1), date(2015, 8, 31), date(2026, 6, 26)),
        (date(2010, 9, 1), date(2015, 12, 31), date(2027, 6, 25)),
        (date(2012, 2, 29), date(2017, 3, 31), date(2028, 6, 30)),
    ],
)
def test_compulsory_school_age_runs_from_a_terms_end_to_a_friday_in_june(born_on, first, last):
    one = timedelta(days=1)

    assert [
        is_of_compulsory_school_age(born_on, day) for day in (first - one, first, last, last + one)
    ] == [False, True, True, False]


def test_parents_are_relevant_people_of_a_child_and_the_pupil_from_18_on():
    born_on, at_18 = date(2008, 10, 1), date(2026, 10, 1)

    def of(excluded_on: date, day: date) -> RelevantPeople:
        return find_relevant_people(born_on, excluded_on=excluded_on, day=day)

    before = date(2026, 9, 15)
    assert of(before, date(2026, 9, 30)) == RelevantPeople(parents=True, pupil=False)
    assert of(before, at_18) == RelevantPeople(parents=True, pupil=True)
    assert of(at_18, at_18) == RelevantPeople(parents=False, pupil=True)
