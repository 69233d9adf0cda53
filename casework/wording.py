"""Deadlines as people speak of them. The law's own words stand in the rule; these fit a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.rulebook import get_rule
from statute.facts import Fact

SOON = 5  # school days
SOON_BY_CALENDAR = 7  # calendar days: a week, as five school days mostly are
HOME, WORKER, VIRTUAL = "Home authority", "Social worker", "Virtual school head"
SUBJECTS = {
    "N1-FAMILY": "Family must be told",
    "N1-LA": "Local authority must be told",
    "N1-SW": f"{WORKER} must be told",
    "N1-VSH": f"{VIRTUAL} must be told",
    "N2": "Family must have it in writing",
    "N3": "Local authority must be told",
    "N3-HOME": f"{HOME} must be told",
    "N3-FAMILY": "Family must be told",
    "N3-BOARD": "Governing board must be told",
    "N3-SW": f"{WORKER} must be told",
    "N3-VSH": f"{VIRTUAL} must be told",
    "N4": "Family must have it in writing",
    "N5": "Board must have the term’s report",
    "N5-LA": "Authority must have the term’s report",
    "N6": "Parent’s days must be given in writing",
    "N6-PM": "Parent’s days must be given in writing",
    "N6-EDU": "Notice of education must be given",
    "E3": "Education must start",
    "E4": "Education must start",
    "E5": "Education must start",
    "G1": "Board must meet",
    "G2": "Board must meet",
    "G3": "Board must meet",
    "G3-AIM": "Board should meet before the exam",
    "G4": "Board must meet",
    "G8": "Board must meet after all",
    "C4": "Cancelling must be told",
    "C4-HOME": f"{HOME} must be told it is cancelled",
    "C4-SW": f"{WORKER} must be told it is cancelled",
    "C4-VSH": f"{VIRTUAL} must be told it is cancelled",
    "C5": "Pupil must be back",
    "D1": "Decision must be told",
    "D1-HOME": f"{HOME} must be told the decision",
    "D1-SW": f"{WORKER} must be told the decision",
    "D1-VSH": f"{VIRTUAL} must be told the decision",
    "D2": "Decision must be told",
    "D2-HOME": f"{HOME} must be told the decision",
    "D2-SW": f"{WORKER} must be told the decision",
    "D2-VSH": f"{VIRTUAL} must be told the decision",
    "D3": "Decision letter must be given",
    "I6": "Review panel must meet",
    "I7": "Review panel must meet on the day set",
    "I15": "Review papers must be sent",
    "I25": "Panel’s decision must be told",
    "I25-HOME": f"{HOME} must be told the panel’s decision",
    "I25-SW": f"{WORKER} must be told the panel’s decision",
    "I25-VSH": f"{VIRTUAL} must be told the panel’s decision",
    "R1": "Board must reconsider",
    "R3": "New decision must be told",
    "R3-HOME": f"{HOME} must be told the new decision",
    "R3-SW": f"{WORKER} must be told the new decision",
    "R3-VSH": f"{VIRTUAL} must be told the new decision",
    "F2": "£4,000 must be paid",
    "O1": "Name must be deleted",
    "O1-2006": "Name must be deleted",
    "O3": "Deletion must be returned",
}
TRIGGERS: dict[str, str] = {
    Fact.EXCLUDED: "the exclusion took effect",
    Fact.SPELL_BEGAN: "suspensions that follow one another began",
    Fact.PARENTS_TOLD: "the family was told",
    Fact.FAMILY_WRITTEN_TO: "the family was written to",
    Fact.BOARD_INFORMED: "the governing board was told",
    Fact.AUTHORITY_INFORMED: "the local authority was told",
    Fact.HOME_AUTHORITY_INFORMED: "the authority where the pupil lives was told",
    Fact.SOCIAL_WORKER_INFORMED: "the social worker was told",
    Fact.VIRTUAL_HEAD_INFORMED: "the virtual school head was told",
    Fact.TERM_ENDS: "the term ends",
    Fact.TERM_REPORTED: "the term’s report was made",
    Fact.REPRESENTATIONS_MADE: "the family put its case to the governing board",
    Fact.EXAM: "the exam or national test takes place",
    Fact.EDUCATION_TO_START: "education is to begin",
    Fact.EDUCATION_NOTICE_GIVEN: "notice of education was given",
    Fact.EDUCATION_STARTED: "education began",
    Fact.SEPARATED: "the pupil was kept off site",
    Fact.BOARD_EXTENDED_TO: "the governing board is to meet after all",
    Fact.BOARD_DECIDED: "the governing board decided",
    Fact.DECISION_TOLD: "the decision was told",
    Fact.SOCIAL_WORKER_TOLD_OF_DECISION: "the social worker was told the decision",
    Fact.VIRTUAL_HEAD_TOLD_OF_DECISION: "the virtual school head was told the decision",
    Fact.DECISION_NOTICE_GIVEN: "the decision letter was given",
    Fact.REVIEW_WAIVED: "the family wrote that it will not ask for a review",
    Fact.CLAIM_DETERMINED: "the claim under the Equality Act came to its end",
    Fact.REVIEW_APPLIED_FOR: "the family asked for a review",
    Fact.REVIEW_EXTENDED_TO: "the review panel is to meet after all",
    Fact.REVIEW_FIXED: "the review panel is to meet",
    Fact.REVIEW_MET: "the review panel met",
    Fact.PAPERS_SENT: "the review papers were sent",
    Fact.REVIEW_ABANDONED: "the family gave the review up",
    Fact.REVIEW_DECIDED: "the review panel decided",
    Fact.REVIEW_DECISION_TOLD: "the panel’s decision was told",
    Fact.SOCIAL_WORKER_TOLD_OF_REVIEW: "the social worker was told the panel’s decision",
    Fact.VIRTUAL_HEAD_TOLD_OF_REVIEW: "the virtual school head was told the panel’s decision",
    Fact.BOARD_NOTIFIED_OF_REVIEW: "the governing board was told of the review’s outcome",
    Fact.BOARD_RECONSIDERED: "the governing board reconsidered",
    Fact.RECONSIDERATION_TOLD: "the new decision was told",
    Fact.SOCIAL_WORKER_TOLD_OF_RECONSIDERATION: "the social worker was told the new decision",
    Fact.VIRTUAL_HEAD_TOLD_OF_RECONSIDERATION: "the virtual school head was told the new decision",
    Fact.ORDER_FELL_DUE: "the payment of £4,000 fell due",
    Fact.ORDER_PAID: "the £4,000 was paid",
    Fact.TOOK_EFFECT: "the exclusion stood for the register",
    Fact.NAME_DELETED: "the name was deleted",
    Fact.DELETION_RETURNED: "the deletion was returned",
    Fact.CANCELLED: "the exclusion was cancelled",
    Fact.CANCELLATION_TOLD: "the cancelling was told",
    Fact.SOCIAL_WORKER_TOLD_OF_CANCELLATION: "the social worker was told of the cancelling",
    Fact.VIRTUAL_HEAD_TOLD_OF_CANCELLATION: "the virtual school head was told of the cancelling",
    Fact.RETURNED: "the pupil was back",
}
WINDOWS = ("I1", "I5")  # time the family has, not something anybody can be late with
SET_DAYS = ("G8", "I7")  # on a day that a person set: no school days are counted up to it
TARGETS = ("G3-AIM",)  # to be met if that is practicable: passed is not late


@dataclass(frozen=True, slots=True)
class Clock:
    """One deadline in words: what by when, what to know about it, and the colour of its tag."""

    words: str  # "Board must meet by 6 October 2026"
    note: str  # "3 school days left"
    colour: str
    pressing: bool  # late, due within five school days, or without a date


def tell_subject(rule_id: str) -> str:
    """
    Return whose turn it is, as a list heads it: "Board must meet".

    A rule that the law no longer has is told by its id: history must still open.
    """
    try:
        return SUBJECTS.get(rule_id) or get_rule(rule_id).what
    except KeyError:
        return f"Rule {rule_id}"


def tell_clock(
    rule_id: str, *, due_date: date | None, gap: str, counted: Sequence[date], today: date
) -> Clock:
    """
    Return an open deadline in words, as it stands on ``today``.

    School days left are those still to come: today is not one of them. ``counted`` are the days
    that the deadline was counted by, so that no calendar has to be read.
    """
    subject = tell_subject(rule_id)
    if due_date is None:
        lead = "Time for a review" if rule_id in WINDOWS else subject
        return Clock(f"{lead}: no date yet", f"{gap[:1].upper()}{gap[1:]}", "purple", True)
    left = sum(day > today for day in counted)
    if rule_id in WINDOWS:
        return _tell_window(due_date, left, today)
    if due_date < today and rule_id in TARGETS:
        return Clock(f"{subject}: by {_write(due_date)}", "Too late for that", "orange", True)
    if due_date < today:
        return Clock(f"{subject} by {_write(due_date)}", "Late", "red", True)
    if due_date == today:
        return Clock(f"{subject} by {_write(due_date)}", "Today is the last day", "orange", True)
    note, is_soon = _tell_left(left), left <= SOON
    if rule_id in SET_DAYS:
        note, is_soon = _tell_to_set_day((due_date - today).days)
    colour = "orange" if is_soon else "blue"
    return Clock(f"{subject} by {_write(due_date)}", note, colour, is_soon)


def _tell_window(until: date, left: int, today: date) -> Clock:
    if until < today:
        over = f"Family could ask for a review until {_write(until)}"
        return Clock(over, "Time is over", "orange", True)
    note = _tell_left(left) if until > today else "Today is the last day"
    return Clock(f"Family may ask for a review until {_write(until)}", note, "blue", False)


def _tell_left(school_days: int) -> str:
    return "1 school day left" if school_days == 1 else f"{school_days} school days left"


def _tell_to_set_day(calendar_days: int) -> tuple[str, bool]:
    note = "1 day left" if calendar_days == 1 else f"{calendar_days} days left"
    return note, calendar_days <= SOON_BY_CALENDAR


def _write(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
