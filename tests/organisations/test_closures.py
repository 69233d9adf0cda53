from datetime import date

import pytest

from organisations.closures import ClosureRefused, close_days, get_single_closures, reopen_days
from organisations.models import CalendarVersion
from tests.factories import AUTUMN, HALF_TERM

SNOW = [date(2026, 9, 17), date(2026, 9, 18)]
SATURDAY = date(2026, 9, 19)
INSET = date(2026, 11, 2)
BANK_HOLIDAY = {date(2026, 10, 5): "A bank holiday"}


@pytest.fixture
def version():
    closed = dict.fromkeys(map(str, HALF_TERM[:5]), "Half term")
    return CalendarVersion(
        session_days=[day for day in AUTUMN if day not in (*HALF_TERM, *BANK_HOLIDAY)],
        closed_days={**closed, str(INSET): "Staff training", "2026-10-05": "A bank holiday"},
        known_from=date(2026, 9, 1),
        known_until=date(2026, 12, 18),
    )


def apply(version, dates):
    version.session_days = list(dates.session_days)
    version.closed_days = {str(day): why for day, why in dates.closed_days.items()}
    return version


def test_a_closed_day_is_no_school_day_and_says_why(version):
    before = list(version.session_days)

    dates = close_days(version, SNOW, " Snow ")

    assert set(before) - set(dates.session_days) == set(SNOW)
    assert [dates.closed_days[day] for day in SNOW] == ["Snow", "Snow"]
    assert dates.closed_days[INSET] == "Staff training"
    assert (dates.known_from, dates.known_until) == (date(2026, 9, 1), date(2026, 12, 18))


def test_reopening_restores_what_closing_took(version):
    days, closed = list(version.session_days), dict(version.closed_days)

    reopened = reopen_days(apply(version, close_days(version, SNOW, "Snow")), SNOW, BANK_HOLIDAY)

    assert reopened.session_days == days
    assert {str(day): why for day, why in reopened.closed_days.items()} == closed


def test_every_fault_of_a_closure_is_told_at_once(version):
    with pytest.raises(ClosureRefused) as refusal:
        close_days(version, [SATURDAY, INSET, date(2027, 1, 4), date(2026, 9, 1), *SNOW], "x" * 101)

    assert refusal.value.faults == (
        "Saturday 19 September 2026 is at a weekend, and no school day",
        "Monday 2 November 2026 is closed already: Staff training",
        "the school days of Monday 4 January 2027 are not known: they reach from"
        " 1 September 2026 to 18 December 2026",
        "Tuesday 1 September 2026 is no school day: it lies outside every term",
        "shorten the reason to 100 characters",
    )


def test_a_closure_needs_a_day_and_a_reason(version):
    with pytest.raises(ClosureRefused, match=r"choose at least one day\. say why"):
        close_days(version, [], " ")


def test_only_a_closed_day_that_is_no_bank_holiday_can_be_opened_again(version):
    with pytest.raises(ClosureRefused) as refusal:
        reopen_days(version, [SNOW[0], *BANK_HOLIDAY], BANK_HOLIDAY)
    assert refusal.value.faults == (
        "Thursday 17 September 2026 is not a closed day",
        "Monday 5 October 2026 is A bank holiday",
    )
    with pytest.raises(ClosureRefused, match="choose at least one day"):
        reopen_days(version, [], {})


def test_single_closures_are_neither_half_terms_nor_bank_holidays(version):
    closed = close_days(version, [date(2026, 9, 18), date(2026, 9, 21)], "Snow")

    assert get_single_closures(apply(version, closed), BANK_HOLIDAY) == [
        (date(2026, 9, 18), "Snow"),
        (date(2026, 9, 21), "Snow"),
        (INSET, "Staff training"),
    ]


def test_a_school_without_a_closed_day_has_none_to_open(version):
    version.closed_days = {}

    assert get_single_closures(version, {}) == []
