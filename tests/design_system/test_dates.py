from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from design_system.dates import DateField, MomentField, TimeField

MONTH = "the month must be a number from 1 to 12, or its name"


def faults_of(field, typed):
    """Return (message, boxes) of every fault found."""
    with pytest.raises(ValidationError) as raised:
        field.clean(typed)
    return [(fault.messages[0], getattr(fault, "boxes", ())) for fault in raised.value.error_list]


@pytest.mark.parametrize(
    "typed",
    [
        ["6", "10", "2026"],
        ["06", "10", "2026"],
        [" 6 ", "October", "2026"],
        ["6", "oct", "2026"],
        ["6", "Oct.", "2026"],
    ],
)
def test_a_day_is_read_as_people_write_it(typed):
    assert DateField(what="the date").clean(typed) == date(2026, 10, 6)


def test_september_may_be_cut_to_four_letters():
    assert DateField(what="the date").clean(["1", "Sept", "2026"]) == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["", "", ""], [("Enter the date", ())]),
        (["6", "", ""], [("The date must include a month and a year", (1, 2))]),
        (
            ["32", "13", "26"],
            [
                ("The date: the day must be a number from 1 to 31", (0,)),
                (f"The date: {MONTH}", (1,)),
                ("The date: the year must have 4 numbers, like 2026", (2,)),
            ],
        ),
        (
            ["29", "2", "2026"],
            [("The date must be a real date: that month does not have 29 days", (0,))],
        ),
        (["1", "ma", "2026"], [(f"The date: {MONTH}", (1,))]),
        (["²", "1", "2026"], [("The date: the day must be a number from 1 to 31", (0,))]),
        (["1", "1", "2126"], [("The date: the year must be from 1900 to 2100", (2,))]),
        (["1", "1", "9" * 5000], [("The date: the year must have 4 numbers, like 2026", (2,))]),
    ],
)
def test_every_fault_of_a_day_is_named_with_its_box(typed, expected):
    assert faults_of(DateField(what="the date"), typed) == expected


@pytest.mark.parametrize(
    ("when", "day", "expected"),
    [
        ("past", 7, [("The date must be today or in the past", ())]),
        ("future", 5, [("The date must be today or in the future", ())]),
    ],
)
def test_a_day_on_the_wrong_side_of_today_is_refused(when, day, expected):
    field = DateField(what="the date", when=when)
    field.today = date(2026, 10, 6)

    assert field.clean(["6", "10", "2026"]) == date(2026, 10, 6)
    assert faults_of(field, [str(day), "10", "2026"]) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2pm", time(14)),
        ("2 PM", time(14)),
        ("2.30pm", time(14, 30)),
        ("2:30 p.m.", time(14, 30)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("12:15am", time(0, 15)),
        ("14:00", time(14)),
        ("1400", time(14)),
        ("09:30", time(9, 30)),
        ("10:30", time(10, 30)),
        ("midday", time(12)),
        ("Midnight", time(0)),
        ("", None),
    ],
)
def test_a_time_is_read_as_people_write_it(typed, expected):
    assert TimeField(what="the time", required=False).clean(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", "Enter the time"),
        ("soon", "The time must be written like 9:30am or 2pm"),
        ("2:30", "The time needs am or pm, like 2:30pm"),
        ("9", "The time needs am or pm, like 9pm"),
        ("24:00", "The time must be a real time, like 9:30am or 2pm"),
        ("13pm", "The time must be a real time, like 9:30am or 2pm"),
        ("0am", "The time must be a real time, like 9:30am or 2pm"),
        ("9:60am", "The time must be a real time, like 9:30am or 2pm"),
    ],
)
def test_a_time_that_is_none_or_may_be_two_is_refused(typed, expected):
    assert faults_of(TimeField(what="the time"), typed) == [(expected, ())]


def test_a_moment_is_aware_and_in_london():
    field = MomentField(what="the date and time")

    summer = field.clean(["6", "10", "2026", "2:30pm"])
    winter = field.clean(["6", "11", "2026", "2:30pm"])

    assert (summer.astimezone(UTC), winter.astimezone(UTC)) == (
        datetime(2026, 10, 6, 13, 30, tzinfo=UTC),
        datetime(2026, 11, 6, 14, 30, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["", "", "", ""], [("Enter the start", ())]),
        (["6", "10", "2026", ""], [("The start must include a time", (3,))]),
        (
            ["6", "x", "2026", "2:30"],
            [
                ("The start: the month must be a number from 1 to 12, or its name", (1,)),
                ("The start: the time needs am or pm, like 2:30pm", (3,)),
            ],
        ),
        (
            ["29", "3", "2026", "1:30am"],
            [
                (
                    "The start: that time does not exist: the clocks go forward in that hour",
                    (3,),
                )
            ],
        ),
    ],
)
def test_every_fault_of_a_moment_is_named_with_its_box(typed, expected):
    assert faults_of(MomentField(what="the start"), typed) == expected


def test_a_moment_on_the_wrong_side_of_today_is_refused():
    field = MomentField(what="the start", when="past")
    field.today = date(2026, 10, 6)

    assert faults_of(field, ["7", "10", "2026", "9am"]) == [
        ("The start must be today or in the past", ())
    ]
