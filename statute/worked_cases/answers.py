"""The answer to every expected name, from the duties and totals of the case."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from statute.attendance import la_standing
from statute.cancelling import find_cancelling_bar
from statute.conditions import is_told_at_once
from statute.facts import Fact, Party
from statute.off_roll_date import find_off_roll_date
from statute.outcomes import PanelOutcome
from statute.rules import Rule, Unit
from statute.terms import ONE_DAY, get_school_year
from statute.thresholds import YEAR_AT_MOST
from statute.totals import Suspension, find_suspension_faults, get_days_out, sum_by_year
from statute.worked_cases.story import Story

MEETINGS = ("G1", "G2", "G3", "G4")
OUTCOMES = {
    "upheld": PanelOutcome.UPHOLD,
    "recommended": PanelOutcome.RECOMMEND,
    "quashed": PanelOutcome.QUASH,
}


def binding_rules(story: Story) -> list[Rule]:
    """Return the rules that bind on the case, whether or not their clock has started."""
    if not story.has_exclusion or story.facts.is_cancelled:
        return []
    return [rule for rule in story.law if rule.binds(story.facts)]


def is_meeting_required(story: Story) -> bool:
    return any(rule.id in MEETINGS for rule in binding_rules(story))


def find_due(*rule_ids: str) -> Callable[[Story], date | None]:
    """Return what finds the last day of whichever of these duties is owed."""

    def find(story: Story) -> date | None:
        owed = (story.duties[rule_id] for rule_id in rule_ids if rule_id in story.duties)
        return next((duty.due_date for duty in owed), None)

    return find


def must_consider(story: Story) -> bool:
    return Fact.REPRESENTATIONS_MADE in story.facts.dates and not story.facts.is_cancelled


def tell_how(party: Party) -> Callable[[Story], str | None]:
    """Return what says how soon this party is told: at once, or once in the term."""

    def tell(story: Story) -> str | None:
        told = [
            rule
            for rule in binding_rules(story)
            if party in rule.owed_to and rule.owed_by is Party.HEAD and rule.unit is Unit.SAME_DAY
        ]
        if any(rule.trigger is Fact.EXCLUDED for rule in told):
            return "without_delay"
        return "termly" if any(rule.trigger is Fact.TERM_ENDS for rule in told) else None

    return tell


def get_term_total(story: Story) -> Decimal | None:
    return next(iter(story.served.term_totals.values()), None)


def get_following_term_total(story: Story) -> Decimal | None:
    return next(iter(list(story.served.term_totals.values())[1:]), None)


def find_parents_days(story: Story) -> list[date] | None:
    if not story.has_exclusion:
        return None
    return next((list(story.duties[r].counted) for r in ("E1", "E1-PM") if r in story.duties), None)


def find_education(rule_ids: tuple[str, ...]) -> Callable[[Story], date | None]:
    find = find_due(*rule_ids)
    return lambda story: find(story) if story.has_exclusion else None


def is_in_time(story: Story) -> bool | None:
    if story.applied_on is None or story.application_deadline is None:
        return None
    return not story.facts.applied_late


def may_order_money(story: Story) -> bool | None:
    outcome = story.case.find_panel_outcome()
    return OUTCOMES[outcome] is PanelOutcome.QUASH if outcome else None


def find_off_roll(story: Story) -> date | None:
    return find_off_roll_date(story.facts, story.calendar, story.law).day


def find_role(authority: str) -> Callable[[Story], str]:
    """Return what finds the standing of the school's or the home authority at the board."""

    def find(story: Story) -> str:
        asked = story.case.find_all("la_attendance_requested")
        permitted = story.case.find_all("permission_to_make_representations")
        standing = la_standing(
            story.facts.school_type,
            is_home=authority == "home_la",
            requested=any(authority in event.values["which"] for event in asked),
            permitted=any(
                authority in event.values["which"] and event.values["given_by"] == "proprietor"
                for event in permitted
            ),
        )
        return standing.lower()

    return find


