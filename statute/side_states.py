"""What runs beside a case and is never folded into its state (end of section 3.1)."""

from enum import StrEnum

from statute.attendance import Standing
from statute.money import FinancialOrder
from statute.states import Actor, Machine, Transition


class ClaimState(StrEnum):
    NONE = "NONE"
    LODGED = "LODGED"
    DETERMINED = "DETERMINED"
    FINALLY_DETERMINED = "FINALLY_DETERMINED"


class ClaimEvent(StrEnum):
    OPEN = "the exclusion is decided"
    LODGE = "a claim is made"
    DETERMINE = "the claim is decided"
    APPEAL = "an appeal is made"
    EXHAUST = "every appeal is exhausted"
    WITHDRAW = "the claim is withdrawn"


class MoneyEvent(StrEnum):
    OPEN = "the exclusion is decided"
    ORDER = "the panel quashes and orders £4,000"
    DECLINE = "the board declines to reinstate"
    MISS = "the ten school days pass"
    REINSTATE = "the board reinstates in time"
    PAY = "the £4,000 is paid"


class EducationState(StrEnum):
    PARENT_DAYS = "PARENT_DAYS"
    NOBODY_OWES = "NOBODY_OWES"
    AUTHORITY_OWES = "AUTHORITY_OWES"
    PROVIDED = "PROVIDED"
    ENDED = "ENDED"


class EducationEvent(StrEnum):
    EXCLUDE = "the permanent exclusion takes place"
    PASS_FIFTH_DAY = "the fifth day out passes"
    REACH_SIXTH_DAY = "the sixth school day after the exclusion comes"
    START = "full-time education starts"
    STOP = "the provision ends"
    RETURN = "the pupil is reinstated, or is on another school's roll"


class StandingEvent(StrEnum):
    OPEN_ELSEWHERE = "the exclusion is from a maintained school or PRU, by its own authority"
    OPEN_ACADEMY = "the exclusion is from an academy, or the pupil only lives in the area"
    ASK = "the relevant person asks for this authority"
    TAKE_BACK = "the relevant person takes the request back"
    PERMIT = "the trust agrees that it may speak"
    END_PERMISSION = "the trust ends its permission"


def _row(
    sources: tuple[StrEnum, ...], event: StrEnum, by: Actor, to: StrEnum, *fires: str
) -> Transition:
    return Transition(sources=sources, event=event, by=by, to=to, fires=fires)


C, M, D = ClaimState, FinancialOrder, EducationState
PENDING = (C.LODGED, C.DETERMINED)

EQUALITY_CLAIM = Machine(
    name="the claim under the Equality Act",
    source="SI 2012/1033 Sch 1 para 2(2)-(3); Equality Act 2010 Sch 17",
    rows=(
        _row((), ClaimEvent.OPEN, Actor.HEAD, C.NONE),
        _row((C.NONE,), ClaimEvent.LODGE, Actor.RELEVANT_PERSON, C.LODGED, "I28"),
        _row((C.LODGED,), ClaimEvent.DETERMINE, Actor.COURT, C.DETERMINED),
        _row((C.DETERMINED,), ClaimEvent.APPEAL, Actor.RELEVANT_PERSON, C.LODGED),
        _row((C.DETERMINED,), ClaimEvent.EXHAUST, Actor.TIME, C.FINALLY_DETERMINED, "I5"),
        _row(PENDING, ClaimEvent.WITHDRAW, Actor.RELEVANT_PERSON, C.FINALLY_DETERMINED, "I5"),
    ),
    ends=(C.FINALLY_DETERMINED,),
    note="A claim that is withdrawn counts as finally determined: no appeal is left. Our reading.",
)

