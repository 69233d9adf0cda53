"""The working of a date in plain text: what was counted, what was not and why, and whose rule."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from statute.duties import Duty, owe
from statute.fact_faults import IN_WORDS, find_fact_faults
from statute.facts import CaseFacts, Fact, Kind, SchoolType
from statute.giving_notice import Method, WorkingDays, get_day_given, get_day_made
from statute.rules import Rule
from statute.school_calendar import SchoolCalendar
from statute.wording import write_day

SATURDAY = 5
ONE_DAY = timedelta(days=1)
# What is sent, and by which provision it counts from another day.
DEEMED_BY: Mapping[
    Fact, Callable[[date, Method, WorkingDays], date]
] = {  # what is sent, and by which provision it counts from another day
    Fact.DECISION_NOTICE_GIVEN: get_day_given,
    Fact.BOARD_NOTIFIED_OF_REVIEW: get_day_given,
    Fact.REVIEW_APPLIED_FOR: get_day_made,
}


def explain_duty(
    duty: Duty, calendar: SchoolCalendar, closed: Mapping[date, str] | None = None
) -> list[str]:
    """
    Return the working of a duty, one line a fact: its rule, each day counted, each day left out.

    ``closed`` says why a weekday is no school day, where that is known.
    """
    last = write_day(duty.due_date) if duty.due_date else f"cannot be counted: {duty.gap}"
    lines = [
        f"Rule {duty.rule_id}: {duty.what}.",
        f"Limit: {duty.limit} {IN_WORDS[duty.trigger]}, {write_day(duty.triggered_on)}.",
        f"Source: {duty.citation}.",
    ]
    lines += _write_days(duty, calendar, closed or {})
    lines.append(f"Last day: {last}.")
    if duty.not_before:
        lines.append(f"Not before: {write_day(duty.not_before)}.")
    return lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One rule, counted from one day, at one school. ``method``: how it was sent on that day."""

    rule: Rule
    school_type: SchoolType
    start: date
    calendar: SchoolCalendar
    working_days: WorkingDays
    method: Method | None = None


class CannotBeExplained(Exception):
    """The question contradicts the rule: the text says how, without a full stop."""


def explain_rule(question: Question, closed: Mapping[date, str] | None = None) -> list[str]:
    """
    Return the whole working of a date that no case has to have: what is sent, deemed and counted.

    :raises CannotBeExplained: if the rule is not of this kind of school or this day, or nothing of
        it is sent.
    :raises HolidaysUnknown: if the bank holidays that decide are not known.
    """
    rule = question.rule
    if question.school_type not in rule.citations:
        raise CannotBeExplained(f"rule {rule.id} does not bind schools of this type")
    facts = CaseFacts(
        kind=Kind.PERMANENT,
        school_type=question.school_type,
        dates={Fact.EXCLUDED: question.start, rule.trigger: question.start},
    )
    if faults := find_fact_faults(facts):
        raise CannotBeExplained("; ".join(faults))
    if not rule.is_in_force(facts):
        ends = f" to {write_day(rule.in_force_to)}" if rule.in_force_to else ""
        since = f"from {write_day(rule.in_force_from)}{ends}"
        raise CannotBeExplained(f"rule {rule.id} is for exclusions {since}")
    sent, given_on = _deem(question)
    counted = replace(facts, dates={Fact.EXCLUDED: question.start, rule.trigger: given_on})
    duty = owe(rule, counted, question.calendar)
    return [*sent, *explain_duty(duty, question.calendar, closed), *explain_reading(rule)]


def _deem(question: Question) -> tuple[list[str], date]:
    if question.method is None:
        return [], question.start
    rule, deem = question.rule, DEEMED_BY.get(question.rule.trigger)
    if deem is None:
        told = f"rule {rule.id} runs from {IN_WORDS[rule.trigger]}, which is not sent: leave out "
        raise CannotBeExplained(f"{told}how it was sent")
    given_on = deem(question.start, question.method, question.working_days)
    how = question.method.replace("_", " ").lower()
    told = f"Sent on {write_day(question.start)} ({how}); counts from {write_day(given_on)}."
    return [told], given_on


def explain_reading(rule: Rule) -> list[str]:
    """Return how sure the rule is, how it is read, and the reading that was not taken."""
    lines = [f"Status: {rule.status}."]
    lines += [f"Reading: {rule.reading}"] if rule.reading else []
    lines += [f"Another reading: {rule.alternative}."] if rule.alternative else []
    return lines


def _write_days(duty: Duty, calendar: SchoolCalendar, closed: Mapping[date, str]) -> list[str]:
    if not duty.counted or duty.counted == (duty.triggered_on,):
        return []
    numbers = {day: number for number, day in enumerate(duty.counted, start=1)}
    first, last = sorted((duty.triggered_on, duty.counted[-1]))
    days = [first + n * ONE_DAY for n in range((last - first).days + 1)]
    return [f"  {day:%a} {day}  {_tell(day, duty, numbers, closed)}" for day in days]


def _tell(day: date, duty: Duty, numbers: Mapping[date, int], closed: Mapping[date, str]) -> str:
    if day in numbers:
        return str(numbers[day])
    if day == duty.triggered_on:
        return "the day it runs from, not counted"
    if day.weekday() >= SATURDAY:
        return "weekend"
    return closed.get(day) or "not a school day"
