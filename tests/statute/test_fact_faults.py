from datetime import date

import pytest

from statute.fact_faults import FOLLOWS, FOLLOWS_PERMANENT, IN_WORDS, find_fact_faults
from statute.facts import CaseFacts, Fact, Kind, SchoolType

DAY, BEFORE = date(2026, 9, 15), date(2026, 9, 14)


def facts(dates, kind=Kind.PERMANENT, excluded_on=DAY):
    known = {Fact.EXCLUDED: excluded_on} | dates
    return CaseFacts(kind=kind, school_type=SchoolType.ACADEMY, dates=known)


def test_every_fact_has_its_words():
    assert IN_WORDS.keys() == set(Fact)


@pytest.mark.parametrize(("later", "earlier"), [*FOLLOWS, *FOLLOWS_PERMANENT])
def test_what_follows_cannot_come_before(later, earlier):
    told = f"{IN_WORDS[later]} cannot come before {IN_WORDS[earlier]}"

    assert told in find_fact_faults(facts({earlier: DAY, later: BEFORE}))
    assert told not in find_fact_faults(facts({earlier: DAY, later: DAY}))


def test_every_contradiction_is_told_at_once():
    """A decision before the meeting it needs, and an application before the notice."""
    found = find_fact_faults(
        facts(
            {
                Fact.BOARD_INFORMED: date(2026, 9, 16),
                Fact.BOARD_DECIDED: DAY,
                Fact.DECISION_NOTICE_GIVEN: date(2026, 9, 18),
                Fact.REVIEW_APPLIED_FOR: date(2026, 9, 17),
            }
        )
    )

    assert found == [
        "the governing board’s decision cannot come before telling the governing board",
        "the application for a review cannot come before the decision letter",
    ]


def test_a_suspension_is_told_before_it_starts():
    """P13: the board is told on the Friday of a suspension that starts on the Monday."""
    assert find_fact_faults(facts({Fact.BOARD_INFORMED: BEFORE}, Kind.SUSPENSION)) == []


@pytest.mark.parametrize(
    ("found", "fault"),
    [
        (
            facts({}, excluded_on=date(2012, 8, 31)),
            "the rules held here begin on 1 September 2012: an exclusion of 31 August 2012 came "
            "under an earlier law",
        ),
        (
            facts({Fact.CANCELLED: date(2023, 9, 4)}, excluded_on=date(2023, 8, 31)),
            "only exclusions from 1 September 2023 can be cancelled by a headteacher",
        ),
        (facts({Fact.REVIEW_MET: DAY}, Kind.SUSPENSION), "there is no review of a suspension"),
        (
            facts({Fact.REVIEW_WAIVED: BEFORE, Fact.REVIEW_APPLIED_FOR: DAY}),
            "the family said in writing that they would not apply for a review, which is final",
        ),
    ],
)
def test_what_the_law_does_not_know_is_a_fault(found, fault):
    assert find_fact_faults(found) == [fault]


def test_what_is_lawful_is_no_fault():
    first = facts({Fact.CANCELLED: date(2023, 9, 4)}, excluded_on=date(2023, 9, 1))

    assert find_fact_faults(first) == []
    assert find_fact_faults(facts({}, excluded_on=date(2012, 9, 1))) == []
    assert find_fact_faults(facts({Fact.REVIEW_WAIVED: DAY, Fact.REVIEW_APPLIED_FOR: DAY})) == []


def test_only_a_day_that_is_set_or_deemed_may_lie_ahead():
    ahead = date(2026, 9, 20)
    planned = {Fact.EXAM: ahead, Fact.DECISION_NOTICE_GIVEN: ahead}

    assert find_fact_faults(facts(planned), today=DAY) == []
    assert find_fact_faults(facts({Fact.BOARD_INFORMED: ahead}), today=DAY) == [
        "20 September 2026, the day of telling the governing board, has not come yet"
    ]
    assert find_fact_faults(facts({Fact.BOARD_INFORMED: ahead}), today=ahead) == []
