from datetime import date

import pytest

from statute.calendar_months import add_months, add_years


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2026, 9, 15), 6, date(2027, 3, 15)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 1), 0, date(2026, 1, 1)),
        (date(2026, 1, 1), 12, date(2027, 1, 1)),
    ],
)
def test_months_are_calendar_months(day, months, found):
    assert add_months(day, months) == found


def test_years_are_calendar_years_and_a_leap_day_becomes_the_28th():
    assert add_years(date(2026, 11, 23), -5) == date(2021, 11, 23)
    assert add_years(date(2028, 2, 29), -5) == date(2023, 2, 28)
