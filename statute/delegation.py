"""Who may decide for a governing board, and what it weighs (G9, M1, M4)."""

from statute.facts import SchoolType
from statute.law.meeting import PANEL_AT_LEAST
from statute.meeting import Fault

# M1, SI 2012/1033 regs 6(3)(a), 15(3)(a), 24(3)(a). What the board weighs, whatever it decides.
MUST_CONSIDER: tuple[str, ...] = (
    "the interests and circumstances of the pupil",
    "the circumstances of the exclusion",
    "the interests of the other pupils",
    "the interests of the staff and volunteers",
)

# M4, general knowledge. Everybody else withdraws, and nobody speaks of the case outside.
STAY_TO_DELIBERATE: tuple[str, ...] = ("governing board", "clerk")


def find_delegation_faults(
    school_type: SchoolType,
    *,
    governors: int,
    articles_allow_fewer: bool = False,
    exam_is_at_stake: bool = False,
    is_chair_or_vice_chair: bool = False,
    meeting_is_practicable: bool = True,
) -> list[Fault]:
    """
    Return why so many governors may not decide for the board (G9).

    A maintained school or PRU needs three; an academy follows its articles, and is asked for three
    unless they allow fewer. Only at a maintained school, and only where an exam would be missed and
    no meeting is practicable, may the chair or vice-chair decide alone.

    Source: the 2013 Governance Roles Regulations, known from a secondary page only.
    """
    is_academy = school_type is SchoolType.ACADEMY
    if governors >= PANEL_AT_LEAST or (is_academy and governors and articles_allow_fewer):
        return []
    if governors == 1 and exam_is_at_stake:
        return _find_chair_faults(
            school_type,
            is_chair=is_chair_or_vice_chair,
            meeting_is_practicable=meeting_is_practicable,
        )
    told = f"At least {PANEL_AT_LEAST} governors decide: add governors to the panel"
    return [Fault("panel", told)]


def _find_chair_faults(
    school_type: SchoolType, *, is_chair: bool, meeting_is_practicable: bool
) -> list[Fault]:
    faults = []
    if school_type is not SchoolType.MAINTAINED:
        told = "Only at a maintained school may the chair decide alone: call a meeting"
        faults.append(Fault("panel", told))
    if not is_chair:
        faults.append(Fault("panel", "Only the chair, or the vice-chair, may decide alone"))
    if meeting_is_practicable:
        told = "A meeting before the exam is practicable: the chair may not decide alone"
        faults.append(Fault("panel", told))
    return faults
