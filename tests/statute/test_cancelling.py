from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from statute.cancelling import AFTER_CANCELLING, find_cancelling_bar, find_cancelling_tellings
from statute.facts import CaseFacts, Fact, Kind, Party, SchoolType
from tests.statute.school_year import YEAR

BEGUN = "the governing board has begun to consider the exclusion"
TOO_EARLY = "the law lets a headteacher cancel only exclusions from 1 September 2023"


@pytest.mark.parametrize(
    ("excluded_on", "today", "begun", "bar"),
    [
        (date(2026, 9, 15), date(2026, 9, 17), False, ""),
        (date(2026, 9, 15), date(2026, 9, 17), True, BEGUN),
        (date(2023, 9, 1), date(2023, 9, 4), False, ""),
        (date(2023, 8, 31), date(2023, 9, 4), False, TOO_EARLY),
        (date(2026, 9, 15), date(2026, 11, 23), False, ""),  # 44 school days, the first included
        (date(2026, 9, 15), date(2026, 11, 24), False, ""),  # 45
        (
            date(2026, 9, 15),
            date(2026, 11, 25),
            False,
            "the pupil has been out for 46 school days this school year, which is over 45",
        ),
        (date(2026, 7, 1), date(2026, 9, 4), False, ""),  # last year's days count for last year
    ],
)
def test_an_exclusion_may_be_cancelled_until_the_board_begins_or_45_school_days_are_over(
    excluded_on, today, begun, bar
):
    assert find_cancelling_bar(excluded_on, today, YEAR, board_has_begun=begun) == bar


def test_a_board_that_need_not_meet_bars_nothing_by_meeting():
    days = (date(2026, 9, 15), date(2026, 9, 17), YEAR)

    assert find_cancelling_bar(*days, board_has_begun=True, board_must_consider=False) == ""


@pytest.mark.parametrize(
    ("before", "bar"),
    [
        (Decimal("1"), ""),  # 44 and 1
        (Decimal("1.5"), "the pupil has been out for 45.5 school days this school year, which is "
                         "over 45"),
        (Decimal("2"), "the pupil has been out for 46 school days this school year, which is over "
                       "45"),
    ],
)  # fmt: skip
def test_days_out_of_other_exclusions_this_school_year_count(before, bar):
    found = find_cancelling_bar(
        date(2026, 9, 15),
        date(2026, 11, 23),
        YEAR,
        board_has_begun=False,
        school_days_out_before=before,
    )
    assert found == bar


def test_an_exclusion_that_has_not_begun_may_be_cancelled():
    days = (date(2026, 9, 15), date(2026, 9, 14), YEAR)

    assert find_cancelling_bar(*days, board_has_begun=False) == ""


def test_who_is_told_of_a_cancellation_and_the_home_authority_if_it_was_told_before():
    facts = CaseFacts(
        kind=Kind.PERMANENT,
        school_type=SchoolType.PRU,
        dates={Fact.EXCLUDED: date(2026, 9, 15)},
        has_home_authority=True,
        has_social_worker=True,
        has_virtual_head=True,
    )
    everybody = find_cancelling_tellings(facts, home_authority_was_told=True)
    assert [telling.to for telling in everybody] == [
        *(Party.RELEVANT_PERSON, Party.BOARD, Party.AUTHORITY, Party.HOME_AUTHORITY),
        *(Party.SOCIAL_WORKER, Party.VIRTUAL_HEAD),
    ]
    assert {(one.rule_id, one.citation) for one in everybody} == {("C4", "SI 2012/1033 reg 17A")}
    few = replace(facts, has_social_worker=False, has_virtual_head=False)
    assert [one.to for one in find_cancelling_tellings(few, home_authority_was_told=False)] == [
        *(Party.RELEVANT_PERSON, Party.BOARD, Party.AUTHORITY)
    ]


def test_what_cancelling_asks_for_is_stated():
    assert list(AFTER_CANCELLING) == ["C5", "C6-days", "C6-meeting", "C6-report"]
