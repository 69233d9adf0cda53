import pytest

from statute.attendance import Standing, la_standing
from statute.facts import SchoolType
from statute.money import FinancialOrder
from statute.side_states import (
    EDUCATION,
    EQUALITY_CLAIM,
    FINANCIAL_ORDER,
    LA_STANDING,
    SIDE_MACHINES,
    ClaimEvent,
    ClaimState,
    EducationEvent,
    EducationState,
    MoneyEvent,
    StandingEvent,
    is_claim_pending,
)
from statute.states import NotAllowed, advance

C, M, D = ClaimState, FinancialOrder, EducationState
CE, ME, DE, SE = ClaimEvent, MoneyEvent, EducationEvent, StandingEvent


def walk(machine, *events):
    """Return every state on the way, each event taken by whoever may."""
    state, states = None, []
    for event in events:
        by = next(row.by for row in machine.rows if row.event is event)
        state = advance(machine, state, event, by=by).to
        states.append(state)
    return states


def test_a_claim_is_pending_until_every_appeal_is_exhausted():
    assert walk(
        EQUALITY_CLAIM, CE.OPEN, CE.LODGE, CE.DETERMINE, CE.APPEAL, CE.DETERMINE, CE.EXHAUST
    ) == [*(C.NONE, C.LODGED, C.DETERMINED, C.LODGED, C.DETERMINED, C.FINALLY_DETERMINED)]
    assert walk(EQUALITY_CLAIM, CE.OPEN, CE.LODGE, CE.WITHDRAW)[-1] is C.FINALLY_DETERMINED
    assert [state for state in C if is_claim_pending(state)] == [C.LODGED, C.DETERMINED]


def test_the_money_is_ordered_then_owed_and_paid_or_lapses():
    ordered = (ME.OPEN, ME.ORDER)

    assert walk(FINANCIAL_ORDER, *ordered, ME.DECLINE, ME.PAY) == [
        *(M.NONE, M.ORDERED, M.CRYSTALLISED, M.PAID)
    ]
    assert walk(FINANCIAL_ORDER, *ordered, ME.MISS)[-1] is M.CRYSTALLISED
    assert walk(FINANCIAL_ORDER, *ordered, ME.REINSTATE)[-1] is M.LAPSED
    for early in (ordered, (ME.OPEN,), (*ordered, ME.REINSTATE)):
        with pytest.raises(NotAllowed, match="nothing is owed"):
            walk(FINANCIAL_ORDER, *early, ME.PAY)
    with pytest.raises(NotAllowed, match="ordered once, with a quash"):
        walk(FINANCIAL_ORDER, *ordered, ME.ORDER)


def test_education_passes_from_parents_through_a_day_of_nobodys_to_the_authority():
    assert walk(EDUCATION, DE.EXCLUDE, DE.PASS_FIFTH_DAY, DE.REACH_SIXTH_DAY, DE.START) == [
        *(D.PARENT_DAYS, D.NOBODY_OWES, D.AUTHORITY_OWES, D.PROVIDED)
    ]
    assert walk(EDUCATION, DE.EXCLUDE, DE.START, DE.STOP, DE.RETURN) == [
        *(D.PARENT_DAYS, D.PROVIDED, D.AUTHORITY_OWES, D.ENDED)
    ]
    with pytest.raises(NotAllowed, match="is “ENDED”"):
        walk(EDUCATION, DE.EXCLUDE, DE.RETURN, DE.START)


def test_the_standing_table_agrees_with_the_function_that_works_it_out():
    def at(school_type, *, requested=False, permitted=False):
        return la_standing(school_type, is_home=False, requested=requested, permitted=permitted)

    academy = SchoolType.ACADEMY
    assert walk(LA_STANDING, SE.OPEN_ELSEWHERE) == [at(SchoolType.MAINTAINED)]
    assert walk(
        LA_STANDING, SE.OPEN_ACADEMY, SE.ASK, SE.PERMIT, SE.END_PERMISSION, SE.TAKE_BACK
    ) == [
        at(academy),
        at(academy, requested=True),
        at(academy, requested=True, permitted=True),
        at(academy, requested=True),
        at(academy),
    ]
    assert (
        walk(LA_STANDING, SE.OPEN_ACADEMY, SE.ASK, SE.PERMIT, SE.TAKE_BACK)[-1] is Standing.NO_RIGHT
    )


def test_an_authority_does_not_speak_unasked_and_is_not_asked_where_it_is_a_party():
    with pytest.raises(NotAllowed, match="only once the family has asked"):
        walk(LA_STANDING, SE.OPEN_ACADEMY, SE.PERMIT)
    with pytest.raises(NotAllowed, match="no request is needed"):
        walk(LA_STANDING, SE.OPEN_ELSEWHERE, SE.ASK)


@pytest.mark.parametrize("machine", SIDE_MACHINES, ids=lambda machine: machine.name)
def test_every_state_of_a_side_machine_is_reached_and_its_ends_are_ends(machine):
    kinds = {type(row.to) for row in machine.rows}

    assert set(machine.states) == {state for kind in kinds for state in kind}
    leaving = {source for row in machine.rows for source in row.sources}
    assert leaving.isdisjoint(machine.ends)
