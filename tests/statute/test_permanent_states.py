from dataclasses import replace

import pytest

from statute.permanent_states import PERMANENT, PermanentEvent, PermanentState
from statute.states import Actor, Circumstances, NotAllowed, advance, may_advance

S, E = PermanentState, PermanentEvent
GIVEN = Circumstances(reasons="Order of 1 March 2027")
BY = {row.event: row.by for row in PERMANENT.rows}
REVIEW_OVER = (S.CONCLUDED, S.OFF_ROLLED, S.RECONSIDERING_RECOMMENDED, S.RECONSIDERING_QUASHED)
# state, event, what it becomes where every guard is content; anything not named is refused
TABLE = {
    (None, E.DECIDE): S.ISSUED,
    (S.ISSUED, E.INFORM_BOARD): S.AWAITING_BOARD,
    (S.ISSUED, E.CANCEL): S.CANCELLED,
    (S.AWAITING_BOARD, E.CANCEL): S.CANCELLED,
    (S.AWAITING_BOARD, E.BEGIN_MEETING): S.BOARD_IN_SESSION,
    (S.AWAITING_BOARD, E.PASS_LIMIT): S.AWAITING_BOARD,
    (S.BOARD_IN_SESSION, E.ADJOURN_MEETING): S.BOARD_IN_SESSION,
    (S.BOARD_IN_SESSION, E.REINSTATE): S.REINSTATED,
    (S.BOARD_IN_SESSION, E.DECLINE): S.DECLINED,
    (S.DECLINED, E.GIVE_NOTICE): S.REVIEW_WINDOW,
    (S.REVIEW_WINDOW, E.WAIVE): S.CONCLUDED,
    (S.REVIEW_WINDOW, E.END_WINDOW): S.CONCLUDED,
    (S.WINDOW_HELD, E.DETERMINE_CLAIM): S.REVIEW_WINDOW,
    (S.REVIEW_WINDOW, E.APPLY): S.REVIEW_PENDING,
    (S.REVIEW_PENDING, E.BEGIN_REVIEW): S.REVIEW_IN_SESSION,
    (S.REVIEW_PENDING, E.ABANDON): S.CONCLUDED,
    (S.REVIEW_IN_SESSION, E.ABANDON): S.CONCLUDED,
    (S.REVIEW_IN_SESSION, E.ADJOURN_REVIEW): S.REVIEW_ADJOURNED,
    (S.REVIEW_ADJOURNED, E.RESUME_REVIEW): S.REVIEW_IN_SESSION,
    (S.REVIEW_IN_SESSION, E.UPHOLD): S.CONCLUDED,
    (S.REVIEW_IN_SESSION, E.RECOMMEND): S.RECONSIDERING_RECOMMENDED,
    (S.REVIEW_IN_SESSION, E.QUASH): S.RECONSIDERING_QUASHED,
    (S.RECONSIDERING_RECOMMENDED, E.REINSTATE): S.REINSTATED,
    (S.RECONSIDERING_QUASHED, E.REINSTATE): S.REINSTATED,
    (S.RECONSIDERING_RECOMMENDED, E.DECLINE): S.CONCLUDED,
    (S.RECONSIDERING_QUASHED, E.DECLINE): S.CONCLUDED,
    (S.RECONSIDERING_RECOMMENDED, E.PASS_TEN_DAYS): S.RECONSIDERING_RECOMMENDED,
    (S.RECONSIDERING_QUASHED, E.PASS_TEN_DAYS): S.RECONSIDERING_QUASHED,
    (S.CONCLUDED, E.DELETE_NAME): S.OFF_ROLLED,
    **{(s, E.COURT_REINSTATES): S.REINSTATED for s in S if s not in (S.REINSTATED, S.CANCELLED)},
    **{(s, E.COURT_QUASHES_REVIEW): S.REVIEW_PENDING for s in REVIEW_OVER},
    **{
        (s, E.COURT_QUASHES_BOARD): S.AWAITING_BOARD
        for s in (
            *(S.DECLINED, S.REVIEW_WINDOW, S.WINDOW_HELD, S.REVIEW_PENDING),
            *(S.REVIEW_IN_SESSION, S.REVIEW_ADJOURNED, *REVIEW_OVER),
        )
    },
}


def refusal(state, event, *, by=None, **given):
    with pytest.raises(NotAllowed) as refused:
        advance(PERMANENT, state, event, by=by or BY[event], given=replace(GIVEN, **given))
    return refused.value.reasons


@pytest.mark.parametrize("event", PermanentEvent)
@pytest.mark.parametrize("state", [None, *PermanentState])
def test_each_event_leads_where_the_table_says_or_is_refused(state, event):
    by = BY.get(event, Actor.REVIEW_PANEL)
    if (state, event) in TABLE:
        assert advance(PERMANENT, state, event, by=by, given=GIVEN).to is TABLE[state, event]
    else:
        assert may_advance(PERMANENT, state, event, by=by, given=GIVEN) is False


@pytest.mark.parametrize(("state", "event"), list(TABLE))
def test_nobody_but_the_actor_of_a_row_takes_the_step(state, event):
    for by in set(Actor) - {BY[event]}:
        assert may_advance(PERMANENT, state, event, by=by, given=GIVEN) is False


