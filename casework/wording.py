"""Deadlines as people speak of them. The law's own words stand in the rule; these fit a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from statute.facts import Fact
from statute.law import get_rule

SOON = 5  # school days
SUBJECTS = {
    "N3": "Local authority must be told",
    "N3-HOME": "Home authority must be told",
    "E4": "Education must start",
    "G1": "Board must meet",
    "G4": "Board must meet",
    "I6": "Review panel must meet",
    "I15": "Review papers must be sent",
    "R1": "Board must reconsider",
}
TRIGGERS: dict[str, str] = {
    Fact.EXCLUDED: "the exclusion took effect",
    Fact.PARENTS_TOLD: "the family was told",
    Fact.BOARD_INFORMED: "the governing board was told",
    Fact.AUTHORITY_INFORMED: "the local authority was told",
    Fact.HOME_AUTHORITY_INFORMED: "the authority where the pupil lives was told",
    Fact.REPRESENTATIONS_MADE: "the family put its case to the governing board",
    Fact.BOARD_DECIDED: "the governing board decided",
    Fact.EDUCATION_STARTED: "education began",
    Fact.DECISION_NOTICE_GIVEN: "the decision letter was given",
    Fact.REVIEW_APPLIED_FOR: "the family asked for a review",
    Fact.REVIEW_FIXED: "the review panel is to meet",
    Fact.REVIEW_MET: "the review panel met",
    Fact.PAPERS_SENT: "the review papers were sent",
    Fact.BOARD_NOTIFIED_OF_REVIEW: "the governing board was told of the review's outcome",
    Fact.BOARD_RECONSIDERED: "the governing board reconsidered",
    Fact.CANCELLED: "the exclusion was cancelled",
}
WINDOW = "I1"  # time the family has, not something anybody can be late with


@dataclass(frozen=True, slots=True)
class Clock:
    """One deadline in words: what by when, what to know about it, and the colour of its tag."""

    words: str  # "Board must meet by 6 October 2026"
    note: str  # "3 school days left"
    colour: str
    pressing: bool  # late, due within five school days, or without a date


def tell_subject(rule_id: str) -> str:
    """Return whose turn it is, as a list heads it: "Board must meet"."""
    return SUBJECTS.get(rule_id) or get_rule(rule_id).what


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
        lead = "Time for a review" if rule_id == WINDOW else subject
        return Clock(f"{lead}: no date yet", f"{gap[:1].upper()}{gap[1:]}", "purple", True)
    left = sum(day > today for day in counted)
    if rule_id == WINDOW:
        return _tell_window(due_date, left, today)
    if due_date < today:
        return Clock(f"{subject} by {_write(due_date)}", "Late", "red", True)
    if due_date == today:
        return Clock(f"{subject} by {_write(due_date)}", "Today is the last day", "orange", True)
    colour = "orange" if left <= SOON else "blue"
    return Clock(f"{subject} by {_write(due_date)}", _tell_left(left), colour, left <= SOON)


def _tell_window(until: date, left: int, today: date) -> Clock:
    if until < today:
        over = f"Family could ask for a review until {_write(until)}"
        return Clock(over, "Time is over", "orange", True)
    note = _tell_left(left) if until > today else "Today is the last day"
    return Clock(f"Family may ask for a review until {_write(until)}", note, "blue", False)


def _tell_left(school_days: int) -> str:
    return "1 school day left" if school_days == 1 else f"{school_days} school days left"


def _write(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
