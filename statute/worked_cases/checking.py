"""Every expectation of every case against its answer, each difference with its working."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from statute.explaining import explain_duty
from statute.fact_faults import find_fact_faults
from statute.giving_notice import HolidaysUnknown
from statute.law import LAW
from statute.rules import Rule
from statute.school_calendar import CalendarGap
from statute.worked_cases.answers import ANSWERS
from statute.worked_cases.reading import WorkedCase
from statute.worked_cases.story import Story

# The duties whose days show how the answer to a name was reached.
WORKING = {
    "gb_meeting_required": ("G1", "G2", "G3", "G4"),
    "gb_deadline": ("G1", "G2", "G3", "G4"),
    "gb_aim_latest": ("G3-AIM",),
    "school_education_start": ("E3",),
    "la_education_start": ("E4", "E5"),
    "parental_duty_days": ("E1", "E1-PM"),
    "irp_application_deadline": ("I1", "I5"),
    "irp_application_in_time": ("I1", "I5"),
    "irp_hearing_deadline": ("I6",),
    "irp_papers_latest": ("I15",),
    "reconsideration_deadline": ("R1",),
    "earliest_offroll": ("I1", "I5"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One expectation: what was expected, what the law answers, and the working where they part."""

    case_id: str
    name: str
    expected: Any
    answered: Any
    working: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        return bool(self.expected == self.answered)

    def as_json(self) -> dict[str, Any]:
        return {
            "case": self.case_id,
            "name": self.name,
            "expected": _as_json(self.expected),
            "answered": _as_json(self.answered),
            "agrees": self.agrees,
            "working": list(self.working),
        }


@dataclass(frozen=True, slots=True)
class Check:
    """What came of checking some cases."""

    findings: tuple[Finding, ...]
    contradictions: tuple[str, ...]

    @property
    def differing(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.agrees]

    @property
    def summary(self) -> str:
        """The line that is read: "41 expectations: 41 agree, 0 differ"."""
        all_of_them, differ = len(self.findings), len(self.differing)
        return f"{all_of_them} expectations: {all_of_them - differ} agree, {differ} differ"


def check_cases(cases: Sequence[WorkedCase], law: Sequence[Rule] = LAW) -> Check:
    """Return every expectation of ``cases`` beside its answer, and the facts that contradict."""
    findings, contradictions = [], []
    for case in cases:
        story = Story(case, law)
        try:
            faults = find_fact_faults(story.facts)
        except (CalendarGap, HolidaysUnknown) as unknown:
            faults = [str(unknown)]
        contradictions += [f"{case.id}: {fault}" for fault in faults]
        findings += [_check(story, name, wanted) for name, wanted in case.expected.items()]
    return Check(tuple(findings), tuple(contradictions))


def _check(story: Story, name: str, expected: Any) -> Finding:
    gap = ""
    try:
        answered = ANSWERS[name](story)
    except (CalendarGap, HolidaysUnknown) as unknown:
        answered, gap = None, f"It cannot be worked out: {unknown}."
    finding = Finding(story.case.id, name, expected, answered)
    if finding.agrees:
        return finding
    working = (gap,) if gap else tuple(_find_working(story, name))
    return Finding(story.case.id, name, expected, answered, working)


def _find_working(story: Story, name: str) -> list[str]:
    lines = []
    for rule_id in WORKING.get(name, ()):
        if rule_id in story.duties:
            lines += explain_duty(story.duties[rule_id], story.calendar)
    totals = [
        f"{t.first} to {t.last}: {days} days out" for t, days in story.served.term_totals.items()
    ]
    return lines or totals or ["No rule starts a clock for it on these events."]


def write_value(value: Any) -> str:
    """Return a value as the file would have it, in JSON; "nothing" where there is none."""
    plain = _as_json(value)
    return "nothing" if plain is None else json.dumps(plain)


def _as_json(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_json(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
