"""What must hold before a step of the law is taken. Each guard tells why not, or ``""``."""

from statute.states import Circumstances
from statute.thresholds import MEETING_ALWAYS_ABOVE, MEETING_IF_ASKED_ABOVE, YEAR_AT_MOST


def may_be_cancelled(given: Circumstances) -> str:
    """The board has not begun to meet, and the pupil has not been out for more than 45 days."""
    return given.cancelling_bar


def no_claim_is_pending(given: Circumstances) -> str:
    """No claim under the Equality Act is waiting to be finally determined."""
    return "a claim under the Equality Act is pending: wait" if given.claim_is_pending else ""


def a_claim_is_pending(given: Circumstances) -> str:
    """A claim under the Equality Act is waiting to be finally determined."""
    return "" if given.claim_is_pending else "no claim under the Equality Act is pending"


def applied_in_time(given: Circumstances) -> str:
    """The application counts as made within the window, and lacks nothing."""
    return "; ".join(given.application_faults)


def applied_late(given: Circumstances) -> str:
    """The application counts as made after the window."""
    return "" if given.application_is_late else "the application was made in time"


def panel_is_lawful(given: Circumstances) -> str:
    """The panel's composition, training and declarations have no defect."""
    return "; ".join(given.panel_defects)


def panel_may_go_on(given: Circumstances) -> str:
    """The members are those who began, or a valid remainder of them; what I19 asks was weighed."""
    return "; ".join(given.sitting_defects)


def panel_may_not_go_on(given: Circumstances) -> str:
    """Too few members are left, or none of a category."""
    return "" if given.sitting_defects else "the panel is still whole enough to go on"


def decision_is_lawful(given: Circumstances) -> str:
    """It is one that this body may make; money is ordered only with a quash."""
    return "; ".join(given.decision_faults)


def exclusion_has_taken_effect(given: Circumstances) -> str:
    """The board's duties are done, and no review can change the end (O2)."""
    return "; ".join(given.off_roll_locks)


def reasons_are_given(given: Circumstances) -> str:
    """Somebody has entered the order and its reasons by hand."""
    return "" if given.reasons.strip() else "say what was ordered, by whom, and why"


def stays_within_the_year(given: Circumstances) -> str:
    """The school year's suspensions come to no more than 45 school days with this one (L1)."""
    if given.school_days_this_year <= YEAR_AT_MOST:
        return ""
    return f"it would take the pupil past {YEAR_AT_MOST} school days out this school year: unlawful"


def board_must_meet_in_15(given: Circumstances) -> str:
    """The term total is above 15 days, or an exam or National Curriculum test is lost (G2, G3)."""
    if given.term_days_out > MEETING_ALWAYS_ABOVE or given.exam_is_lost:
        return ""
    return "the term total is not above 15 days, and no exam is lost"


def board_must_meet_in_50(given: Circumstances) -> str:
    """The term total is above 5 and at most 15 days, and representations were made (G4)."""
    in_band = (
        MEETING_IF_ASKED_ABOVE < given.term_days_out <= MEETING_ALWAYS_ABOVE
        and not given.exam_is_lost
    )
    if in_band and given.representations_made:
        return ""
    return "not above 5 and at most 15 days with representations made"


def board_need_not_meet(given: Circumstances) -> str:
    """5 days or fewer, or at most 15 without representations; no exam is lost (G5, G6)."""
    if board_must_meet_in_15(given) and board_must_meet_in_50(given):
        return ""
    return "the board must meet"


def is_still_out(given: Circumstances) -> str:
    """Days of the suspension are still to come, so reinstating changes something."""
    return "" if given.is_still_out else "the days are over: the finding goes on the record"


def has_served_it(given: Circumstances) -> str:
    """The days are over: the board records that it would have reinstated the pupil."""
    return "the days are not over: reinstate the pupil" if given.is_still_out else ""


def follows_on(given: Circumstances) -> str:
    """A new permanent exclusion starts when the suspension ends: a new record, linked both ways."""
    if given.starts_when_it_ends:
        return ""
    return "a permanent exclusion takes its place only if it starts when the suspension ends"
