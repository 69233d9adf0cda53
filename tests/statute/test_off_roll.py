from dataclasses import replace
from datetime import date

import pytest

from statute.decision import BoardDecision
from statute.off_roll import (
    ATTENDANCE_CODES,
    DELETION_RETURN,
    RETURN_WHERE_KNOWN,
    RollFacts,
    find_code_faults,
    find_off_roll_locks,
    find_return_faults,
    get_off_roll_citation,
)
from statute.outcomes import PanelOutcome
from statute.permanent_states import PermanentState

LAST_DAY = date(2026, 12, 15)  # worked example P04
OVER = RollFacts(
    state=PermanentState.CONCLUDED,
    today=date(2026, 12, 16),
    board_declined=True,
    notice_was_given=True,
    last_day=LAST_DAY,
)
REVIEWED = replace(OVER, applied_in_time=True)


def locks(facts, **changes):
    return find_off_roll_locks(replace(facts, **changes))


def test_the_name_goes_on_the_day_after_the_window_and_not_on_its_last():
    assert locks(OVER) == []
    assert locks(OVER, today=LAST_DAY) == [
        "the family may apply for a review until 15 December 2026"
    ]


def test_a_window_that_cannot_be_counted_holds_the_name():
    assert locks(OVER, last_day=None) == [
        "the last day to apply for a review cannot be counted yet"
    ]


def test_a_written_statement_frees_the_name_at_once():
    waived = replace(OVER, waived_on=date(2026, 12, 1), today=date(2026, 12, 1), last_day=None)

    assert locks(waived) == []
    assert locks(waived, claim_is_pending=True) == []
    assert locks(waived, today=date(2026, 11, 30)) == [
        "the written statement not to apply cannot be dated in the future"
    ]


def test_a_pending_claim_holds_the_name_where_nobody_applied():
    assert locks(OVER, claim_is_pending=True) == [
        "a claim under the Equality Act is pending, and a new window follows it"
    ]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, ["the review panel has not decided"]),
        ({"review_was_abandoned": True}, []),
        ({"panel_outcome": PanelOutcome.UPHOLD}, []),
        *(
            (
                {"panel_outcome": outcome},
                ["the board has not decided again: that its days have passed is not enough"],
            )
            for outcome in (PanelOutcome.RECOMMEND, PanelOutcome.QUASH)
        ),
        ({"panel_outcome": PanelOutcome.QUASH, "reconsidered": BoardDecision.DECLINED}, []),
        *(
            (
                {"panel_outcome": PanelOutcome.QUASH, "reconsidered": decision},
                ["the board has reinstated the pupil"],
            )
            for decision in (BoardDecision.REINSTATED_NOW, BoardDecision.REINSTATED_BY)
        ),
    ],
)
def test_after_a_review_it_takes_an_end_that_leaves_the_exclusion_standing(changes, found):
    assert locks(REVIEWED, **changes) == found


@pytest.mark.parametrize(
    "state", [state for state in PermanentState if state is not PermanentState.CONCLUDED]
)
def test_only_an_exclusion_that_stands_frees_the_name(state):
    assert locks(OVER, state=state) == [
        "the exclusion does not stand yet: something can still be decided about it"
    ]


def test_every_lock_is_told_at_once():
    assert locks(
        OVER,
        state=PermanentState.AWAITING_BOARD,
        board_declined=False,
        notice_was_given=False,
        last_day=None,
        claim_is_pending=True,
    ) == [
        "the exclusion does not stand yet: something can still be decided about it",
        "the board has not decided that the pupil is not reinstated",
        "the family has not been given the board's decision",
        "the last day to apply for a review cannot be counted yet",
        "a claim under the Equality Act is pending, and a new window follows it",
    ]


@pytest.mark.parametrize(
    ("excluded_on", "citation"),
    [
        (
            date(2024, 8, 18),
            "Education (Pupil Registration) (England) Regulations 2006 reg 8(4)(d)",
        ),
        (date(2024, 8, 19), "SI 2024/208 reg 9(1)(o), (3)(e), (5)(c)"),
    ],
)
def test_the_provision_is_that_of_the_day_of_the_exclusion(excluded_on, citation):
    assert get_off_roll_citation(excluded_on) == citation


def test_a_return_that_lacks_something_names_all_of_it():
    whole = dict.fromkeys(DELETION_RETURN, "given")

    assert find_return_faults(whole) == []
    assert [f.about for f in find_return_faults({**whole, "ground": " ", "telephone": ""})] == [
        *("telephone", "ground")
    ]
    assert [fault.about for fault in find_return_faults({})] == list(DELETION_RETURN)
    assert find_return_faults({})[0].told == (
        "Give the pupil's full name: the return to the local authority needs it"
    )
    assert set(RETURN_WHERE_KNOWN).isdisjoint(DELETION_RETURN)


def test_an_excluded_pupils_day_is_marked_with_one_of_four_codes():
    assert [code for code in ATTENDANCE_CODES if find_code_faults(code, nature="")] == ["K", "B"]
    assert [code for code in ATTENDANCE_CODES if find_code_faults(code, nature="tuition")] == []
    assert find_code_faults("E", nature="") == []
    [unnamed] = find_code_faults("K", nature=" ")
    assert unnamed.told == "Code K needs the nature of the provision: write it down"
    [unknown] = find_code_faults("X", nature="tuition")
    assert unknown.told == "Mark an excluded pupil's day with one of E, K, B, D"
