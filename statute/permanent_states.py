"""The life of a permanent exclusion, row by row (section 3.1)."""

from enum import StrEnum

from statute import guards
from statute.states import Actor, Guard, Machine, Transition


class PermanentState(StrEnum):
    ISSUED = "ISSUED"
    AWAITING_BOARD = "AWAITING_BOARD"
    BOARD_IN_SESSION = "BOARD_IN_SESSION"
    DECLINED = "DECLINED"
    REVIEW_WINDOW = "REVIEW_WINDOW"
    WINDOW_HELD = "WINDOW_HELD"
    REVIEW_PENDING = "REVIEW_PENDING"
    REVIEW_IN_SESSION = "REVIEW_IN_SESSION"
    REVIEW_ADJOURNED = "REVIEW_ADJOURNED"
    RECONSIDERING_RECOMMENDED = "RECONSIDERING_RECOMMENDED"
    RECONSIDERING_QUASHED = "RECONSIDERING_QUASHED"
    REINSTATED = "REINSTATED"
    CANCELLED = "CANCELLED"
    CONCLUDED = "CONCLUDED"
    OFF_ROLLED = "OFF_ROLLED"


class PermanentEvent(StrEnum):
    DECIDE = "decide to exclude permanently"
    INFORM_BOARD = "inform the board"
    CANCEL = "cancel"
    BEGIN_MEETING = "begin the board's meeting"
    PASS_LIMIT = "the board's last day passes"
    ADJOURN_MEETING = "adjourn the board's meeting"
    REINSTATE = "reinstate"
    DECLINE = "decline to reinstate"
    GIVE_NOTICE = "the decision notice is given"
    WAIVE = "say in writing that no review will be asked for"
    END_WINDOW = "the window ends without an application"
    DETERMINE_CLAIM = "the claim is finally determined"
    APPLY = "apply for a review"
    BEGIN_REVIEW = "the panel begins"
    ABANDON = "abandon the review"
    ADJOURN_REVIEW = "adjourn the review"
    RESUME_REVIEW = "resume the review"
    LOSE_PANEL = "the panel is no longer validly made up"
    REPLACE_MEMBER = "replace a member of the panel"
    UPHOLD = "uphold"
    RECOMMEND = "recommend that the board reconsiders"
    QUASH = "quash and direct the board to reconsider"
    PASS_TEN_DAYS = "the ten school days to reconsider pass"
    DELETE_NAME = "take the name off the register"
    COURT_REINSTATES = "a court or Tribunal orders reinstatement"
    COURT_QUASHES_BOARD = "a court quashes the board's decision"
    COURT_QUASHES_REVIEW = "a court quashes the panel's decision"


S, E = PermanentState, PermanentEvent
RECONSIDERING = (S.RECONSIDERING_RECOMMENDED, S.RECONSIDERING_QUASHED)
DECIDED_ON = (S.CONCLUDED, S.OFF_ROLLED, *RECONSIDERING)
AFTER_BOARD = (
    *(S.DECLINED, S.REVIEW_WINDOW, S.WINDOW_HELD),
    *(S.REVIEW_PENDING, S.REVIEW_IN_SESSION, S.REVIEW_ADJOURNED),
    *DECIDED_ON,
)


def _row(
    event: PermanentEvent,
    by: Actor,
    sources: tuple[PermanentState, ...],
    to: PermanentState,
    *fires: str,
    guard: Guard | None = None,
    marks: str = "",
) -> Transition:
    return Transition(
        sources=sources, event=event, by=by, to=to, guard=guard, fires=fires, marks=marks
    )


