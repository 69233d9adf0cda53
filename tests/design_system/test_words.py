from datetime import UTC, date, datetime, time

import pytest

from design_system import words


def test_days_are_written_out():
    assert words.write_day(date(2026, 10, 6)) == "6 October 2026"
    assert words.write_long_day(date(2026, 10, 6)) == "Tuesday 6 October 2026"


def test_a_moment_is_written_in_london():
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)

    assert words.write_moment(late) == "2 July 2026 at 12:30am"
    assert words.write_day(late) == "2 July 2026"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a time zone"):
        words.write_moment(datetime(2026, 7, 1, 23, 30))  # noqa: DTZ001  # what is refused


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (time(0), "midnight"),
        (time(0, 5), "12:05am"),
        (time(9), "9am"),
        (time(12), "midday"),
        (time(12, 1), "12:01pm"),
        (time(14, 30), "2:30pm"),
    ],
)
def test_times_are_written_as_they_are_said(at, expected):
    assert words.write_time(at) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_lists_are_written_as_they_are_said(given, expected):
    assert words.write_list(given) == expected


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, "1 KB"),
        (800 * 1024, "800 KB"),
        (10 * 1024 * 1024, "10 MB"),
        (1_234_567, "1.2 MB"),
    ],
)
def test_sizes_are_written_as_people_read_them(size, expected):
    assert words.write_size(size) == expected


def test_only_the_first_letter_is_raised():
    assert words.capitalise("the UPN") == "The UPN"
