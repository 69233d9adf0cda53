import pytest

from statute.outcomes import PanelOutcome
from statute.panel import Defect
from statute.panel_sitting import (
    WEIGHED_BEFORE_ADJOURNING,
    ExpertAtReview,
    Vote,
    count_votes,
    find_adjourning_defects,
    find_combining_defects,
    find_expert_view_defects,
    find_going_on_defects,
    find_hearing_on_defects,
    may_sit_in_public,
    must_adjourn,
)
from tests.statute.panels import CHAIR, FIVE, GOVERNOR, GOVERNOR_2, HEAD, HEAD_2, THREE

UPHOLD, RECOMMEND, QUASH = PanelOutcome.UPHOLD, PanelOutcome.RECOMMEND, PanelOutcome.QUASH
AFRESH = "the review stops, and a new panel starts it afresh"
TOO_FEW = f"Fewer than 3 members are left: {AFRESH}"


def told(defects):
    return [defect.told for defect in defects]


@pytest.mark.parametrize(
    ("began", "now", "sentences"),
    [
        (FIVE, FIVE, []),
        (FIVE, (CHAIR, GOVERNOR, HEAD_2, GOVERNOR_2), []),  # one head drops out: four, all kinds
        (FIVE, (CHAIR, HEAD, GOVERNOR), []),
        (FIVE, (HEAD, GOVERNOR, HEAD_2, GOVERNOR_2), [f"No lay member is left: {AFRESH}"]),
        (FIVE, (CHAIR, GOVERNOR, GOVERNOR_2), [f"No head is left: {AFRESH}"]),
        (FIVE, (CHAIR, HEAD, HEAD_2), [f"No governor is left: {AFRESH}"]),
        (THREE, (HEAD, GOVERNOR), [TOO_FEW, f"No lay member is left: {AFRESH}"]),
        (THREE, (CHAIR, GOVERNOR), [TOO_FEW, f"No head is left: {AFRESH}"]),
        (THREE, (CHAIR, HEAD), [TOO_FEW, f"No governor is left: {AFRESH}"]),
    ],
)
def test_a_panel_that_lost_a_member_goes_on_with_three_and_one_of_each_kind(began, now, sentences):
    assert told(find_going_on_defects(began, now)) == sentences


def test_nobody_replaces_a_member_midway():
    assert find_going_on_defects(THREE, (CHAIR, HEAD_2, GOVERNOR)) == [
        Defect("I20", "Head Fay was not there from the start: nobody joins a review midway"),
        Defect("I20", TOO_FEW),
        Defect("I20", f"No head is left: {AFRESH}"),
    ]


@pytest.mark.parametrize(
    ("votes", "second", "outcome"),
    [
        ((UPHOLD, UPHOLD, QUASH), None, UPHOLD),
        ((UPHOLD, QUASH, QUASH), UPHOLD, QUASH),  # a second vote is not needed and not counted
        ((UPHOLD, UPHOLD, QUASH, QUASH), UPHOLD, UPHOLD),
        ((UPHOLD, UPHOLD, QUASH, QUASH), QUASH, QUASH),
        ((RECOMMEND, RECOMMEND, RECOMMEND, QUASH, UPHOLD), None, RECOMMEND),
        ((QUASH,), None, QUASH),
    ],
)
def test_a_majority_decides_and_of_equal_votes_the_chairs_second(votes, second, outcome):
    by_member = dict(zip((1, 3, 4, 5, 2), votes, strict=False))

    assert count_votes(by_member, members=FIVE, second=second) == Vote(outcome)


@pytest.mark.parametrize(
    ("votes", "second", "sentence"),
    [
        ({}, None, "Nobody has voted: put the outcome to the vote"),
        (
            {1: UPHOLD, 9: QUASH},
            None,
            "Somebody who is not on the panel has voted: count the members' votes alone",
        ),
        (
            {1: UPHOLD, 2: QUASH},
            None,
            "The votes are equal: the chair casts a second vote for one of the two",
        ),
        (
            {1: UPHOLD, 2: QUASH},
            RECOMMEND,
            "The votes are equal: the chair casts a second vote for one of the two",
        ),
        (
            {1: UPHOLD, 2: QUASH, 3: RECOMMEND},
            UPHOLD,
            "No outcome has more than half the votes: put each outcome to the vote in turn",
        ),
        (
            {1: UPHOLD, 2: UPHOLD, 3: RECOMMEND, 4: QUASH},
            UPHOLD,
            "No outcome has more than half the votes: put each outcome to the vote in turn",
        ),
    ],
)
def test_a_vote_that_decides_nothing_says_what_to_do(votes, second, sentence):
    assert count_votes(votes, members=FIVE, second=second) == Vote(None, (Defect("I21", sentence),))


def expert(*, requested=True, present=False, knows=False, asks=False):
    return ExpertAtReview(
        was_requested=requested,
        is_present=present,
        family_knows_it_may_adjourn=knows,
        family_asks_to_adjourn=asks,
    )


@pytest.mark.parametrize(
    ("state", "must", "sentences"),
    [
        (expert(asks=True), True, ["The expert asked for is not here and the family asks to "
                                   "adjourn: adjourn"]),
        (expert(), False, ["The expert asked for is not here: tell the family that it may ask to "
                           "adjourn"]),
        (expert(knows=True), False, []),
        (expert(present=True, asks=True), False, []),
        (expert(requested=False, asks=True), False, []),
    ],
)  # fmt: skip
def test_a_review_adjourns_for_an_expert_who_was_asked_for_if_the_family_asks(
    state, must, sentences
):
    assert must_adjourn(state) is must
    assert told(find_hearing_on_defects(state)) == sentences


def test_what_nobody_said_of_an_absent_expert_is_taken_as_not_done():
    absent = ExpertAtReview(was_requested=True, is_present=False)

    assert not must_adjourn(absent)
    assert len(find_hearing_on_defects(absent)) == 1


def test_an_expert_who_is_present_is_heard():
    assert find_expert_view_defects(expert(), view_was_weighed=False) == []
    assert find_expert_view_defects(expert(present=True), view_was_weighed=True) == []
    assert find_expert_view_defects(expert(present=True), view_was_weighed=False) == [
        Defect("I22", "An SEN expert is present: seek and weigh their view before deciding")
    ]


def test_everybody_whom_an_adjournment_touches_is_weighed_first():
    assert find_adjourning_defects(frozenset(WEIGHED_BEFORE_ADJOURNING)) == []
    assert find_adjourning_defects(frozenset({"the parties", "any parent"})) == [
        Defect(
            "I19", "Weigh what an adjournment would do to any victim, the pupil before adjourning"
        )
    ]


def test_reviews_are_combined_only_if_fair_connected_and_agreed_by_all():
    agreed = {"first family": True, "second family": True}
    assert find_combining_defects(is_fair=True, are_connected=True, agreed=agreed) == []
    assert told(
        find_combining_defects(
            is_fair=False, are_connected=False, agreed={**agreed, "governing board": False}
        )
    ) == [
        "Hearing the reviews together would not be fair: hear each",
        "The exclusions are not connected: hear each review alone",
        "Every party must agree to one hearing. Not yet: governing board",
    ]


def test_a_review_is_private_unless_the_arranging_authority_directs_otherwise():
    assert not may_sit_in_public(arranging_authority_directs_it=False)
    assert may_sit_in_public(arranging_authority_directs_it=True)
