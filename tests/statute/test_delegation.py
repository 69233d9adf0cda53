import pytest

from statute.delegation import MUST_CONSIDER, STAY_TO_DELIBERATE, find_delegation_faults
from statute.facts import SchoolType

MAINTAINED, PRU, ACADEMY = SchoolType.MAINTAINED, SchoolType.PRU, SchoolType.ACADEMY
TOO_FEW = ["At least 3 governors decide: add governors to the panel"]
ALONE = {
    "governors": 1,
    "exam_is_at_stake": True,
    "is_chair_or_vice_chair": True,
    "meeting_is_practicable": False,
}


def told(school_type, **facts):
    return [fault.told for fault in find_delegation_faults(school_type, **facts)]


@pytest.mark.parametrize("school_type", SchoolType)
def test_three_governors_decide(school_type):
    assert told(school_type, governors=3) == []
    assert told(school_type, governors=2) == TOO_FEW
    assert told(school_type, governors=1) == TOO_FEW
    assert told(school_type, governors=0) == TOO_FEW


def test_an_academys_articles_may_allow_fewer_but_not_nobody():
    assert told(ACADEMY, governors=2, articles_allow_fewer=True) == []
    assert told(ACADEMY, governors=0, articles_allow_fewer=True) == TOO_FEW
    assert told(MAINTAINED, governors=2, articles_allow_fewer=True) == TOO_FEW


def test_the_chair_of_a_maintained_school_may_decide_alone_before_an_exam():
    assert told(MAINTAINED, **ALONE) == []
    assert told(MAINTAINED, **{**ALONE, "exam_is_at_stake": False}) == TOO_FEW
    assert told(MAINTAINED, **{**ALONE, "governors": 2}) == TOO_FEW
    assert told(PRU, **ALONE) == [
        "Only at a maintained school may the chair decide alone: call a meeting"
    ]
    assert told(ACADEMY, **{**ALONE, "articles_allow_fewer": True}) == []
    assert told(ACADEMY, governors=1, exam_is_at_stake=True) == [
        "Only at a maintained school may the chair decide alone: call a meeting",
        "Only the chair, or the vice-chair, may decide alone",
        "A meeting before the exam is practicable: the chair may not decide alone",
    ]


def test_what_is_weighed_and_who_stays_is_stated():
    assert len(MUST_CONSIDER) == 4
    assert STAY_TO_DELIBERATE == ("governing board", "clerk")
