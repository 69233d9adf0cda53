"""A file of worked cases, read whole: every fault of it at once, nothing skipped or guessed."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from statute.terms import Term
from statute.worked_cases.schema import (
    CALENDAR,
    EVENTS,
    EXPECTED,
    JURISDICTIONS,
    TERM,
    VECTOR,
    VERSION,
    Key,
    Keys,
)
from statute.worked_cases.values import NotReadable, read_text


class FaultyFile(Exception):
    """The file is not one of worked cases; ``faults`` says where and why, every time."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happens in a case. ``values`` are those of its type, read."""

    type: str
    values: Mapping[str, Any]

    @property
    def days(self) -> list[date]:
        return [value for value in self.values.values() if isinstance(value, date)]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedCase:
    """One case of a file: its calendar, what happens, and what must come of it."""

    id: str
    title: str
    school_type: str
    terms: tuple[Term, ...]
    closed_days: frozenset[date]
    bank_holidays: frozenset[date]
    terms_per_school_year: int | None
    events: tuple[Event, ...]
    expected: Mapping[str, Any]

    def find_all(self, kind: str) -> list[Event]:
        """Return the events of this type, by day: they may stand in any order."""
        found = [event for event in self.events if event.type == kind]
        return sorted(found, key=lambda event: max(event.days, default=date.min))

    def find(self, kind: str) -> Event | None:
        """Return the last of them, if there is one."""
        return next(reversed(self.find_all(kind)), None)

    def find_panel_outcome(self) -> str:
        """Return what the review panel decided, or ``""``."""
        event = self.find("irp_decision_notice")
        return str(event.values["outcome"]) if event else ""

    @property
    def days(self) -> list[date]:
        """Every day that an event names."""
        return [day for event in self.events for day in event.days]


def read_worked_cases(text: str) -> list[WorkedCase]:
    """
    Return the cases of one file.

    :raises FaultyFile: with every fault: a key or a type that nobody knows, a value that cannot be
        read, a key that is missing or there twice.
    """
    try:
        content = json.loads(text, object_pairs_hook=_check_once, parse_float=Decimal)
    except (ValueError, RecursionError) as fault:
        raise FaultyFile([f"this is not JSON: {fault}"]) from fault
    reader = _Reader([])
    file = reader.take_object(content, "the file", ("schema_version", "jurisdiction", "vectors"))
    reader.check(
        file.get("schema_version", VERSION) == VERSION,
        "the file",
        f"schema_version must be {VERSION}",
    )
    known = file.get("jurisdiction", JURISDICTIONS[0]) in JURISDICTIONS
    reader.check(known, "the file", f"jurisdiction must be {' or '.join(JURISDICTIONS)}")
    vectors = reader.take_list(file.get("vectors", []), "vectors of the file")
    cases = [reader.read_case(vector, n) for n, vector in enumerate(vectors, start=1)]
    for name, times in Counter(case.id for case in cases if case).items():
        reader.check(times == 1, name, f"there are {times} cases of this id")
    if reader.faults:
        raise FaultyFile(reader.faults)
    return [case for case in cases if case]


def _check_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]
        raise ValueError(f"the key {', '.join(twice)} is there twice in one object")
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    """Collects faults while it reads, so that all are told at once."""

    faults: list[str]

    def check(self, holds: bool, where: str, told: str) -> None:
        if not holds:
            self.faults.append(f"{where}: {told}")

    def take_object(self, value: object, where: str, keys: tuple[str, ...]) -> dict[str, Any]:
        """Return an object that has these keys and no others; an optional one ends in "?"."""
        if not isinstance(value, dict):
            self.check(False, where, "an object is needed here")
            return {}
        names = {key.removesuffix("?") for key in keys}
        for name in sorted(value.keys() - names):
            self.check(False, where, f"unknown key “{name}”")
        for key in keys:
            self.check(key.endswith("?") or key in value, where, f"“{key}” is missing")
        return value

    def take_list(self, value: object, where: str) -> list[Any]:
        if isinstance(value, list):
            return value
        self.check(False, where, "a list is needed here")
        return []

    def read_values(self, value: Mapping[str, Any], where: str, keys: Keys) -> dict[str, Any]:
        found = {}
        for name in (name for name in keys if name in value):
            try:
                found[name] = keys[name].read(value[name])
            except NotReadable as fault:
                self.check(False, f"{where}, {name}", str(fault))
        return found

    def read_case(self, value: object, number: int) -> WorkedCase | None:
        before = len(self.faults)
        keys = (*VECTOR, "calendar", "events", "expect")
        case = self.take_object(value, f"case {number}", keys)
        if not case:
            return None
        where = str(case.get("id", f"case {number}"))
        plain = self.read_values(case, where, VECTOR)
        calendar = self._take(case.get("calendar"), f"{where}, calendar", CALENDAR, "terms")
        terms = self.take_list(calendar.pop("terms", None), f"{where}, terms")
        read_terms = [
            self._read_term(term, f"{where}, term {n}") for n, term in enumerate(terms, 1)
        ]
        events = self.take_list(case.get("events"), f"{where}, events")
        read_events = [
            self._read_event(event, f"{where}, event {n}") for n, event in enumerate(events, 1)
        ]
        expected = self._take(case.get("expect"), f"{where}, expect", EXPECTED)
        if len(self.faults) > before:
            return None
        return WorkedCase(
            id=plain["id"],
            title=plain["title"],
            school_type=plain["school_type"],
            terms=tuple(term for term in read_terms if term),
            closed_days=frozenset(calendar["closed_days"]),
            bank_holidays=frozenset(calendar["bank_holidays"]),
            terms_per_school_year=calendar.get("terms_per_school_year"),
            events=tuple(event for event in read_events if event),
            expected=expected,
        )

    def _take(self, value: object, where: str, keys: Keys, *others: str) -> dict[str, Any]:
        """Return an object's values, read; those of ``others`` as they stand."""
        names = [name + "?" * key.optional for name, key in keys.items()]
        found = self.take_object(value, where, (*names, *others))
        kept = {name: found[name] for name in others if name in found}
        return self.read_values(found, where, keys) | kept

    def _read_term(self, value: object, where: str) -> Term | None:
        found = self._take(value, where, TERM)
        if found.keys() != TERM.keys():
            return None
        self.check(found["start"] <= found["end"], where, "it ends before it starts")
        return Term(found["start"], found["end"])

    def _read_event(self, value: object, where: str) -> Event | None:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in EVENTS:
            self.check(False, where, f"{kind!r} is no type of event")
            return None
        found = self._take(value, f"{where} ({kind})", {"type": Key(read_text), **EVENTS[kind]})
        return Event(kind, {name: value for name, value in found.items() if name != "type"})
