from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statute.school_years import SchoolYear


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 7, 31), "2025/26"), (date(2026, 8, 1), "2026/27")]
)
def test_a_school_year_runs_from_august_to_july(day, year):
    assert str(SchoolYear.of(day)) == year


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dates())
def test_a_day_lies_within_its_own_school_year(day):
    year = SchoolYear.of(day)

    assert year.starts in (day.year, day.year - 1)
    if 1 < year.starts < 9998:
        assert year.first_day <= day <= year.last_day


def test_a_school_year_begins_on_1_august_and_ends_on_31_july():
    year = SchoolYear(2026)

    assert (year.first_day, year.last_day) == (date(2026, 8, 1), date(2027, 7, 31))


@pytest.mark.parametrize("starts", [1999, 2008, 2025, 2099])
def test_a_school_year_is_found_again_by_its_address(starts):
    year = SchoolYear(starts)

    assert SchoolYear.from_slug(year.slug) == year


def test_an_address_and_a_title_are_written_as_people_write_them():
    assert (SchoolYear(2025).slug, str(SchoolYear(2025))) == ("2025-26", "2025/26")


@pytest.mark.parametrize(
    "slug", ["2025", "2025-27", "2025-2026", "25-26", "2025-26-27", "twenty-21", "２０２５-26", ""]
)
def test_an_address_that_names_no_school_year_is_refused(slug):
    with pytest.raises(ValueError, match=r"is not a school year|invalid literal"):
        SchoolYear.from_slug(slug)


def test_school_years_are_in_order():
    assert sorted([SchoolYear(2026), SchoolYear(2024)]) == [SchoolYear(2024), SchoolYear(2026)]
