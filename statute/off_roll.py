"""When a permanently excluded pupil's name may leave the admission register (O1 to O4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from statute.decision import BoardDecision
from statute.meeting import Fault
from statute.outcomes import PanelOutcome
from statute.permanent_states import PermanentState
from statute.wording import write_day

IN_FORCE = date(2024, 8, 19)  # SI 2024/208; before it the regulations of 2006


@dataclass(frozen=True, slots=True, kw_only=True)
class RollFacts:
    """What decides whether an exclusion has taken effect. ``last_day`` is that of I1, or of I5."""

    state: PermanentState
    today: date
    board_declined: bool
    notice_was_given: bool
    last_day: date | None = None
    waived_on: date | None = None
    applied_in_time: bool = False
    review_was_abandoned: bool = False
    panel_outcome: PanelOutcome | None = None
    reconsidered: BoardDecision | None = None
    claim_is_pending: bool = False


def find_off_roll_locks(facts: RollFacts) -> list[str]:
    """
    Return every reason why the name must stay on the register; none means that it must go (O1).

    The board's duties must be done, and one of three grounds be there: a written statement that
    nobody will apply; no application in time; or a review that was abandoned, was upheld, or was
    answered by the board with a second refusal. That the ten school days to reconsider have passed
    is no ground: it takes a decision.

    A pending claim under the Equality Act holds the name while no application was made, since a
    fresh window follows it (4.22). That reading is ours.

    Source: SI 2024/208 reg 9(1)(o), (3)(e), (5)(c); before 19 August 2024, the regulations of 2006
    reg 8(4)(d).
    """
    locks = []
    if facts.state is not PermanentState.CONCLUDED:
        locks.append("the exclusion does not stand yet: something can still be decided about it")
    if not facts.board_declined:
        locks.append("the board has not decided that the pupil is not reinstated")
    if not facts.notice_was_given:
        locks.append("the family has not been given the board's decision")
    return locks + (_find_review_locks(facts) if facts.applied_in_time else _find_waits(facts))


def _find_waits(facts: RollFacts) -> list[str]:
    if facts.waived_on is not None:
        told = "the written statement not to apply cannot be dated in the future"
        return [told] if facts.waived_on > facts.today else []
    locks = []
    if facts.last_day is None:
        locks.append("the last day to apply for a review cannot be counted yet")
    elif facts.today <= facts.last_day:
        locks.append(f"the family may apply for a review until {write_day(facts.last_day)}")
    if facts.claim_is_pending:
        locks.append("a claim under the Equality Act is pending, and a new window follows it")
    return locks


def _find_review_locks(facts: RollFacts) -> list[str]:
    if facts.review_was_abandoned or facts.panel_outcome is PanelOutcome.UPHOLD:
        return []
    if facts.panel_outcome is None:
        return ["the review panel has not decided"]
    if facts.reconsidered is None:
        return ["the board has not decided again: that its days have passed is not enough"]
    if facts.reconsidered is not BoardDecision.DECLINED:
        return ["the board has reinstated the pupil"]
    return []


def get_off_roll_citation(excluded_on: date) -> str:
    """Return the provision under which the name goes, by the date of the exclusion."""
    if excluded_on < IN_FORCE:
        return "Education (Pupil Registration) (England) Regulations 2006 reg 8(4)(d)"
    return "SI 2024/208 reg 9(1)(o), (3)(e), (5)(c)"


# O3, SI 2024/208 reg 13(4). What the return of a deletion tells the authority.
DELETION_RETURN: Mapping[str, str] = {
    "pupil_name": "the pupil's full name",
    "address": "the pupil's address",
    "parents": "the name and address of each parent the pupil lives with",
    "telephone": "a telephone number of each of those parents",
    "ground": "the ground for taking the name off the register",
}
RETURN_WHERE_KNOWN: Mapping[str, str] = {
    "new_address": "the new address, and from when, if the pupil moves",
    "new_school": "the new school, and from when, if it is known",
}


def find_return_faults(answers: Mapping[str, str]) -> list[Fault]:
    """Return everything that is missing from the return of a deletion to the authority (O3)."""
    return [
        Fault(name, f"Give {words}: the return to the local authority needs it")
        for name, words in DELETION_RETURN.items()
        if not answers.get(name, "").strip()
    ]


# O4, SI 2024/208 reg 10, tables 2 and 3. How attendance is marked until the name goes.
ATTENDANCE_CODES: Mapping[str, str] = {
    "E": "excluded, and no provision is made",
    "K": "at provision that the local authority arranged",
    "B": "at an approved activity elsewhere",
    "D": "at another school, where the pupil is also registered",
}
NATURE_IS_RECORDED = ("K", "B")


def find_code_faults(code: str, *, nature: str) -> list[Fault]:
    """Return why an excluded pupil's day may not be marked so; K and B say of what nature."""
    if code not in ATTENDANCE_CODES:
        known = ", ".join(ATTENDANCE_CODES)
        return [Fault("code", f"Mark an excluded pupil's day with one of {known}")]
    if code in NATURE_IS_RECORDED and not nature.strip():
        return [Fault("nature", f"Code {code} needs the nature of the provision: write it down")]
    return []
