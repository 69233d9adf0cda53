from datetime import date

from statute.conclusion import find_conclusion_faults
from statute.facts import CaseFacts, Fact, Kind, SchoolType

UNTIL = date(2026, 12, 15)
AFTER = date(2026, 12, 16)
GIVEN = {Fact.EXCLUDED: date(2026, 11, 2), Fact.DECISION_NOTICE_GIVEN: date(2026, 11, 24)}


def faults(dates=GIVEN, *, review_until=UNTIL, waived_on=None, today=AFTER):
    facts = CaseFacts(kind=Kind.PERMANENT, school_type=SchoolType.ACADEMY, dates=dates)
    return find_conclusion_faults(
        facts, review_until=review_until, waived_on=waived_on, today=today
    )


def test_an_exclusion_stands_from_the_day_after_the_window():
    assert faults() == []
    assert faults(today=UNTIL) == ["the family may apply for a review until 15 December 2026"]


def test_a_written_waiver_ends_the_wait_but_not_from_the_future():
    assert faults(waived_on=date(2026, 11, 30), today=date(2026, 11, 30)) == []
    assert faults(waived_on=AFTER, today=UNTIL) == [
        "the written statement cannot be dated in the future"
    ]


def test_a_statement_of_before_the_decision_waives_nothing():
    decided = GIVEN | {Fact.BOARD_DECIDED: date(2026, 11, 20)}

    assert faults(decided, waived_on=date(2026, 11, 20)) == []
    assert faults(decided, waived_on=date(2026, 11, 19)) == [
        "the written statement cannot be dated before the board's decision of 20 November 2026"
    ]


def test_every_reason_is_told_at_once():
    applied = {Fact.EXCLUDED: date(2026, 11, 2), Fact.REVIEW_APPLIED_FOR: date(2026, 12, 1)}

    assert faults(applied, review_until=None) == [
        "the family has not been given the board's decision",
        "the family has applied for a review",
        "the last day to apply for a review cannot be counted yet",
    ]
