"""What each body may decide, what each outcome asks for next, and whom it must be told to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from statute.decision import BoardDecision
from statute.facts import CaseFacts, Party, SchoolType
from statute.jurisdictions import Jurisdiction
from statute.law.sources import IN_FORCE_2022, REGULATIONS, under
from statute.meeting import Fault
from statute.tellings import Telling, find_workers

I25 = f"{REGULATIONS} Sch 1 para 19"
R3 = under("reg 8(2)", "reg 17(2)", "reg 26(2)")


class PanelOutcome(StrEnum):
    """What a review panel decides. The last two are a Welsh appeal panel's alone."""

    UPHOLD = "UPHOLD"
    RECOMMEND = "RECOMMEND"
    QUASH = "QUASH"
    REINSTATE = "REINSTATE"
    RIGHT_BUT_NOT_PRACTICAL = "RIGHT_BUT_NOT_PRACTICAL"


# I23 and Education Act 2002 s 51A(4). Wales: WSI 2003/3227 and WSI 2003/3246 reg 8.
PANEL_MAY: Mapping[Jurisdiction, tuple[PanelOutcome, ...]] = {
    Jurisdiction.ENGLAND: (PanelOutcome.UPHOLD, PanelOutcome.RECOMMEND, PanelOutcome.QUASH),
    Jurisdiction.WALES: (
        PanelOutcome.UPHOLD,
        PanelOutcome.REINSTATE,
        PanelOutcome.RIGHT_BUT_NOT_PRACTICAL,
    ),
}
PANEL_MAY_NOT: Mapping[Jurisdiction, str] = {
    Jurisdiction.ENGLAND: (
        "A review panel cannot reinstate a pupil. Choose: uphold, recommend that the board "
        "reconsiders, or quash and direct it to"
    ),
    Jurisdiction.WALES: (
        "An appeal panel in Wales decides for itself. Choose: uphold, reinstate, or say that "
        "reinstating would be right but is not practical"
    ),
}


class Flaw(StrEnum):
    """Why a decision may be quashed: the principles of judicial review, and nothing else."""

    ILLEGALITY = "ILLEGALITY"
    IRRATIONALITY = "IRRATIONALITY"
    PROCEDURAL_IMPROPRIETY = "PROCEDURAL_IMPROPRIETY"


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelDecision:
    """What a panel means to decide. It may ask for a note on the record with any outcome (I24)."""

    outcome: PanelOutcome
    reasons: str
    flaws: frozenset[Flaw] = frozenset()
    orders_adjustment: bool = False  # the £4,000 of F1
    directs_note: bool = False


def find_panel_decision_faults(
    decision: PanelDecision, *, jurisdiction: Jurisdiction = Jurisdiction.ENGLAND
) -> list[Fault]:
    """
    Return every reason why a panel may not decide this.

    Source: Education Act 2002 s 51A(4); SI 2012/1033 regs 7(5), 16(5), 25(5) (I23, I24, F1).
    """
    faults = []
    if decision.outcome not in PANEL_MAY[jurisdiction]:
        faults.append(Fault("outcome", PANEL_MAY_NOT[jurisdiction]))
    quashes = decision.outcome is PanelOutcome.QUASH
    if quashes and not decision.flaws:
        told = "A decision is quashed only if it was flawed: say whether by illegality, by "
        faults.append(Fault("flaws", f"{told}irrationality or by procedural impropriety"))
    if decision.orders_adjustment and not quashes:
        told = "£4,000 can be ordered only when the decision is quashed: take the order out"
        faults.append(Fault("orders_adjustment", told))
    if not decision.reasons.strip():
        faults.append(Fault("reasons", "Give the reasons: everybody is told of them in writing"))
    return faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What follows from an outcome: who must do what next, and under which row of the law."""

    rule_id: str
    by: Party
    what: str


_RECONSIDER = Step(rule_id="R1", by=Party.BOARD, what="reconsider within 10 school days")
_TELL_PANEL = Step(
    rule_id="I25",
    by=Party.ARRANGING_AUTHORITY,
    what="tell everybody the outcome, its reasons and any order, in writing and without delay",
)
_ADJUST = Step(
    rule_id="F1",
    by=Party.BOARD,
    what="pay £4,000 if the pupil is then not reinstated, or not decided about in time",
)
_NOTE = Step(rule_id="K3", by=Party.BOARD, what="put the note on the pupil's educational record")
_DELETE = Step(rule_id="O1", by=Party.BOARD, what="take the name off the admission register")


def find_steps_after_board(decision: BoardDecision) -> tuple[Step, ...]:
    """Return what a board's first decision on a permanent exclusion asks for (D1 to D3, I1)."""
    if decision is not BoardDecision.DECLINED:
        return (
            Step(rule_id="D1", by=Party.BOARD, what="tell everybody, and direct the head"),
            Step(rule_id="D1", by=Party.HEAD, what="reinstate the pupil as directed"),
        )
    return (
        Step(rule_id="D2", by=Party.BOARD, what="tell everybody, with reasons"),
        Step(rule_id="D3", by=Party.BOARD, what="give the family notice of the right to a review"),
        Step(rule_id="I1", by=Party.RELEVANT_PERSON, what="may apply within 15 school days"),
    )


