"""What happened in a case, in plain words: its audit events as people read them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from audit.models import AuditEvent
from audit.sentences import tell_kind
from casework.models import Case, DeadlineState
from casework.remarks import put_back
from casework.wording import TRIGGERS, tell_subject
from design_system.words import write_day
from organisations.models import User
from programs.models import Client

VIEWED = "case.viewed"
LOOKS = (VIEWED, "message.read")
SYSTEM = "the service"
STATES = {"MET": "done in time", "LATE": "done late", "LAPSED": "no longer owed"}


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of a case: what, when, by whom, and a few lines about it."""

    title: str
    at: datetime
    by: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Some events of a case, newest first, and where the older ones begin; None at the end."""

    happenings: list[Happening]
    older: int | None


@dataclass(frozen=True, slots=True)
class Recount:
    """One change of one deadline: what it was, what it became, why and by whom. "": no date."""

    at: datetime
    before: str
    after: str
    cause: str
    by: str


def get_history(case: Case, *, most: int = 100) -> list[Happening]:
    """
    Return what was done in this case, newest first.

    Left out are who merely looked, and duties that were done as soon as they arose: the trail has
    both.
    """
    done_at_once = {"facts__before": None, "facts__after__state": DeadlineState.MET}
    happened = _get_events(case).exclude(kind__in=LOOKS)
    happened = happened.exclude(kind="deadline.changed", **done_at_once)
    events = list(happened.order_by("-seq")[:most])
    put_back(events)
    names = _get_names(event.actor for event in events)
    return [_tell(event, names) for event in events]


def get_trail(case: Case, *, before: int | None = None, most: int = 100) -> Page:
    """Return who did what in this case and who looked, from the event before number ``before``."""
    found = _get_events(case) if before is None else _get_events(case).filter(seq__lt=before)
    events = list(found.order_by("-seq")[: most + 1])
    shown = events[:most]
    put_back(shown)
    names = _get_names(event.actor for event in shown)
    older = shown[-1].seq if len(events) > most else None
    return Page([_tell(event, names) for event in shown], older)


def get_recounts(case: Case, rule_id: str) -> list[Recount]:
    """Return every change of one deadline, oldest first."""
    changed = _get_events(case).filter(kind="deadline.changed", facts__rule=rule_id)
    events = list(changed.order_by("seq"))
    put_back(events)
    names = _get_names(event.actor for event in events)
    return [
        Recount(
            event.at,
            tell_state(event.facts["before"]),
            tell_state(event.facts["after"]),
            event.facts["cause"],
            names.get(event.actor, SYSTEM),
        )
        for event in events
    ]


def _get_events(case: Case) -> Any:
    return AuditEvent.objects.filter(stream=case.stream)


def tell_actors(actors: Iterable[str]) -> dict[str, str]:
    """Return whom each actor of an event is, like "user/7", in words; the rest is the service."""
    asked = set(actors)
    return {actor: SYSTEM for actor in asked if actor} | _get_names(asked)


def _get_names(actors: Iterable[str]) -> dict[str, str]:
    asked = set(actors)
    names: dict[str, str] = {}
    for kind, model in (("user", User), ("client", Client)):
        ids = [int(name.partition("/")[2]) for name in asked if name.startswith(f"{kind}/")]
        if ids:
            names |= {f"{kind}/{row.pk}": str(row) for row in model.objects.filter(pk__in=ids)}
    return names


def _tell(event: AuditEvent, names: Mapping[str, str]) -> Happening:
    by = names.get(event.actor, SYSTEM)
    if event.kind == "deadline.changed":
        return _tell_deadline(event, by)
    if event.kind == "case.fact-corrected":
        return _tell_correction(event, by)
    if event.kind == "case.limit-extended":
        return _tell_extension(event, by)
    lines = [event.facts[key] for key in ("provider", "reasons", "label") if event.facts.get(key)]
    return Happening(tell_kind(event.kind), event.at, by, tuple(lines))


def _tell_deadline(event: AuditEvent, by: str) -> Happening:
    rule_id = event.facts["rule"]
    subject = tell_subject(rule_id)
    before, after = event.facts["before"], event.facts["after"]
    if before is None:
        return Happening(f"{subject}: {tell_state(after)}", event.at, by)
    was, now = tell_state(before), tell_state(after)
    line = f"Was: {was}. {_tell_why(event.facts['cause'])}"
    return Happening(f"{subject}: now {now}", event.at, by, (line,))


def _tell_correction(event: AuditEvent, by: str) -> Happening:
    said = event.facts
    title = f"{tell_kind(event.kind)}: {TRIGGERS[said['fact']]} on {_write(said['after'])}"
    if said["before"] != "None":  # of what was implied then, nothing was on record
        title += f", not {_write(said['before'])}"
    return Happening(title, event.at, by, (_tell_why(said["reason"]),))


def _tell_extension(event: AuditEvent, by: str) -> Happening:
    said = event.facts
    title = f"{tell_kind(event.kind)}, until {_write(said['after'])}"
    lines = (f"Was: by {_write(said['before'])}. {_tell_why(said['reason'])}",)
    return Happening(title, event.at, by, lines)


def _tell_why(words: str) -> str:
    return f"Because: {words.rstrip('.')}."  # what a person typed may end with a full stop


def tell_state(values: Mapping[str, str] | None) -> str:
    """Return one deadline as it was recorded: "by 6 October 2026", "done in time", a gap."""
    if values is None:
        return ""
    if known := STATES.get(values["state"]):
        done_on = values.get("done_on", "None")  # events of before it was kept have none
        if values["state"] == "LAPSED" or done_on == "None":
            return known
        return f"{known} on {_write(done_on)} (last day {_write(values['due_date'])})"
    if values["due_date"] == "None":
        return f"no date yet, because {values['gap']}"
    return f"by {_write(values['due_date'])}"


def _write(day: str) -> str:
    return write_day(date.fromisoformat(day))
