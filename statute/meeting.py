"""When a governing board may meet about an exclusion, how, and with whom on its panel."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from statute.law.meeting import PANEL_AT_LEAST, PAPERS_SCHOOL_DAYS
from statute.school_calendar import CalendarGap, SchoolCalendar
from statute.wording import write_day, write_school_days

OFFERED_AT_MOST = 15  # days to choose from: any other day can be typed
OFFERED_WHEN_LATE = 5


class Ground(StrEnum):
    """Why a meeting may be held by remote access (SI 2012/1033 reg 6(3A)-(3G))."""

    ASKED = "ASKED"
    EXTRAORDINARY = "EXTRAORDINARY"


GROUNDS_IN_WORDS: Mapping[Ground, str] = {
    Ground.ASKED: "the family asked for it",
    Ground.EXTRAORDINARY: "extraordinary events or unforeseen circumstances",
}


class Condition(StrEnum):
    """What the board must be satisfied of before it may meet by remote access."""

    FULL_PART = "FULL_PART"
    HEARD_AND_SEEN = "HEARD_AND_SEEN"
    FAIR = "FAIR"


CONDITIONS_IN_WORDS: Mapping[Condition, str] = {
    Condition.FULL_PART: "everybody can take full part",
    Condition.HEARD_AND_SEEN: "everybody can hear and be heard and, on video, see and be seen",
    Condition.FAIR: "the meeting can be fair and transparent",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, in a sentence that says what to do; ``about`` names the thing asked for."""

    about: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a date is measured against."""

    calendar: SchoolCalendar
    today: date
    last_day: date | None  # of the board's duty; None while it cannot be counted
    rule_id: str = ""  # the rule that gives the last day
    gap: str = ""  # why it cannot be counted
    excluded_on: date | None = None
    told_on: date | None = None  # the board, of the exclusion
    remote_asked: bool = False  # the family asked for a meeting by remote access


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A meeting as somebody means to hold it, or held it: ``already_held`` enters it late."""

    day: date
    is_remote: bool = False
    ground: Ground | None = None
    conditions: frozenset[Condition] = frozenset()
    already_held: bool = False
    has_begun: bool = False  # the time at which it starts is over
    late_reason: str = ""
    in_person_reason: str = ""  # why it is in person although the family asked otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedDay:
    """A school day on which the board could meet, and what speaks for or against it."""

    day: date
    advice: str
    in_time: bool
    leaves_time_for_papers: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """One person on a panel; ``key`` tells people of one name apart."""

    key: int
    name: str
    is_chair: bool = False


def offer_days(limits: Limits) -> tuple[OfferedDay, ...]:
    """
    Return the school days from tomorrow to the last day in time, earliest first.

    While the last day cannot be counted, every known school day lies before it. Once it has passed,
    the next few school days are offered: the duty survives (SI 2012/1033 reg 6(10)).
    """
    days = limits.calendar.session_days
    coming = days[bisect_right(days, limits.today) :]
    in_time = [d for d in coming if limits.last_day is None or d <= limits.last_day]
    offered = in_time[:OFFERED_AT_MOST] or coming[:OFFERED_WHEN_LATE]
    return tuple(_offer(day, limits) for day in offered)


def _offer(day: date, limits: Limits) -> OfferedDay:
    late = find_school_days_late(day, limits)
    latest = find_papers_day(day, limits)
    advice = _advise_on_papers(latest, limits.today)
    if late:
        advice = f"{write_school_days(late)} late. {advice}"
    return OfferedDay(
        day=day,
        advice=advice,
        in_time=not late,
        leaves_time_for_papers=latest is not None and latest >= limits.today,
    )


def find_papers_day(day: date, limits: Limits) -> date | None:
    """
    Return the last day to send papers for a meeting on ``day``; None where it cannot be counted.

    Guidance, not law: at least 5 school days before, where possible. Read as clear days: none of
    them is the day of sending or the day of the meeting.
    """
    try:
        return limits.calendar.count_before(day, PAPERS_SCHOOL_DAYS + 1)[-1]
    except CalendarGap:
        return None


def _advise_on_papers(latest: date | None, today: date) -> str:
    number = f"{PAPERS_SCHOOL_DAYS} clear school days"
    if latest is None:
        return "When papers should go out cannot be worked out: school days are missing."
    if latest < today:
        return f"Too soon to send papers {number} before, which the guidance asks where possible."
    return f"Papers should go out by {write_day(latest)}, {number} before."


def find_school_days_late(day: date, limits: Limits) -> int | None:
    """
    Return by how many school days a meeting on ``day`` is late; 0 in time, None if unknown.

    A day after the last day in time is late even if no school day lies between: then it is 1.
    """
    if limits.last_day is None:
        return None if limits.gap else 0
    if day <= limits.last_day:
        return 0
    if not limits.calendar.is_known(day):
        return None
    days = limits.calendar.session_days
    return max(bisect_right(days, day) - bisect_right(days, limits.last_day), 1)


