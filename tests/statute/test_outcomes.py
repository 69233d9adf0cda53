from dataclasses import replace
from datetime import date

import pytest

from statute.decision import BoardDecision
from statute.facts import CaseFacts, Fact, Kind, Party, SchoolType
from statute.jurisdictions import Jurisdiction
from statute.meeting import Fault
from statute.outcomes import (
    PANEL_MAY,
    Flaw,
    PanelDecision,
    PanelOutcome,
    find_bound_parties,
    find_panel_decision_faults,
    find_parties_with_regard_to_guidance,
    find_reconsideration_tellings,
    find_review_tellings,
    find_steps_after_board,
    find_steps_after_reconsidering,
    find_steps_after_review,
)

P = Party
FACTS = CaseFacts(
    kind=Kind.PERMANENT,
    school_type=SchoolType.ACADEMY,
    dates={Fact.EXCLUDED: date(2026, 9, 15)},
    has_home_authority=True,
    has_social_worker=True,
    has_virtual_head=True,
)
ALONE = replace(FACTS, has_home_authority=False, has_social_worker=False, has_virtual_head=False)
UPHOLD = PanelDecision(outcome=PanelOutcome.UPHOLD, reasons="It was lawful.")
RECOMMEND = PanelDecision(outcome=PanelOutcome.RECOMMEND, reasons="New evidence.")
QUASH = PanelDecision(
    outcome=PanelOutcome.QUASH,
    reasons="It was not.",
    flaws=frozenset({Flaw.PROCEDURAL_IMPROPRIETY}),
)
ORDERED = replace(QUASH, orders_adjustment=True)


def steps(found):
    return [(step.rule_id, step.by) for step in found]


@pytest.mark.parametrize("decision", [UPHOLD, RECOMMEND, QUASH, ORDERED])
def test_a_panel_upholds_recommends_or_quashes(decision):
    assert find_panel_decision_faults(decision) == []
    assert find_panel_decision_faults(replace(decision, directs_note=True)) == []


def test_a_panel_never_reinstates():
    reinstate = PanelDecision(outcome=PanelOutcome.REINSTATE, reasons="It was unfair.")

    assert find_panel_decision_faults(reinstate) == [
        Fault(
            "outcome",
            "A review panel cannot reinstate a pupil. Choose: uphold, recommend that the board "
            "reconsiders, or quash and direct it to",
        )
    ]
    assert PanelOutcome.REINSTATE not in PANEL_MAY[Jurisdiction.ENGLAND]


def test_a_welsh_panel_reinstates_and_neither_quashes_nor_recommends():
    reinstate = PanelDecision(outcome=PanelOutcome.REINSTATE, reasons="It was unfair.")

    assert find_panel_decision_faults(reinstate, jurisdiction=Jurisdiction.WALES) == []
    for decision in (RECOMMEND, QUASH):
        assert find_panel_decision_faults(decision, jurisdiction=Jurisdiction.WALES) == [
            Fault(
                "outcome",
                "An appeal panel in Wales decides for itself. Choose: uphold, reinstate, or say "
                "that reinstating would be right but is not practical",
            )
        ]


def test_money_is_ordered_only_with_a_quash():
    for decision in (UPHOLD, RECOMMEND):
        assert find_panel_decision_faults(replace(decision, orders_adjustment=True)) == [
            Fault(
                "orders_adjustment",
                "£4,000 can be ordered only when the decision is quashed: take the order out",
            )
        ]


def test_every_fault_of_a_panels_decision_is_told_at_once():
    bare = PanelDecision(outcome=PanelOutcome.QUASH, reasons=" ")
    worst = PanelDecision(outcome=PanelOutcome.REINSTATE, reasons="", orders_adjustment=True)

    assert find_panel_decision_faults(bare) == [
        Fault(
            "flaws",
            "A decision is quashed only if it was flawed: say whether by illegality, by "
            "irrationality or by procedural impropriety",
        ),
        Fault("reasons", "Give the reasons: everybody is told of them in writing"),
    ]
    assert [fault.about for fault in find_panel_decision_faults(worst)] == [
        *("outcome", "orders_adjustment", "reasons")
    ]


def test_what_a_boards_decision_asks_for():
    for decision in (BoardDecision.REINSTATED_NOW, BoardDecision.REINSTATED_BY):
        assert steps(find_steps_after_board(decision)) == [("D1", P.BOARD), ("D1", P.HEAD)]
    assert steps(find_steps_after_board(BoardDecision.DECLINED)) == [
        *[("D2", P.BOARD), ("D3", P.BOARD), ("I1", P.RELEVANT_PERSON)]
    ]


