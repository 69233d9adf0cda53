from datetime import date

import pytest

from statute.giving_notice import HolidaysUnknown, Method, WorkingDays, get_day_given

EASTER_2026 = WorkingDays(
    frozenset({date(2026, 4, 3), date(2026, 4, 6), date(2026, 12, 25), date(2026, 12, 28)}),
    date(2026, 12, 31),
)


def test_a_notice_delivered_by_hand_is_given_that_day():
    assert get_day_given(date(2026, 4, 4), Method.DELIVERED, EASTER_2026) == date(2026, 4, 4)


@pytest.mark.parametrize(
    ("posted_on", "given_on"),
    [
        (date(2026, 4, 13), date(2026, 4, 15)),  # an ordinary Monday
        (date(2026, 4, 17), date(2026, 4, 21)),  # over a weekend
        (date(2026, 4, 2), date(2026, 4, 8)),  # over Good Friday and Easter Monday
        (date(2026, 4, 4), date(2026, 4, 8)),  # posted on a Saturday
        (date(2026, 12, 24), date(2026, 12, 30)),  # Boxing Day is a Saturday, kept on Monday
    ],
)
def test_a_notice_sent_first_class_is_given_on_the_second_working_day_after(posted_on, given_on):
    assert get_day_given(posted_on, Method.FIRST_CLASS_POST, EASTER_2026) == given_on


def test_the_last_known_day_can_be_reached_and_the_next_is_refused():
    assert EASTER_2026.add(date(2026, 12, 29), 2) == date(2026, 12, 31)

    with pytest.raises(
        HolidaysUnknown, match=r"^the bank holidays after 31 December 2026 are not known yet$"
    ):
        EASTER_2026.add(date(2026, 12, 30), 2)


def test_no_working_days_after_a_day_is_that_day_even_past_what_is_known():
    assert EASTER_2026.add(date(2030, 1, 1), 0) == date(2030, 1, 1)