def find_meeting_faults(plan: Plan, limits: Limits) -> list[Fault]:
    """
    Return every reason why this meeting may not be listed as it is; an empty list means it may.

    A late meeting may be listed with its reason: lateness does not end the duty, and a decision is
    not void for it. One for which the family asked that it be remote is in person only with the
    condition that is not met. Source: SI 2012/1033 reg 6(3A)-(3G), (7), (10).
    """
    faults = _find_time_faults(plan, limits)
    if early := find_too_early(plan.day, limits):
        faults.append(Fault("day", early))
    if (lateness := describe_lateness(plan.day, limits)) and not plan.late_reason.strip():
        faults.append(Fault("late_reason", f"{lateness} Say why it could not be held in time"))
    return faults + _find_remote_faults(plan) + _find_in_person_faults(plan, limits)


def find_too_early(day: date, limits: Limits) -> str:
    """
    Return why the board can neither have met nor decided on so early a day, or ``""``.

    It meets about an exclusion of which it was told (SI 2012/1033 reg 6(1), (7)).
    """
    if limits.excluded_on and day < limits.excluded_on:
        excluded = write_day(limits.excluded_on)
        return f"The pupil was excluded on {excluded}: the board cannot have met before"
    if limits.told_on and day < limits.told_on:
        told = f"The board was told of the exclusion on {write_day(limits.told_on)}, so it cannot "
        return told + "have met before. If the day of telling is wrong, correct that first"
    return ""


def _find_time_faults(plan: Plan, limits: Limits) -> list[Fault]:
    is_today = plan.day == limits.today
    has_passed = plan.day < limits.today or (is_today and plan.has_begun)
    if has_passed and not plan.already_held:
        if is_today:
            told = "That time has passed. Choose a later one, or say that the meeting "
            return [Fault("starts", told + "has already taken place")]
        told = f"{write_day(plan.day)} has passed. Choose a later day, or say that the meeting "
        return [Fault("day", told + "has already taken place")]
    if plan.already_held and not has_passed:
        when = "That time" if is_today else write_day(plan.day)
        told = f"{when} has not come yet, so the meeting cannot have taken place"
        return [Fault("already_held", told)]
    return []


def describe_lateness(day: date, limits: Limits) -> str:
    """Return what to say of a meeting after the last day in time, or ``""`` if it is in time."""
    if limits.last_day is None or day <= limits.last_day:
        return ""
    late = find_school_days_late(day, limits)
    by = write_school_days(late) if late is not None else "an unknown number of school days"
    told = f"The last day in time is {write_day(limits.last_day)}. The duty survives; the meeting"
    return f"{told} is {by} late."


def _find_remote_faults(plan: Plan) -> list[Fault]:
    if not plan.is_remote:
        return []
    faults = []
    if plan.ground is None:
        told = "A meeting may be held remotely only if the family asked for it, or because of "
        faults.append(Fault("ground", told + "extraordinary events. Say which it is"))
    missing = [words for c, words in CONDITIONS_IN_WORDS.items() if c not in plan.conditions]
    if missing:
        told = "The board must be satisfied of each condition of a remote meeting. Not yet: "
        faults.append(Fault("conditions", told + "; ".join(missing)))
    return faults


def _find_in_person_faults(plan: Plan, limits: Limits) -> list[Fault]:
    if plan.is_remote or not limits.remote_asked or plan.in_person_reason.strip():
        return []
    told = "The family asked for a meeting by remote access. If the conditions are met, it must be "
    told += "held so. Hold it so, or say which condition is not met"
    return [Fault("in_person_reason", told)]


def find_warnings_to_weigh(plan: Plan, limits: Limits) -> list[str]:
    """Return the warnings that nobody has answered: of a late meeting, its reason was given."""
    lateness = describe_lateness(plan.day, limits)
    return [told for told in find_meeting_warnings(plan, limits) if told != lateness]


def find_meeting_warnings(plan: Plan, limits: Limits) -> list[str]:
    """Return what is lawful and yet should be weighed before the meeting is listed."""
    warnings = []
    if limits.gap:
        warnings.append(f"The last day in time cannot be worked out yet: {limits.gap}.")
    try:
        if not limits.calendar.is_school_day(plan.day):
            warnings.append(f"{write_day(plan.day)} is not a school day: people may not be there.")
    except CalendarGap as gap:
        warnings.append(f"Nobody can tell whether {write_day(plan.day)} is a school day: {gap}.")
    if lateness := describe_lateness(plan.day, limits):
        warnings.append(lateness)
    latest = find_papers_day(plan.day, limits)
    if latest is not None and latest < limits.today and not plan.already_held:
        warnings.append(_advise_on_papers(latest, limits.today))
    return warnings


def find_panel_faults(seats: Sequence[Seat]) -> list[Fault]:
    """Return every reason why this panel may not sit: too few, no one chair, or a repeat."""
    faults = [
        Fault("panel", f"{name} is on the panel twice")
        for (_, name), times in Counter((s.key, s.name) for s in seats).items()
        if times > 1
    ]
    if len({s.key for s in seats}) < PANEL_AT_LEAST:
        faults.append(Fault("panel", f"A panel has at least {PANEL_AT_LEAST} governors"))
    if sum(s.is_chair for s in seats) != 1:
        faults.append(Fault("chair", "A panel has one chair: choose one of its governors"))
    return faults
