from datetime import date, timedelta

import pytest

from organisations.calendar_clashes import find_clashes
from organisations.calendars import SessionDates
from tests.factories import AUTUMN, HALF_TERM
from tests.organisations.test_calendar_files import HOLIDAYS as KNOWN
from tests.organisations.test_calendar_files import TERMS, read, real_years, rows, write_rows

HOLIDAYS = KNOWN.titles


def dates(days):
    return SessionDates(session_days=days, known_from=min(days), known_until=max(days))


def weekdays(first, count):
    days = (first + timedelta(n) for n in range(count * 2))
    return [day for day in days if day.weekday() < 5][:count]


def test_a_usual_term_has_no_clash():
    assert find_clashes(dates([d for d in AUTUMN if d not in HALF_TERM]), HOLIDAYS) == []


def test_a_school_day_on_a_bank_holiday_is_asked_about():
    assert find_clashes(dates([date(2026, 12, 24), date(2026, 12, 25)]), HOLIDAYS) == [
        "Friday 25 December 2026 is Christmas Day, and is marked as a school day"
    ]


def test_a_half_term_marked_as_school_days_is_asked_about():
    assert find_clashes(dates(AUTUMN), HOLIDAYS) == [
        "from Thursday 3 September 2026 to Friday 18 December 2026 there is no week off: is the"
        " half term marked as school days?"
    ]


def test_a_week_off_may_begin_on_any_day():
    off = weekdays(date(2026, 10, 22), 5)  # a Thursday
    assert find_clashes(dates([day for day in AUTUMN if day not in off]), HOLIDAYS) == []
    four = off[:4]
    assert len(find_clashes(dates([day for day in AUTUMN if day not in four]), HOLIDAYS)) == 1


def test_a_year_of_250_days_is_asked_about():
    told = find_clashes(dates(weekdays(date(2026, 9, 1), 250)), {})

    assert told[0] == (
        "2026/27 has 250 school days, and schools hold about 190: is a holiday or a half term"
        " missing?"
    )


def test_no_days_have_no_clash():
    nothing = SessionDates(session_days=[], known_from=date.min, known_until=date.min)
    assert find_clashes(nothing, HOLIDAYS) == []


def test_a_file_tells_its_clashes():
    assert len(read(rows("term,2026-09-03,2026-12-18,")).clashes) == 1


@pytest.mark.parametrize("year", real_years())
def test_the_term_dates_of_real_schools_have_no_clash(year):
    """Where a school's page names no half term, that alone is asked about."""
    without = [term for term in TERMS if not year[f"{term}_half_start"]]

    clashes = read(rows(*write_rows(year))).clashes

    assert [("half term" in told) for told in clashes] == [True] * len(without)
