from dataclasses import replace
from decimal import Decimal

import pytest

from statute.states import Actor, Circumstances, NotAllowed, advance, may_advance
from statute.suspension_states import (
    SUSPENSION,
    SUSPENSION_BOARD,
    BoardEvent,
    BoardState,
    SuspensionEvent,
    SuspensionState,
)

S, E = SuspensionState, SuspensionEvent
B, F = BoardState, BoardEvent
NOTHING = Circumstances()
TABLE = {
    (None, E.DECIDE): S.ISSUED,
    (S.ISSUED, E.START): S.IN_FORCE,
    (S.IN_FORCE, E.END): S.COMPLETED,
    (S.ISSUED, E.CANCEL): S.CANCELLED,
    (S.IN_FORCE, E.CANCEL): S.CANCELLED,
    (S.ISSUED, E.REINSTATE): S.REINSTATED,
    (S.IN_FORCE, E.REINSTATE): S.REINSTATED,
    (S.IN_FORCE, E.SUPERSEDE): S.SUPERSEDED,
    (S.COMPLETED, E.SUPERSEDE): S.SUPERSEDED,
}
BOARD_TABLE = {
    (None, F.INFORM_BOARD): B.NO_BOARD_DUTY,
    (B.NO_BOARD_DUTY, F.REPRESENT): B.NO_BOARD_DUTY,
    (B.AWAITING_BOARD_15, F.PASS_LIMIT): B.AWAITING_BOARD_15,
    (B.AWAITING_BOARD_50, F.PASS_LIMIT): B.AWAITING_BOARD_50,
    (B.AWAITING_BOARD_15, F.BEGIN_MEETING): B.BOARD_IN_SESSION,
    (B.AWAITING_BOARD_50, F.BEGIN_MEETING): B.BOARD_IN_SESSION,
    (B.BOARD_IN_SESSION, F.REINSTATE): B.WOULD_HAVE_REINSTATED,
    (B.BOARD_IN_SESSION, F.DECLINE): B.DECLINED,
    (B.NO_BOARD_DUTY, F.CANCEL): B.CANCELLED,
    (B.AWAITING_BOARD_15, F.CANCEL): B.CANCELLED,
    (B.AWAITING_BOARD_50, F.CANCEL): B.CANCELLED,
}


def actor_of(machine, event):
    return next((row.by for row in machine.rows if row.event is event), Actor.HEAD)


def refusal(machine, state, event, given=NOTHING):
    with pytest.raises(NotAllowed) as refused:
        advance(machine, state, event, by=actor_of(machine, event), given=given)
    return refused.value.reasons


@pytest.mark.parametrize("event", SuspensionEvent)
@pytest.mark.parametrize("state", [None, *SuspensionState])
def test_each_event_leads_where_the_table_says_or_is_refused(state, event):
    given = Circumstances(starts_when_it_ends=True)
    by = actor_of(SUSPENSION, event)
    if (state, event) in TABLE:
        assert advance(SUSPENSION, state, event, by=by, given=given).to is TABLE[state, event]
    else:
        assert not may_advance(SUSPENSION, state, event, by=by, given=given)


@pytest.mark.parametrize("event", BoardEvent)
@pytest.mark.parametrize("state", [None, *BoardState])
def test_each_event_of_the_boards_part_leads_where_the_table_says_or_is_refused(state, event):
    by = actor_of(SUSPENSION_BOARD, event)
    if (state, event) in BOARD_TABLE:
        assert advance(SUSPENSION_BOARD, state, event, by=by).to is BOARD_TABLE[state, event]
    else:
        assert not may_advance(SUSPENSION_BOARD, state, event, by=by)


@pytest.mark.parametrize(
    ("days", "exam", "represented", "to"),
    [
        ("5", False, True, B.NO_BOARD_DUTY),  # worked example P11
        ("5.5", False, False, B.NO_BOARD_DUTY),
        ("5.5", False, True, B.AWAITING_BOARD_50),
        ("15", False, True, B.AWAITING_BOARD_50),
        ("15", False, False, B.NO_BOARD_DUTY),
        ("15.5", False, False, B.AWAITING_BOARD_15),  # worked example P12
        ("15.5", False, True, B.AWAITING_BOARD_15),
        ("1", True, False, B.AWAITING_BOARD_15),  # worked example P13
        ("6", True, True, B.AWAITING_BOARD_15),
    ],
)
def test_the_boards_part_follows_the_term_total_exams_and_representations(
    days, exam, represented, to
):
    given = Circumstances(
        term_days_out=Decimal(days), exam_is_lost=exam, representations_made=represented
    )
    row = advance(SUSPENSION_BOARD, None, F.INFORM_BOARD, by=Actor.HEAD, given=given)

    assert row.to is to


def test_representations_that_arrive_later_start_the_boards_duty_above_five_days():
    arrived = Circumstances(representations_made=True, term_days_out=Decimal("5.5"))
    short = replace(arrived, term_days_out=Decimal(5))

    def to(given):
        return advance(
            *(SUSPENSION_BOARD, B.NO_BOARD_DUTY, F.REPRESENT),
            by=Actor.RELEVANT_PERSON,
            given=given,
        )

    assert to(arrived).to is B.AWAITING_BOARD_50
    assert (to(short).to, to(short).fires) == (B.NO_BOARD_DUTY, ("G6",))
    too_long = replace(arrived, term_days_out=Decimal("15.5"))
    assert refusal(SUSPENSION_BOARD, B.NO_BOARD_DUTY, F.REPRESENT, too_long) == [
        "not above 5 and at most 15 days with representations made"
    ]


def test_a_board_that_would_reinstate_after_the_days_puts_that_on_the_record():
    def to(*, out):
        given = Circumstances(is_still_out=out)
        return advance(
            SUSPENSION_BOARD, B.BOARD_IN_SESSION, F.REINSTATE, by=Actor.BOARD, given=given
        ).to

    assert to(out=True) is B.REINSTATED
    assert to(out=False) is B.WOULD_HAVE_REINSTATED


def test_a_board_without_a_duty_cannot_reinstate():
    assert refusal(SUSPENSION_BOARD, B.NO_BOARD_DUTY, F.REINSTATE) == [
        "the board reinstates only at its meeting; where it has no duty to meet it has no power to "
        "reinstate either"
    ]


@pytest.mark.parametrize("state", [B.NO_BOARD_DUTY, B.AWAITING_BOARD_15, B.AWAITING_BOARD_50])
def test_cancelling_is_barred_by_the_same_guard_on_both_tables(state):
    barred = Circumstances(cancelling_bar="why not")

    assert refusal(SUSPENSION_BOARD, state, F.CANCEL, barred) == ["why not"]
    assert refusal(SUSPENSION, S.IN_FORCE, E.CANCEL, barred) == ["why not"]


def test_a_permanent_exclusion_takes_its_place_only_when_it_ends():
    assert refusal(SUSPENSION, S.COMPLETED, E.SUPERSEDE) == [
        "a permanent exclusion takes its place only if it starts when the suspension ends"
    ]


def test_both_tables_come_to_every_state():
    assert set(SUSPENSION.states) == set(S)
    assert set(SUSPENSION_BOARD.states) == set(B)