def test_neither_authority_nor_board_excludes():
    for by in (Actor.AUTHORITY, Actor.BOARD):
        assert refusal(None, E.DECIDE, by=by) == [
            "only the headteacher may do this: “decide to exclude permanently”"
        ]


def test_a_limit_that_passes_marks_the_case_and_does_not_move_it():
    late = advance(PERMANENT, S.AWAITING_BOARD, E.PASS_LIMIT, by=Actor.TIME)
    missed = advance(PERMANENT, S.RECONSIDERING_QUASHED, E.PASS_TEN_DAYS, by=Actor.TIME)

    assert (late.to, late.marks, late.fires) == (S.AWAITING_BOARD, "overdue", ("G7",))
    assert (missed.to, missed.marks) == (S.RECONSIDERING_QUASHED, "overdue")


def test_a_pending_claim_holds_the_window():
    held = replace(GIVEN, claim_is_pending=True)
    row = advance(PERMANENT, S.REVIEW_WINDOW, E.END_WINDOW, by=Actor.TIME, given=held)

    assert (row.to, row.fires) == (S.WINDOW_HELD, ("I5",))
    waived = advance(PERMANENT, S.REVIEW_WINDOW, E.WAIVE, by=Actor.RELEVANT_PERSON, given=held)
    assert waived.to is S.CONCLUDED


def test_a_late_application_is_refused_and_leaves_the_case_where_it_is():
    late = replace(GIVEN, application_faults=("too late",), application_is_late=True)
    row = advance(PERMANENT, S.REVIEW_WINDOW, E.APPLY, by=Actor.RELEVANT_PERSON, given=late)

    assert (row.to, row.marks, row.fires) == (S.REVIEW_WINDOW, "refused", ("I3",))
    assert refusal(S.REVIEW_WINDOW, E.APPLY, application_faults=("no grounds", "not written")) == [
        "no grounds; not written"
    ]


@pytest.mark.parametrize(
    ("state", "event", "given"),
    [
        (S.ISSUED, E.CANCEL, {"cancelling_bar": "why not"}),
        (S.REVIEW_PENDING, E.BEGIN_REVIEW, {"panel_defects": ("why not",)}),
        (S.REVIEW_IN_SESSION, E.ADJOURN_REVIEW, {"sitting_defects": ("why not",)}),
        (S.REVIEW_ADJOURNED, E.RESUME_REVIEW, {"sitting_defects": ("why not",)}),
        (S.REVIEW_IN_SESSION, E.UPHOLD, {"decision_faults": ("why not",)}),
        (S.REVIEW_IN_SESSION, E.RECOMMEND, {"decision_faults": ("why not",)}),
        (S.REVIEW_IN_SESSION, E.QUASH, {"decision_faults": ("why not",)}),
        (S.CONCLUDED, E.DELETE_NAME, {"off_roll_locks": ("why not",)}),
    ],
)
def test_a_guard_stands_in_the_way(state, event, given):
    assert refusal(state, event, **given) == ["why not"]


@pytest.mark.parametrize(
    ("state", "event"),
    [
        (S.CONCLUDED, E.COURT_REINSTATES),
        (S.CONCLUDED, E.COURT_QUASHES_BOARD),
        (S.CONCLUDED, E.COURT_QUASHES_REVIEW),
    ],
)
def test_what_a_court_orders_needs_its_reasons(state, event):
    assert refusal(state, event, reasons=" ") == ["say what was ordered, by whom, and why"]


def test_a_panel_that_lost_too_many_starts_afresh_and_no_other():
    gone = replace(GIVEN, sitting_defects=("no head is left",))
    row = advance(PERMANENT, S.REVIEW_IN_SESSION, E.LOSE_PANEL, by=Actor.REVIEW_PANEL, given=gone)

    assert (row.to, row.fires) == (S.REVIEW_PENDING, ("I20",))
    assert refusal(S.REVIEW_IN_SESSION, E.LOSE_PANEL) == [
        "the panel is still whole enough to go on"
    ]


def test_an_event_at_the_wrong_time_says_where_the_exclusion_is():
    assert refusal(S.ISSUED, E.DECLINE) == [
        "the permanent exclusion is “ISSUED”, so this cannot happen: “decline to reinstate”"
    ]
    assert refusal(None, E.GIVE_NOTICE) == [
        "the permanent exclusion has not begun, so this cannot happen: “the decision notice is "
        "given”"
    ]


def test_what_each_step_sets_off():
    fires = {(row.event, row.to): row.fires for row in PERMANENT.rows}

    assert fires[E.DECIDE, S.ISSUED] == ("N3", "N4", "N6", "E1", "E4")
    assert fires[E.CANCEL, S.CANCELLED] == ("C4", "C5", "C6")
    assert fires[E.REINSTATE, S.REINSTATED] == ("R3", "F1")
    assert fires[E.DELETE_NAME, S.OFF_ROLLED] == ("O1", "O3")
    assert PERMANENT.states[:3] == (S.ISSUED, S.AWAITING_BOARD, S.CANCELLED)
    assert set(PERMANENT.states) == set(S)
