"""Everything that the law refuses outright, one test for each line of the list."""

from datetime import date
from decimal import Decimal

import pytest

from statute.applying import Application, find_application_faults
from statute.attendance import Standing, find_standing_faults
from statute.cancelling import find_cancelling_bar
from statute.facts import CaseFacts, Fact, Kind, SchoolType
from statute.outcomes import PanelDecision, PanelOutcome, find_panel_decision_faults
from statute.panel_sitting import find_going_on_defects
from statute.permanent_states import PERMANENT, PermanentEvent, PermanentState
from statute.states import Actor, Circumstances, NotAllowed, advance, may_advance
from statute.suspension_states import SUSPENSION, SuspensionEvent, SuspensionState
from tests.statute.panels import CHAIR, GOVERNOR, HEAD_2, THREE
from tests.statute.school_year import YEAR

P, E = PermanentState, PermanentEvent
APPLIED = Application(made_on=date(2026, 12, 1), grounds="It was unfair.")
DATES = {Fact.EXCLUDED: date(2026, 11, 2), Fact.DECISION_NOTICE_GIVEN: date(2026, 11, 24)}


def refusal(machine, state, event, *, by, given=None):
    with pytest.raises(NotAllowed) as refused:
        advance(machine, state, event, by=by, given=given)
    return str(refused.value)


@pytest.mark.parametrize("state", [s for s in P if s not in (P.ISSUED, P.AWAITING_BOARD)])
def test_cancelling_after_the_boards_meeting_has_begun_is_refused(state):
    assert refusal(PERMANENT, state, E.CANCEL, by=Actor.HEAD) == (
        "the board has begun to consider the exclusion: it cannot be cancelled any more"
    )


def test_cancelling_past_45_days_is_refused():
    bar = find_cancelling_bar(
        date(2026, 9, 15), date(2026, 11, 25), YEAR, board_has_begun=False
    )  # the 46th school day out
    given = Circumstances(cancelling_bar=bar)

    assert refusal(PERMANENT, P.AWAITING_BOARD, E.CANCEL, by=Actor.HEAD, given=given) == (
        "the pupil has been out for 46 school days this school year, which is over 45"
    )


@pytest.mark.parametrize("state", SuspensionState)
def test_a_suspension_is_neither_extended_nor_converted(state):
    extend = refusal(SUSPENSION, state, SuspensionEvent.EXTEND, by=Actor.HEAD)
    convert = refusal(SUSPENSION, state, SuspensionEvent.CONVERT, by=Actor.HEAD)

    assert extend == "a suspension cannot be extended: issue a new one, with its own notices"
    assert convert == (
        "a suspension cannot be turned into a permanent exclusion: issue one that starts when it "
        "ends, with its own notices"
    )


def test_a_suspension_is_not_reviewed():
    facts = CaseFacts(kind=Kind.SUSPENSION, school_type=SchoolType.PRU, dates=DATES)
    faults = find_application_faults(facts, APPLIED, last_day=None, waived_on=None)

    assert [fault.about for fault in faults] == ["kind"]
    applied = refusal(
        *(SUSPENSION, SuspensionState.COMPLETED, SuspensionEvent.APPLY), by=Actor.RELEVANT_PERSON
    )
    assert applied == "there is no review of a suspension: only of a permanent exclusion"


def test_an_application_after_a_waiver_is_refused():
    facts = CaseFacts(kind=Kind.PERMANENT, school_type=SchoolType.PRU, dates=DATES)
    faults = find_application_faults(facts, APPLIED, last_day=None, waived_on=date(2026, 11, 30))

    assert [fault.about for fault in faults] == ["made_on"]
    assert "is final" in refusal(PERMANENT, P.CONCLUDED, E.APPLY, by=Actor.RELEVANT_PERSON)


@pytest.mark.parametrize("state", [P.REVIEW_IN_SESSION, P.REVIEW_ADJOURNED])
def test_a_panel_member_is_not_replaced_mid_review(state):
    assert refusal(PERMANENT, state, E.REPLACE_MEMBER, by=Actor.ARRANGING_AUTHORITY) == (
        "nobody joins a panel once it has begun: go on with those left, or begin afresh"
    )
    assert find_going_on_defects(THREE, (CHAIR, HEAD_2, GOVERNOR)) != []


def test_a_panel_does_not_reinstate():
    decision = PanelDecision(outcome=PanelOutcome.REINSTATE, reasons="It was unfair.")

    assert [fault.about for fault in find_panel_decision_faults(decision)] == ["outcome"]
    assert refusal(PERMANENT, P.REVIEW_IN_SESSION, E.REINSTATE, by=Actor.REVIEW_PANEL) == (
        "only the governing board reinstates, at its meeting or when it reconsiders: a panel cannot"
    )
    assert refusal(
        PERMANENT, P.RECONSIDERING_QUASHED, E.REINSTATE, by=Actor.REVIEW_PANEL
    ) == "only the governing board may do this: “reinstate”"  # fmt: skip


@pytest.mark.parametrize("outcome", [PanelOutcome.UPHOLD, PanelOutcome.RECOMMEND])
def test_money_is_not_ordered_without_a_quash(outcome):
    decision = PanelDecision(outcome=outcome, reasons="It was lawful.", orders_adjustment=True)
    [fault] = find_panel_decision_faults(decision)
    given = Circumstances(decision_faults=(fault.told,))

    assert fault.about == "orders_adjustment"
    assert refusal(
        PERMANENT, P.REVIEW_IN_SESSION, E[outcome.name], by=Actor.REVIEW_PANEL, given=given
    ) == fault.told  # fmt: skip


@pytest.mark.parametrize("state", [s for s in P if s is not P.CONCLUDED])
def test_a_name_stays_on_the_register_until_the_exclusion_stands(state):
    assert refusal(PERMANENT, state, E.DELETE_NAME, by=Actor.PROPRIETOR) == (
        "a name stays on the register until the exclusion stands"
    )


def test_a_suspension_past_45_days_is_not_issued():
    def given(days):
        return Circumstances(school_days_this_year=Decimal(days))

    decide = (SUSPENSION, None, SuspensionEvent.DECIDE)
    assert may_advance(*decide, by=Actor.HEAD, given=given("45"))
    assert refusal(*decide, by=Actor.HEAD, given=given("45.5")) == (
        "it would take the pupil past 45 school days out this school year: unlawful"
    )


def test_an_authority_is_no_party_at_an_academy_and_does_not_speak_without_a_permission():
    for standing in (Standing.PARTY, Standing.OBSERVER_MAY_SPEAK):
        assert find_standing_faults(
            standing, SchoolType.ACADEMY, is_home=False, requested=True, permitted=False
        )