def test_what_a_panels_decision_asks_for():
    told = ("I25", P.ARRANGING_AUTHORITY)
    assert steps(find_steps_after_review(UPHOLD)) == [told, ("O1", P.BOARD)]
    assert steps(find_steps_after_review(RECOMMEND)) == [told, ("R1", P.BOARD)]
    assert steps(find_steps_after_review(QUASH)) == [told, ("R1", P.BOARD)]
    assert steps(find_steps_after_review(ORDERED)) == [told, ("R1", P.BOARD), ("F1", P.BOARD)]
    assert steps(find_steps_after_review(replace(UPHOLD, directs_note=True))) == [
        *[told, ("K3", P.BOARD), ("O1", P.BOARD)]
    ]


def test_what_a_reconsidered_decision_asks_for():
    for decision in (BoardDecision.REINSTATED_NOW, BoardDecision.REINSTATED_BY):
        assert steps(find_steps_after_reconsidering(decision)) == [("R3", P.BOARD), ("D1", P.HEAD)]
    assert steps(find_steps_after_reconsidering(BoardDecision.DECLINED)) == [
        *[("R3", P.BOARD), ("O1", P.BOARD)]
    ]


def test_who_is_told_of_a_panels_decision():
    assert [telling.to for telling in find_review_tellings(FACTS)] == [
        *[P.RELEVANT_PERSON, P.BOARD, P.AUTHORITY, P.HOME_AUTHORITY],
        *[P.SOCIAL_WORKER, P.VIRTUAL_HEAD],
    ]
    told = find_review_tellings(ALONE)
    assert [telling.to for telling in told] == [P.RELEVANT_PERSON, P.BOARD, P.AUTHORITY]
    assert {(one.rule_id, one.citation) for one in told} == {("I25", "SI 2012/1033 Sch 1 para 19")}


@pytest.mark.parametrize(
    ("school_type", "citation"),
    [
        (SchoolType.MAINTAINED, "SI 2012/1033 reg 8(2)"),
        (SchoolType.PRU, "SI 2012/1033 reg 17(2)"),
        (SchoolType.ACADEMY, "SI 2012/1033 reg 26(2)"),
    ],
)
def test_who_is_told_of_a_reconsidered_decision(school_type, citation):
    told = find_reconsideration_tellings(replace(FACTS, school_type=school_type))

    assert [telling.to for telling in told] == [
        *[P.RELEVANT_PERSON, P.HEAD, P.AUTHORITY, P.HOME_AUTHORITY],
        *[P.SOCIAL_WORKER, P.VIRTUAL_HEAD],
    ]
    assert {(one.rule_id, one.citation) for one in told} == {("R3", citation)}
    alone = find_reconsideration_tellings(replace(ALONE, school_type=school_type))
    assert [telling.to for telling in alone] == [P.RELEVANT_PERSON, P.HEAD, P.AUTHORITY]


@pytest.mark.parametrize(
    ("excluded_on", "workers"),
    [
        (date(2022, 8, 31), []),
        (date(2022, 9, 1), [P.SOCIAL_WORKER, P.VIRTUAL_HEAD]),
    ],
)
def test_social_workers_and_virtual_heads_are_told_since_september_2022(excluded_on, workers):
    facts = replace(FACTS, dates={Fact.EXCLUDED: excluded_on})

    assert [telling.to for telling in find_review_tellings(facts)][4:] == workers
    only_one = replace(facts, has_social_worker=False)
    assert [telling.to for telling in find_review_tellings(only_one)][4:] == workers[1:]
    other_one = replace(facts, has_virtual_head=False)
    assert [telling.to for telling in find_review_tellings(other_one)][4:] == workers[:1]


def test_a_decision_binds_the_authority_except_at_an_academy():
    everybody = (P.RELEVANT_PERSON, P.BOARD, P.HEAD, P.SOCIAL_WORKER, P.VIRTUAL_HEAD)

    assert find_bound_parties(FACTS) == everybody
    for school_type in (SchoolType.MAINTAINED, SchoolType.PRU):
        bound = find_bound_parties(replace(FACTS, school_type=school_type))
        assert bound == (*everybody, P.AUTHORITY)


def test_who_has_regard_to_the_guidance():
    always = ("head", "governing board", "review panel", "SEN expert")
    workers = ("social worker", "virtual school head")
    older = {Fact.EXCLUDED: date(2022, 8, 31)}
    first = {Fact.EXCLUDED: date(2022, 9, 1)}

    assert find_parties_with_regard_to_guidance(FACTS) == (*always, *workers)
    assert find_parties_with_regard_to_guidance(replace(FACTS, dates=first)) == (
        *(*always, *workers),
    )
    maintained = replace(FACTS, school_type=SchoolType.MAINTAINED)
    assert find_parties_with_regard_to_guidance(maintained) == (
        *(*always, *workers, "local authority"),
    )
    assert find_parties_with_regard_to_guidance(replace(maintained, dates=older)) == (
        *(*always, "local authority"),
    )
