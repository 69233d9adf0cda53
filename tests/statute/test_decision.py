from datetime import date, timedelta

import pytest

from statute.decision import (
    BoardDecision,
    Telling,
    count_review_window,
    find_decision_faults,
    find_tellings,
    get_claim_day,
)
from statute.facts import CaseFacts, Fact, Kind, Party, SchoolType
from statute.meeting import Fault
from statute.school_calendar import SchoolCalendar

WEEKDAYS = [d for i in range(107) if (d := date(2026, 9, 3) + timedelta(i)).weekday() < 5]
AUTUMN = SchoolCalendar(tuple(WEEKDAYS), date(2026, 9, 1), date(2026, 12, 18))
NOW, BY, DECLINED = BoardDecision
HELD = date(2026, 11, 16)


def facts(kind=Kind.PERMANENT, **values):
    return CaseFacts(
        kind=kind,
        school_type=SchoolType.MAINTAINED,
        dates={Fact.EXCLUDED: date(2026, 11, 2)},
        **values,
    )


def tellings(decision, known):
    return [(t.rule_id, t.to, t.citation) for t in find_tellings(decision, known)]


def test_a_decision_not_to_reinstate_is_told_to_everybody_and_the_family_gets_a_notice():
    everybody = facts(has_home_authority=True, has_social_worker=True, has_virtual_head=True)
    d2, d3 = "SI 2012/1033 reg 6(6)(a)", "SI 2012/1033 reg 6(6)(b)"

    assert tellings(DECLINED, everybody) == [
        ("D2", Party.RELEVANT_PERSON, d2),
        ("D2", Party.HEAD, d2),
        ("D2", Party.AUTHORITY, d2),
        ("D2", Party.HOME_AUTHORITY, d2),
        ("D2", Party.SOCIAL_WORKER, d2),
        ("D2", Party.VIRTUAL_HEAD, d2),
        ("D3", Party.RELEVANT_PERSON, d3),
    ]


def test_there_is_no_review_of_a_suspension():
    of_suspension = find_tellings(DECLINED, facts(kind=Kind.SUSPENSION))

    assert {t.rule_id for t in of_suspension} == {"D2"}


@pytest.mark.parametrize("decision", [NOW, BY])
def test_reinstatement_is_told_and_the_head_is_directed(decision):
    d1 = "SI 2012/1033 reg 6(2), (4), (5)"
    told = "the decision to reinstate, with its reasons"

    assert find_tellings(decision, facts()) == (
        Telling(rule_id="D1", to=Party.RELEVANT_PERSON, what=told, citation=d1),
        Telling(rule_id="D1", to=Party.AUTHORITY, what=told, citation=d1),
        Telling(
            rule_id="D1",
            to=Party.HEAD,
            what="a direction to reinstate the pupil, which must be followed",
            citation=d1,
        ),
    )


def find(decision=DECLINED, *, decided_on=HELD, reinstate_by=None, today=HELD):
    return find_decision_faults(
        decision, decided_on=decided_on, reinstate_by=reinstate_by, held_on=HELD, today=today
    )


def test_a_decision_lies_between_the_meeting_and_today():
    assert find() == []
    assert find(decided_on=date(2026, 11, 13)) == [
        Fault("decided_on", "The board met on 16 November 2026, so it cannot have decided before")
    ]
    assert find(decided_on=date(2026, 11, 17)) == [
        Fault("decided_on", "The day of the decision must be today or in the past")
    ]


def test_reinstatement_by_a_date_has_one_that_is_not_before_the_decision():
    assert find(NOW) == []
    assert find(BY, reinstate_by=HELD) == []
    assert find(BY) == [Fault("reinstate_by", "Enter the day by which the pupil is to be back")]
    assert find(BY, reinstate_by=date(2026, 11, 13)) == [
        Fault("reinstate_by", "The pupil cannot be reinstated by a day before the decision")
    ]


def test_p04_the_review_window_of_a_posted_notice_ends_on_15_december():
    window = count_review_window(facts(), AUTUMN, given_on=date(2026, 11, 24))

    assert (window.due_date, window.counted[0], len(window.counted)) == (
        date(2026, 12, 15),
        date(2026, 11, 25),
        15,
    )


def test_p05_the_review_window_of_a_notice_handed_over_ends_on_11_december():
    window = count_review_window(facts(), AUTUMN, given_on=date(2026, 11, 20))

    assert window.due_date == date(2026, 12, 11)


def test_a_review_window_beyond_the_published_days_has_its_reason_and_no_date():
    window = count_review_window(facts(), AUTUMN, given_on=date(2026, 12, 10))

    assert (window.due_date, window.gap) == (
        None,
        "the school days after 18 December 2026 have not been supplied",
    )


@pytest.mark.parametrize(
    ("decided_on", "until"),
    [
        (date(2026, 3, 16), date(2026, 9, 16)),
        (date(2026, 11, 16), date(2027, 5, 16)),
        (date(2026, 12, 31), date(2027, 6, 30)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 8, 31), date(2027, 2, 28)),
    ],
)
def test_a_claim_has_six_calendar_months(decided_on, until):
    assert get_claim_day(decided_on) == until