_BEFORE = (
    _row(E.DECIDE, Actor.HEAD, (), S.ISSUED, "N3", "N4", "N6", "E1", "E4"),
    _row(E.INFORM_BOARD, Actor.HEAD, (S.ISSUED,), S.AWAITING_BOARD, "G1", "O4"),
    _row(
        *(E.CANCEL, Actor.HEAD, (S.ISSUED, S.AWAITING_BOARD), S.CANCELLED, "C4", "C5", "C6"),
        guard=guards.may_be_cancelled,
    ),
    _row(E.BEGIN_MEETING, Actor.BOARD, (S.AWAITING_BOARD,), S.BOARD_IN_SESSION, "C3"),
    _row(
        *(E.PASS_LIMIT, Actor.TIME, (S.AWAITING_BOARD,), S.AWAITING_BOARD, "G7"),
        marks="overdue",
    ),
    _row(E.ADJOURN_MEETING, Actor.BOARD, (S.BOARD_IN_SESSION,), S.BOARD_IN_SESSION),
    _row(E.REINSTATE, Actor.BOARD, (S.BOARD_IN_SESSION,), S.REINSTATED, "D1"),
    _row(E.DECLINE, Actor.BOARD, (S.BOARD_IN_SESSION,), S.DECLINED, "D2", "D3"),
)
_WINDOW = (
    _row(E.GIVE_NOTICE, Actor.BOARD, (S.DECLINED,), S.REVIEW_WINDOW, "I1"),
    _row(E.WAIVE, Actor.RELEVANT_PERSON, (S.REVIEW_WINDOW,), S.CONCLUDED, "I4", "O2"),
    _row(
        *(E.END_WINDOW, Actor.TIME, (S.REVIEW_WINDOW,), S.CONCLUDED, "O2"),
        guard=guards.no_claim_is_pending,
    ),
    _row(
        *(E.END_WINDOW, Actor.TIME, (S.REVIEW_WINDOW,), S.WINDOW_HELD, "I5"),
        guard=guards.a_claim_is_pending,
    ),
    _row(E.DETERMINE_CLAIM, Actor.COURT, (S.WINDOW_HELD,), S.REVIEW_WINDOW, "I5"),
    _row(
        *(E.APPLY, Actor.RELEVANT_PERSON, (S.REVIEW_WINDOW,), S.REVIEW_PENDING, "I6"),
        guard=guards.applied_in_time,
    ),
    _row(
        *(E.APPLY, Actor.RELEVANT_PERSON, (S.REVIEW_WINDOW,), S.REVIEW_WINDOW, "I3"),
        guard=guards.applied_late,
        marks="refused",
    ),
)
_REVIEW = (
    _row(
        *(E.BEGIN_REVIEW, Actor.REVIEW_PANEL, (S.REVIEW_PENDING,), S.REVIEW_IN_SESSION),
        *("I9", "I12", "I13"),
        guard=guards.panel_is_lawful,
    ),
    _row(
        *(E.ABANDON, Actor.RELEVANT_PERSON),
        (S.REVIEW_PENDING, S.REVIEW_IN_SESSION),
        *(S.CONCLUDED, "O2"),
    ),
    _row(
        *(E.ADJOURN_REVIEW, Actor.REVIEW_PANEL, (S.REVIEW_IN_SESSION,), S.REVIEW_ADJOURNED, "I19"),
        guard=guards.panel_may_go_on,
    ),
    _row(
        *(E.RESUME_REVIEW, Actor.REVIEW_PANEL, (S.REVIEW_ADJOURNED,), S.REVIEW_IN_SESSION, "I20"),
        guard=guards.panel_may_go_on,
    ),
    _row(
        *(E.LOSE_PANEL, Actor.REVIEW_PANEL, (S.REVIEW_IN_SESSION,), S.REVIEW_PENDING, "I20"),
        guard=guards.panel_may_not_go_on,
    ),
    _row(
        *(E.UPHOLD, Actor.REVIEW_PANEL, (S.REVIEW_IN_SESSION,), S.CONCLUDED, "I25", "O2"),
        guard=guards.decision_is_lawful,
    ),
    _row(
        *(E.RECOMMEND, Actor.REVIEW_PANEL, (S.REVIEW_IN_SESSION,), S.RECONSIDERING_RECOMMENDED),
        *("I25", "R1"),
        guard=guards.decision_is_lawful,
    ),
    _row(
        *(E.QUASH, Actor.REVIEW_PANEL, (S.REVIEW_IN_SESSION,), S.RECONSIDERING_QUASHED),
        *("I25", "R1"),
        guard=guards.decision_is_lawful,
    ),
)
_AFTER = (
    _row(E.REINSTATE, Actor.BOARD, RECONSIDERING, S.REINSTATED, "R3", "F1"),
    _row(E.DECLINE, Actor.BOARD, RECONSIDERING, S.CONCLUDED, "R3", "F1", "O2"),
    *(
        _row(E.PASS_TEN_DAYS, Actor.TIME, (state,), state, "F1", marks="overdue")
        for state in RECONSIDERING
    ),
    _row(
        *(E.DELETE_NAME, Actor.PROPRIETOR, (S.CONCLUDED,), S.OFF_ROLLED, "O1", "O3"),
        guard=guards.exclusion_has_taken_effect,
    ),
    _row(
        *(E.COURT_REINSTATES, Actor.COURT),
        tuple(state for state in S if state not in (S.REINSTATED, S.CANCELLED)),
        S.REINSTATED,
        guard=guards.reasons_are_given,
    ),
    _row(
        *(E.COURT_QUASHES_BOARD, Actor.COURT, AFTER_BOARD, S.AWAITING_BOARD),
        guard=guards.reasons_are_given,
    ),
    _row(
        *(E.COURT_QUASHES_REVIEW, Actor.COURT, DECIDED_ON, S.REVIEW_PENDING),
        guard=guards.reasons_are_given,
    ),
)

PERMANENT = Machine(
    name="the permanent exclusion",
    source="SI 2012/1033 regs 4 to 8, 13 to 17, 22 to 26 and Sch 1; SI 2024/208 reg 9",
    rows=(*_BEFORE, *_WINDOW, *_REVIEW, *_AFTER),
    ends=(S.REINSTATED, S.CANCELLED, S.OFF_ROLLED),
    forbidden={
        E.CANCEL: "the board has begun to consider the exclusion: it cannot be cancelled any more",
        E.APPLY: "no review can be asked for now: a written statement not to apply is final, and "
        "an application needs the board's decision and its window",
        E.REPLACE_MEMBER: "nobody joins a panel once it has begun: go on with those left, or begin "
        "afresh",
        E.REINSTATE: "only the governing board reinstates, at its meeting or when it reconsiders: "
        "a panel cannot",
        E.DELETE_NAME: "a name stays on the register until the exclusion stands",
    },
    note=(
        "That days have passed never moves a case by itself except at the end of the window. What "
        "a court orders is entered by hand, with its reasons."
    ),
)