def find_steps_after_review(decision: PanelDecision) -> tuple[Step, ...]:
    """Return what a panel's lawful decision asks of the arranging authority and of the board."""
    steps = [_TELL_PANEL]
    steps += [_NOTE] if decision.directs_note else []
    if decision.outcome is PanelOutcome.UPHOLD:
        return (*steps, _DELETE)
    steps.append(_RECONSIDER)
    return (*steps, _ADJUST) if decision.orders_adjustment else tuple(steps)


def find_steps_after_reconsidering(decision: BoardDecision) -> tuple[Step, ...]:
    """Return what the board's second decision asks for (R3, then D1 or O1)."""
    tell = Step(rule_id="R3", by=Party.BOARD, what="tell everybody, with reasons, without delay")
    if decision is BoardDecision.DECLINED:
        return (tell, _DELETE)
    return (tell, Step(rule_id="D1", by=Party.HEAD, what="reinstate the pupil as directed"))


def find_review_tellings(facts: CaseFacts) -> tuple[Telling, ...]:
    """Return everybody whom a panel's decision must be told to, in writing and at once (I25)."""
    told = [Party.RELEVANT_PERSON, Party.BOARD, Party.AUTHORITY]
    told += [Party.HOME_AUTHORITY] if facts.has_home_authority else []
    what = "the panel's outcome, its reasons, any order, and anything to be put on the record"
    told += find_workers(facts)
    return tuple(Telling(rule_id="I25", to=to, what=what, citation=I25) for to in told)


def find_reconsideration_tellings(facts: CaseFacts) -> tuple[Telling, ...]:
    """Return everybody whom the reconsidered decision must be told to (R3)."""
    told = [Party.RELEVANT_PERSON, Party.HEAD, Party.AUTHORITY]
    told += [Party.HOME_AUTHORITY] if facts.has_home_authority else []
    told += find_workers(facts)
    what, of = "the reconsidered decision, with its reasons", R3[facts.school_type]
    return tuple(Telling(rule_id="R3", to=to, what=what, citation=of) for to in told)


def find_bound_parties(facts: CaseFacts) -> tuple[Party, ...]:
    """
    Return whom a panel's decision binds (I26). An academy's authority is not among them.

    Source: SI 2012/1033 regs 7(6), 16(6), 25(6), as amended by SI 2022/788.
    """
    bound = [Party.RELEVANT_PERSON, Party.BOARD, Party.HEAD, *find_workers(facts)]
    return (*bound, Party.AUTHORITY) if _has_authority(facts) else tuple(bound)


def find_parties_with_regard_to_guidance(facts: CaseFacts) -> tuple[str, ...]:
    """
    Return who must have regard to the guidance; an academy's authority is left out (K7).

    Source: SI 2012/1033 regs 9, 18, 27, as amended by SI 2022/788.
    """
    always = ("head", "governing board", "review panel", "SEN expert")
    since_2022 = facts.excluded_on >= IN_FORCE_2022
    workers = ("social worker", "virtual school head") if since_2022 else ()
    return (*always, *workers, *(("local authority",) if _has_authority(facts) else ()))


def _has_authority(facts: CaseFacts) -> bool:
    return facts.school_type is not SchoolType.ACADEMY
