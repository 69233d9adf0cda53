"""What the governing board may decide on a permanent exclusion, and what each decision asks for."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum

from statute.calendar_months import add_months
from statute.duties import Duty, duties_owed
from statute.facts import CaseFacts, Fact, Kind, Party
from statute.law import get_rule
from statute.law.review_outcomes import CLAIM_MONTHS
from statute.law.sources import under
from statute.meeting import Fault
from statute.school_calendar import SchoolCalendar
from statute.tellings import Telling, find_workers
from statute.wording import write_day


class BoardDecision(StrEnum):
    """The whole of what a board may decide; nothing else, and no conditions."""

    REINSTATED_NOW = "REINSTATED_NOW"
    REINSTATED_BY = "REINSTATED_BY"
    DECLINED = "DECLINED"


D1 = under("reg 6(2), (4), (5)", "reg 15(2), (4), (5)", "reg 24(2), (4), (5)")
D2 = under("reg 6(6)(a)", "reg 15(6)(a)", "reg 24(6)(a)")
D3 = under("reg 6(6)(b)", "reg 15(6)(b)", "reg 24(6)(b)")

# D3. What the notice must say when a permanently excluded pupil is not reinstated. Each name is a
# field of the letter; a letter in which one is empty is not sent.
NOTICE_CONTENTS: Mapping[str, str] = {
    "decision": "that the exclusion is permanent and the pupil is not reinstated",
    "reasons": "the reasons",
    "review_until": "the last day to apply for a review, as a date",
    "apply_to": "to whom an application for a review is made",
    "apply_by_email": "where an application for a review is sent",
    "apply_with": "what an application must contain",
    "expert_appointed_by": "who appoints the special educational needs expert",
    "claim_until": "by when a claim under the Equality Act is made",
}


def find_tellings(decision: BoardDecision, facts: CaseFacts) -> tuple[Telling, ...]:
    """
    Return everybody whom this decision must be told to, in the order of the Regulations.

    Source: SI 2012/1033 reg 6(2)-(6), and regs 15 and 24 alike, as amended by SI 2022/788.
    """
    told = [Party.RELEVANT_PERSON]
    told += [Party.HEAD] if decision is BoardDecision.DECLINED else []
    told += [Party.AUTHORITY]
    told += [Party.HOME_AUTHORITY] if facts.has_home_authority else []
    told += find_workers(facts)
    if decision is not BoardDecision.DECLINED:
        what, of = "the decision to reinstate, with its reasons", D1[facts.school_type]
        tellings = [Telling(rule_id="D1", to=to, what=what, citation=of) for to in told]
        direct = "a direction to reinstate the pupil, which must be followed"
        return (*tellings, Telling(rule_id="D1", to=Party.HEAD, what=direct, citation=of))
    what, of = "the decision not to reinstate, with its reasons", D2[facts.school_type]
    tellings = [Telling(rule_id="D2", to=to, what=what, citation=of) for to in told]
    if facts.kind is Kind.PERMANENT:
        notice, of = "the notice of the right to a review", D3[facts.school_type]
        family = Party.RELEVANT_PERSON
        tellings.append(Telling(rule_id="D3", to=family, what=notice, citation=of))
    return tuple(tellings)


def find_decision_faults(
    decision: BoardDecision,
    *,
    decided_on: date,
    reinstate_by: date | None,
    held_on: date,
    today: date,
) -> list[Fault]:
    """Return what is wrong with the days of a decision: every fault at once."""
    faults = []
    if decided_on < held_on:
        told = f"The board met on {write_day(held_on)}, so it cannot have decided before"
        faults.append(Fault("decided_on", told))
    if decided_on > today:
        faults.append(Fault("decided_on", "The day of the decision must be today or in the past"))
    by_a_date = decision is BoardDecision.REINSTATED_BY
    if by_a_date and reinstate_by is None:
        faults.append(Fault("reinstate_by", "Enter the day by which the pupil is to be back"))
    if by_a_date and reinstate_by is not None and reinstate_by < decided_on:
        told = "The pupil cannot be reinstated by a day before the decision"
        faults.append(Fault("reinstate_by", told))
    return faults


def count_review_window(facts: CaseFacts, calendar: SchoolCalendar, *, given_on: date) -> Duty:
    """
    Return the family's time to apply for a review, had the notice been given on ``given_on``.

    Its ``due_date`` is the last day; where that cannot be counted it is None and ``gap`` says why.
    Rule I1. The facts must be of a permanent exclusion: there is no review of a suspension.
    """
    given = replace(facts, dates={**facts.dates, Fact.DECISION_NOTICE_GIVEN: given_on})
    [window] = duties_owed(given, calendar, (get_rule("I1"),))
    return window


def get_claim_day(decided_on: date) -> date:
    """
    Return the last day of the six calendar months for a claim under the Equality Act 2010.

    Counted from the decision and shown, never enforced: a tribunal may take a later claim. Where
    the sixth month has no such day, its last day is the one.
    """
    return add_months(decided_on, CLAIM_MONTHS.number)
