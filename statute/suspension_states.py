"""
The life of a suspension (section 3.2), as two tables: the days out, and what the board owes.

They run beside each other: a board may meet after the days are over, and then its finding goes on
the record. That reading is ours.
"""

from enum import StrEnum

from statute import guards
from statute.states import Actor, Machine, Transition


class SuspensionState(StrEnum):
    ISSUED = "ISSUED"
    IN_FORCE = "IN_FORCE"
    COMPLETED = "COMPLETED"
    REINSTATED = "REINSTATED"
    CANCELLED = "CANCELLED"
    SUPERSEDED = "SUPERSEDED"


class SuspensionEvent(StrEnum):
    DECIDE = "decide to suspend"
    START = "the first day comes"
    END = "the last day passes"
    CANCEL = "cancel"
    REINSTATE = "the board reinstates"
    SUPERSEDE = "a permanent exclusion takes its place"
    EXTEND = "extend it"
    CONVERT = "turn it into a permanent exclusion"
    APPLY = "apply for a review"


class BoardState(StrEnum):
    NO_BOARD_DUTY = "NO_BOARD_DUTY"
    AWAITING_BOARD_15 = "AWAITING_BOARD_15"
    AWAITING_BOARD_50 = "AWAITING_BOARD_50"
    BOARD_IN_SESSION = "BOARD_IN_SESSION"
    REINSTATED = "REINSTATED"
    WOULD_HAVE_REINSTATED = "WOULD_HAVE_REINSTATED"
    DECLINED = "DECLINED"
    CANCELLED = "CANCELLED"


class BoardEvent(StrEnum):
    INFORM_BOARD = "inform the board"
    REPRESENT = "representations arrive"
    PASS_LIMIT = "the board's last day passes"
    BEGIN_MEETING = "begin the board's meeting"
    REINSTATE = "reinstate"
    DECLINE = "decline to reinstate"
    CANCEL = "cancel"


S, E = SuspensionState, SuspensionEvent
B, F = BoardState, BoardEvent
AWAITING = (B.AWAITING_BOARD_15, B.AWAITING_BOARD_50)
ON_TIME = {B.AWAITING_BOARD_15: "G2", B.AWAITING_BOARD_50: "G4"}

SUSPENSION = Machine(
    name="the suspension",
    source="SI 2012/1033 regs 4, 5, 8A, 13, 14, 17A, 22, 23, 26A",
    rows=(
        Transition(
            sources=(),
            event=E.DECIDE,
            by=Actor.HEAD,
            to=S.ISSUED,
            guard=guards.stays_within_the_year,
            fires=("L1", "N1", "N2", "N6", "E1", "E3"),
        ),
        Transition(sources=(S.ISSUED,), event=E.START, by=Actor.TIME, to=S.IN_FORCE),
        Transition(sources=(S.IN_FORCE,), event=E.END, by=Actor.TIME, to=S.COMPLETED),
        Transition(
            sources=(S.ISSUED, S.IN_FORCE),
            event=E.CANCEL,
            by=Actor.HEAD,
            to=S.CANCELLED,
            guard=guards.may_be_cancelled,
            fires=("C4", "C5", "C6"),
        ),
        Transition(
            sources=(S.ISSUED, S.IN_FORCE),
            event=E.REINSTATE,
            by=Actor.BOARD,
            to=S.REINSTATED,
            fires=("D1",),
        ),
        Transition(
            sources=(S.IN_FORCE, S.COMPLETED),
            event=E.SUPERSEDE,
            by=Actor.HEAD,
            to=S.SUPERSEDED,
            guard=guards.follows_on,
            fires=("L4", "N3", "N4"),
        ),
    ),
    ends=(S.COMPLETED, S.REINSTATED, S.CANCELLED, S.SUPERSEDED),
    forbidden={
        E.EXTEND: "a suspension cannot be extended: issue a new one, with its own notices",
        E.CONVERT: "a suspension cannot be turned into a permanent exclusion: issue one that "
        "starts when it ends, with its own notices",
        E.APPLY: "there is no review of a suspension: only of a permanent exclusion",
    },
    note=(
        "Days stay counted whatever takes its place, and the new record starts with fresh clocks. "
        "A later suspension is judged on the term's new total; earlier ones are not reopened."
    ),
)

SUSPENSION_BOARD = Machine(
    name="the board's part in the suspension",
    source="SI 2012/1033 regs 6, 15, 24",
    rows=(
        *(
            Transition(
                sources=(), event=F.INFORM_BOARD, by=Actor.HEAD, to=to, guard=guard, fires=fires
            )
            for to, guard, fires in (
                (B.AWAITING_BOARD_15, guards.board_must_meet_in_15, ("G2", "G3")),
                (B.AWAITING_BOARD_50, guards.board_must_meet_in_50, ("G4",)),
                (B.NO_BOARD_DUTY, guards.board_need_not_meet, ("G5", "G6")),
            )
        ),
        Transition(
            sources=(B.NO_BOARD_DUTY,),
            event=F.REPRESENT,
            by=Actor.RELEVANT_PERSON,
            to=B.AWAITING_BOARD_50,
            guard=guards.board_must_meet_in_50,
            fires=("G4",),
        ),
        Transition(
            sources=(B.NO_BOARD_DUTY,),
            event=F.REPRESENT,
            by=Actor.RELEVANT_PERSON,
            to=B.NO_BOARD_DUTY,
            guard=guards.board_need_not_meet,
            fires=("G6",),
            marks="representations to be considered",
        ),
        *(
            Transition(
                sources=(state,),
                event=F.PASS_LIMIT,
                by=Actor.TIME,
                to=state,
                fires=("G7",),
                marks="overdue",
            )
            for state in AWAITING
        ),
        Transition(
            sources=AWAITING,
            event=F.BEGIN_MEETING,
            by=Actor.BOARD,
            to=B.BOARD_IN_SESSION,
            fires=("C3",),
        ),
        Transition(
            sources=(B.BOARD_IN_SESSION,),
            event=F.REINSTATE,
            by=Actor.BOARD,
            to=B.REINSTATED,
            guard=guards.is_still_out,
            fires=("D1",),
        ),
        Transition(
            sources=(B.BOARD_IN_SESSION,),
            event=F.REINSTATE,
            by=Actor.BOARD,
            to=B.WOULD_HAVE_REINSTATED,
            guard=guards.has_served_it,
            fires=("D5",),
        ),
        Transition(
            sources=(B.BOARD_IN_SESSION,),
            event=F.DECLINE,
            by=Actor.BOARD,
            to=B.DECLINED,
            fires=("D2",),
        ),
        Transition(
            sources=(B.NO_BOARD_DUTY, *AWAITING),
            event=F.CANCEL,
            by=Actor.HEAD,
            to=B.CANCELLED,
            guard=guards.may_be_cancelled,
            fires=("C5",),
        ),
    ),
    ends=(B.REINSTATED, B.WOULD_HAVE_REINSTATED, B.DECLINED, B.CANCELLED, B.NO_BOARD_DUTY),
    forbidden={
        F.REINSTATE: "the board reinstates only at its meeting; where it has no duty to meet it "
        "has no power to reinstate either",
        F.CANCEL: "the board has begun to consider it: the suspension cannot be cancelled any more",
    },
    note="The clock runs from the day the board was informed, however late representations come.",
)
