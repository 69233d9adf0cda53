from datetime import date, timedelta

import pytest

from casework.wording import Clock, tell_clock, tell_subject
from statute.law import LAW

COUNTED = [date(2026, 9, day) for day in (16, 17, 18, 21, 22, 23)]


def tell(rule_id, today, due_date=COUNTED[-1], gap=""):
    return tell_clock(rule_id, due_date=due_date, gap=gap, counted=COUNTED, today=today)


@pytest.mark.parametrize(
    ("day", "note", "colour", "pressing"),
    [
        (15, "6 school days left", "blue", False),
        (16, "5 school days left", "orange", True),
        (19, "3 school days left", "orange", True),  # a Saturday: Monday to Wednesday are left
        (22, "1 school day left", "orange", True),
        (23, "Today is the last day", "orange", True),
        (24, "Late", "red", True),
    ],
)
def test_a_deadline_says_how_many_school_days_are_left_today_not_counted(
    day, note, colour, pressing
):
    words = "Education must start by 23 September 2026"

    assert tell("E4", date(2026, 9, day)) == Clock(words, note, colour, pressing)


@pytest.mark.parametrize(
    ("day", "note", "pressing"),
    [
        (15, "8 days left", False),
        (16, "7 days left", True),
        (22, "1 day left", True),
        (23, "Today is the last day", True),
        (24, "Late", True),
    ],
)
def test_to_a_day_that_was_set_the_days_of_the_calendar_are_told(day, note, pressing):
    """Nothing is counted up to it, so there are no school days to be left."""
    due_date = date(2026, 9, 23)

    clock = tell_clock(
        "G8", due_date=due_date, gap="", counted=[due_date], today=date(2026, 9, day)
    )

    assert clock.words == "Board must meet after all by 23 September 2026"
    assert (clock.note, clock.pressing) == (note, pressing)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (
            22,
            Clock(
                "Family may ask for a review until 23 September 2026",
                "1 school day left",
                "blue",
                False,
            ),
        ),
        (
            23,
            Clock(
                "Family may ask for a review until 23 September 2026",
                "Today is the last day",
                "blue",
                False,
            ),
        ),
        (
            24,
            Clock(
                "Family could ask for a review until 23 September 2026",
                "Time is over",
                "orange",
                True,
            ),
        ),
    ],
)
def test_the_familys_time_for_a_review_is_never_called_late(day, expected):
    assert tell("I1", date(2026, 9, day)) == expected


@pytest.mark.parametrize(
    ("rule_id", "words"),
    [("G1", "Board must meet: no date yet"), ("I1", "Time for a review: no date yet")],
)
def test_a_deadline_without_a_date_says_what_is_missing(rule_id, words):
    gap = "the school days after 18 December 2026 have not been supplied"

    assert tell(rule_id, date(2026, 9, 15), None, gap) == Clock(
        words, "The school days after 18 December 2026 have not been supplied", "purple", True
    )


def test_every_rule_of_the_law_can_be_told():
    told = {rule.id: tell(rule.id, COUNTED[0] - timedelta(1)).words for rule in LAW}

    assert all(words.endswith(" 23 September 2026") for words in told.values())


def test_a_rule_that_the_law_no_longer_has_is_told_by_its_id():
    assert tell_subject("Q9") == "Rule Q9"
