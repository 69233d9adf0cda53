from dataclasses import replace
from datetime import date

import pytest

from statute.facts import CaseFacts, Fact, Kind, SchoolType
from statute.law import LAW
from statute.off_roll_date import find_off_roll_date
from tests.statute.school_year import AUTUMN_ONLY, YEAR

GIVEN = CaseFacts(
    kind=Kind.PERMANENT,
    school_type=SchoolType.MAINTAINED,
    dates={Fact.EXCLUDED: date(2026, 11, 2), Fact.DECISION_NOTICE_GIVEN: date(2026, 11, 24)},
    board_reinstated=False,
)
JANUARY = date(2027, 1, 11)


def find(facts=GIVEN, calendar=YEAR, *, pending=False, **dates):
    known = replace(facts, dates=facts.dates | {Fact[name]: day for name, day in dates.items()})
    return find_off_roll_date(known, calendar, LAW, claim_is_pending=pending)


def test_p04_the_name_may_go_the_day_after_the_window_has_closed():
    assert find().day == date(2026, 12, 16)


def test_a_window_that_cannot_be_counted_is_told():
    found = find(DECISION_NOTICE_GIVEN=date(2026, 12, 10), calendar=AUTUMN_ONLY)

    assert found.day is None
    assert found.locks == ("the school days after 18 December 2026 have not been supplied",)


@pytest.mark.parametrize(
    ("dates", "more"),
    [
        ({"REVIEW_WAIVED": JANUARY}, {}),
        ({"REVIEW_APPLIED_FOR": date(2026, 12, 1), "REVIEW_ABANDONED": JANUARY}, {}),
        (
            {"REVIEW_APPLIED_FOR": date(2026, 12, 1), "REVIEW_DECIDED": JANUARY},
            {"review_upheld": True},
        ),
        (
            {
                "REVIEW_APPLIED_FOR": date(2026, 12, 1),
                "REVIEW_DECIDED": date(2027, 1, 5),
                "BOARD_RECONSIDERED": JANUARY,
            },
            {"review_upheld": False, "reconsidered_reinstated": False},
        ),
    ],
)
def test_a_waiver_or_the_end_of_a_review_lets_it_take_effect_that_day(dates, more):
    assert find(replace(GIVEN, **more), **dates).day == JANUARY


def test_a_fresh_window_after_a_claim_holds_the_name_until_it_closes():
    assert find(CLAIM_DETERMINED=date(2026, 12, 10)).day == date(2027, 1, 16)


@pytest.mark.parametrize(
    ("facts", "pending", "lock"),
    [
        (
            replace(GIVEN, dates={Fact.EXCLUDED: date(2026, 11, 2)}),
            False,
            "the family has not been given the board's decision",
        ),
        (replace(GIVEN, board_reinstated=True), False, "the pupil is reinstated"),
        (
            replace(GIVEN, review_upheld=False, reconsidered_reinstated=True),
            False,
            "the pupil is reinstated",
        ),
        (
            replace(GIVEN, dates=GIVEN.dates | {Fact.CANCELLED: date(2026, 11, 3)}),
            False,
            "the exclusion was cancelled",
        ),
        (
            replace(GIVEN, dates=GIVEN.dates | {Fact.REVIEW_APPLIED_FOR: date(2026, 12, 1)}),
            False,
            "the review that the family applied for in time has not ended",
        ),
        (GIVEN, True, "a claim under the Equality Act is not finally determined"),
        (
            replace(GIVEN, kind=Kind.SUSPENSION),
            False,
            "a suspension takes no name off the register",
        ),
    ],
)
def test_what_locks_the_name_is_told(facts, pending, lock):
    found = find(facts, pending=pending)

    assert (found.day, found.locks) == (None, (lock,))


def test_a_waiver_is_final_whatever_is_pending_and_a_late_application_locks_nothing():
    assert find(pending=True, REVIEW_WAIVED=JANUARY).day == JANUARY
    late = replace(GIVEN, applied_late=True)
    assert find(late, REVIEW_APPLIED_FOR=date(2026, 12, 16)).day == date(2026, 12, 16)


def test_a_recommendation_without_a_decision_of_the_board_locks_it_however_late():
    dates = {"REVIEW_APPLIED_FOR": date(2026, 12, 1), "REVIEW_DECIDED": date(2027, 1, 5)}

    assert find(replace(GIVEN, review_upheld=False), **dates).day is None
