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


def test_no_holiday_known_at_all_is_refused_as_well():
    with pytest.raises(HolidaysUnknown, match=r"^no bank holidays have been supplied$"):
        get_day_given(date(2026, 4, 4), Method.FIRST_CLASS_POST, WorkingDays(frozenset(), date.max))


@pytest.mark.parametrize(
    ("sent_on", "before_school_day_ended", "given_on"),
    [
        (date(2026, 11, 20), True, date(2026, 11, 20)),
        (date(2026, 11, 20), False, date(2026, 11, 23)),  # after school on a Friday
        (date(2026, 11, 21), True, date(2026, 11, 23)),  # on a Saturday
    ],
)
def test_agreed_email_counts_before_school_ends_and_else_on_the_next_working_day(
    sent_on, before_school_day_ended, given_on
):
    given = get_day_given(
        sent_on,
        Method.AGREED_EMAIL,
        EASTER_2026,
        before_school_day_ended=before_school_day_ended,
    )

    assert given == given_on


@pytest.mark.parametrize(
    ("method", "given_on"),
    [
        (Method.FIRST_CLASS_POST, date(2026, 11, 24)),  # worked example P04
        (Method.DELIVERED, date(2026, 11, 20)),  # worked example P05
    ],
)
def test_the_decision_notice_of_the_worked_examples(method, given_on):
    assert get_day_given(date(2026, 11, 20), method, EASTER_2026) == given_on