FINANCIAL_ORDER = Machine(
    name="the order of £4,000",
    source="SI 2012/1033 regs 7(5)(b), 16(5)(b), 25(5)(b), 26",
    rows=(
        _row((), MoneyEvent.OPEN, Actor.HEAD, M.NONE),
        _row((M.NONE,), MoneyEvent.ORDER, Actor.REVIEW_PANEL, M.ORDERED, "I24"),
        _row((M.ORDERED,), MoneyEvent.DECLINE, Actor.BOARD, M.CRYSTALLISED, "F1"),
        _row((M.ORDERED,), MoneyEvent.MISS, Actor.TIME, M.CRYSTALLISED, "F1"),
        _row((M.ORDERED,), MoneyEvent.REINSTATE, Actor.BOARD, M.LAPSED, "F1"),
        _row((M.CRYSTALLISED,), MoneyEvent.PAY, Actor.PROPRIETOR, M.PAID, "F2"),
    ),
    ends=(M.LAPSED, M.PAID),
    forbidden={
        MoneyEvent.ORDER: "£4,000 is ordered once, with a quash",
        MoneyEvent.PAY: "nothing is owed: the board has neither declined nor let its days pass",
    },
)

EDUCATION = Machine(
    name="the education of a pupil who is out",
    source="Education and Inspections Act 2006 s 103; SI 2007/1870 reg 4(3)",
    rows=(
        _row((), EducationEvent.EXCLUDE, Actor.HEAD, D.PARENT_DAYS, "E1", "E2"),
        _row((D.PARENT_DAYS,), EducationEvent.PASS_FIFTH_DAY, Actor.TIME, D.NOBODY_OWES),
        _row((D.NOBODY_OWES,), EducationEvent.REACH_SIXTH_DAY, Actor.TIME, D.AUTHORITY_OWES, "E4"),
        _row(
            (D.PARENT_DAYS, D.NOBODY_OWES, D.AUTHORITY_OWES),
            *(EducationEvent.START, Actor.AUTHORITY, D.PROVIDED, "E4", "E7"),
        ),
        _row((D.PROVIDED,), EducationEvent.STOP, Actor.AUTHORITY, D.AUTHORITY_OWES, "E4"),
        _row(
            (D.PARENT_DAYS, D.NOBODY_OWES, D.AUTHORITY_OWES, D.PROVIDED),
            *(EducationEvent.RETURN, Actor.AUTHORITY, D.ENDED),
        ),
    ),
    ends=(D.ENDED,),
    note=(
        "A pupil excluded before the afternoon session has five parent days from that day, and the "
        "authority's sixth day is counted from the next: between them lies a day on which nobody "
        "owes anything (4.18). For other pupils that state is passed through at once."
    ),
)

LA_STANDING = Machine(
    name="the standing of one authority",
    source="SI 2012/1033 regs 6(3), 15(3), 24(3), Sch 1 para 12",
    rows=(
        _row((), StandingEvent.OPEN_ELSEWHERE, Actor.HEAD, Standing.PARTY, "I16"),
        _row((), StandingEvent.OPEN_ACADEMY, Actor.HEAD, Standing.NO_RIGHT),
        _row(
            (Standing.NO_RIGHT,),
            *(StandingEvent.ASK, Actor.RELEVANT_PERSON, Standing.OBSERVER, "I17"),
        ),
        _row(
            (Standing.OBSERVER,),
            *(StandingEvent.PERMIT, Actor.PROPRIETOR, Standing.OBSERVER_MAY_SPEAK, "I17"),
        ),
        _row(
            (Standing.OBSERVER_MAY_SPEAK,),
            *(StandingEvent.END_PERMISSION, Actor.PROPRIETOR, Standing.OBSERVER),
        ),
        _row(
            (Standing.OBSERVER, Standing.OBSERVER_MAY_SPEAK),
            *(StandingEvent.TAKE_BACK, Actor.RELEVANT_PERSON, Standing.NO_RIGHT),
        ),
    ),
    ends=(Standing.PARTY,),
    forbidden={
        StandingEvent.PERMIT: "an authority speaks only once the family has asked for it to come",
        StandingEvent.ASK: "no request is needed, or it is already there",
    },
    note="Kept for each authority by itself. Where the pupil only lives, a request counts at an "
    "academy alone.",
)

SIDE_MACHINES = (EQUALITY_CLAIM, FINANCIAL_ORDER, EDUCATION, LA_STANDING)


def is_claim_pending(state: ClaimState) -> bool:
    """Tell whether a claim still holds the window open, and the name on the roll (4.22)."""
    return state in PENDING
