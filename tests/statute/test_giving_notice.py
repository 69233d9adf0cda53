from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from statute.giving_notice import (
    Given,
    HolidaysUnknown,
    Method,
    WorkingDays,
    find_proof_faults,
    get_day_given,
    get_day_informed,
    get_day_made,
    get_latest_education_notice,
    is_told_late,
)
from statute.london import LONDON
from tests.statute.school_year import YEAR

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
        (Method.AGREED_EMAIL, date(2026, 11, 20)),  # nobody said that school had ended
    ],
)
def test_the_decision_notice_of_the_worked_examples(method, given_on):
    assert get_day_given(date(2026, 11, 20), method, EASTER_2026) == given_on


@pytest.mark.parametrize("day", [date(2026, 4, 3), date(2026, 12, 25)])  # both Fridays
def test_good_friday_and_christmas_are_no_working_days_even_where_the_list_lacks_them(day):
    working_days = WorkingDays(frozenset({date(2026, 1, 1)}), date(2026, 12, 31))

    assert not working_days.is_working_day(day)
    assert working_days.is_working_day(day - timedelta(days=1))


def test_an_application_is_made_like_a_notice_is_given_and_no_proof_moves_it():
    """P08: posted before the deadline, made after it."""
    assert get_day_made(date(2026, 12, 14), Method.FIRST_CLASS_POST, EASTER_2026) == date(
        2026, 12, 16
    )


def test_a_notice_counts_from_the_day_that_is_proved_and_else_from_the_deemed_one():
    deemed = Given(deemed_on=date(2026, 11, 24))
    proved = replace(deemed, proved_on=date(2026, 11, 26), evidence="The envelope's postmark")

    assert (deemed.counts_from, proved.counts_from) == (date(2026, 11, 24), date(2026, 11, 26))
    for given in (deemed, proved):
        assert find_proof_faults(given, sent_on=date(2026, 11, 20)) == []


@pytest.mark.parametrize(
    ("proved_on", "evidence", "fault"),
    [
        (date(2026, 11, 26), " ", "Say what proves that the notice was given on another day"),
        (
            date(2026, 11, 19),
            "A letter",
            "The notice was sent on 20 November 2026, so it was not given before",
        ),
        (
            None,
            "A letter",
            "Enter the day on which the notice was given, which the evidence proves",
        ),
    ],
)
def test_a_proof_has_its_day_and_its_evidence(proved_on, evidence, fault):
    given = Given(deemed_on=date(2026, 11, 24), proved_on=proved_on, evidence=evidence)

    assert find_proof_faults(given, sent_on=date(2026, 11, 20)) == [fault]


def test_the_board_is_told_when_the_first_of_clerk_and_chair_is():
    monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)

    assert get_day_informed(clerk=tuesday, chair=monday) == monday
    assert get_day_informed(clerk=None, chair=monday) == monday
    assert get_day_informed(clerk=None, chair=None) is None


def test_the_board_is_told_late_after_the_next_school_day():
    friday = date(2026, 10, 23)  # half-term and a training day follow: back on 3 November

    assert not is_told_late(friday, date(2026, 11, 3), YEAR)
    assert is_told_late(friday, date(2026, 11, 4), YEAR)
    assert is_told_late(date(2027, 7, 21), date(2027, 9, 9), YEAR) is False  # nobody can say


@pytest.mark.parametrize(
    ("starts", "latest"),
    [
        # 28 March 2027, clocks forward: 48 hours before Monday 08:50 are Saturday 07:50.
        ((2027, 3, 29, 8, 50), (2027, 3, 27, 7, 50)),
        # 25 October 2026, clocks back: Saturday 09:50.
        ((2026, 10, 26, 8, 50), (2026, 10, 24, 9, 50)),
        ((2026, 11, 26, 8, 50), (2026, 11, 24, 8, 50)),
    ],
)
def test_the_hours_before_education_are_those_that_pass_on_both_nights_of_changing_clocks(
    starts, latest
):
    found = get_latest_education_notice(datetime(*starts, tzinfo=LONDON))

    assert found.timetuple()[:5] == latest