def may_cancel(story: Story) -> bool | None:
    """Whether the head may cancel, at the cancelling or else at the last thing that is told."""
    if not story.has_exclusion:
        return None
    facts, cancelled = story.facts, story.case.find("cancellation")
    day = cancelled.values["date"] if cancelled else max(story.case.days)
    begun = story.case.find("governing_board_decision_notice")
    last_out = _find_last_day_out(story)
    bar = find_cancelling_bar(
        facts.excluded_on,
        last_out,
        story.calendar,
        board_has_begun=begun is not None and begun.values["date"] <= day,
        board_must_consider=is_told_at_once(facts),
        school_days_out_before=_count_days_before(story, last_out),
    )
    return not bar


def _find_last_day_out(story: Story) -> date:
    """The last day before the pupil is back, or of the suspension, or that the events name."""
    last = story.served.back_on - ONE_DAY if story.served.back_on else max(story.case.days)
    suspended = story.served.last_suspension if story.served.permanent_on is None else None
    if suspended is None:
        return last
    days = get_days_out(replace(suspended, back_on=None), story.calendar)
    return min(last, days[-1].day)


def _count_days_before(story: Story, last: date) -> Decimal:
    year = get_school_year(last)
    others = [out for out in story.served.days_out if out.day < story.facts.excluded_on]
    return sum_by_year(others, story.served.earlier_days).get(year, Decimal(0))


def count_year(story: Story) -> Decimal:
    """Days that count towards 45: of the year of the proposal, else of the last exclusion."""
    proposed = find_proposed(story)
    last = proposed.start if proposed else story.facts.excluded_on
    year = get_school_year(last)
    if not story.served.days_out and not proposed and story.served.earlier_days:
        year = story.served.earlier_days[-1].year
    return sum_by_year(story.served.days_out, story.served.earlier_days).get(year, Decimal(0))


def find_proposed(story: Story) -> Suspension | None:
    event = story.case.find("proposed_suspension")
    if event is None:
        return None
    return Suspension(start=event.values["start"], school_days=event.values["days"])


def is_proposal_allowed(story: Story) -> bool | None:
    proposed = find_proposed(story)
    if proposed is None:
        return None
    served = story.served
    return not find_suspension_faults(
        proposed, served.days_out, served.earlier_days, story.calendar
    )


ANSWERS: Mapping[str, Callable[[Story], Any]] = {
    "gb_meeting_required": is_meeting_required,
    "gb_deadline": find_due(*MEETINGS),
    "gb_aim_latest": find_due("G3-AIM"),
    "gb_must_consider_representations": must_consider,
    "inform_gb": tell_how(Party.BOARD),
    "inform_la": tell_how(Party.AUTHORITY),
    "term_total_days": get_term_total,
    "following_term_total_days": get_following_term_total,
    "school_education_start": find_education(("E3",)),
    "la_education_start": find_education(("E4", "E5")),
    "parental_duty_days": find_parents_days,
    "decision_notice_deemed": lambda story: story.decision_given_on,
    "irp_application_deadline": lambda story: story.application_deadline,
    "irp_application_deemed": lambda story: story.applied_on,
    "irp_application_in_time": is_in_time,
    "irp_hearing_deadline": find_due("I6"),
    "irp_papers_latest": find_due("I15"),
    "irp_notice_deemed": lambda story: story.panel_notice_on,
    "reconsideration_deadline": find_due("R1"),
    "financial_order_possible": may_order_money,
    "earliest_offroll": find_off_roll,
    "la_role_at_gb": find_role("school_la"),
    "home_la_role_at_gb": find_role("home_la"),
    "cancellation_allowed": may_cancel,
    "days_in_school_year": count_year,
    "days_remaining": lambda story: YEAR_AT_MOST - count_year(story),
    "proposed_suspension_allowed": is_proposal_allowed,
}
