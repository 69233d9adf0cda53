"""Which facts of an event may stand in the trail, and which are kept beside it as remarks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from audit.models import AuditEvent
from casework.models import Remark

KEPT_ASIDE = "remark"  # {"remark": "5b0e…"} stands in the event in the place of the words
GONE = "(no longer kept)"
# Days, moments, numbers, digests and random ids say nothing of anybody.
CODE = re.compile(r"[\d:.T+ Z-]*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}|None")
# Facts whose values the service itself chooses. Whatever is not listed is kept aside.
CODES = frozenset(
    {
        *("fact", "rule", "status", "stage", "ground", "paper", "decision", "method", "answer"),
        *("authority", "was", "mode", "cause", "reference", "role", "state", "outcome", "kind"),
        "ways",  # how each letter was given: numbers of people, days, ways of giving
        "warnings",  # sentences of the service
        "virus",  # as the scanner calls it
    }
)
OF_DEADLINES = frozenset({"before", "after"})


class Typed(str):
    """What a person typed, where the service's own words usually stand."""

    __slots__ = ()


def set_aside(events: Iterable[AuditEvent]) -> list[Remark]:
    """
    Put in the place of what people wrote a pointer to it; return the remarks to be kept.

    The same words in several events of one case are one remark.
    """
    made: dict[tuple[int, str], Remark] = {}
    for event in events:
        if event.case_id is None:
            continue
        for key, value in event.facts.items():
            if _may_stand(event.kind, key, value):
                continue
            words = json.dumps(value, sort_keys=True, default=str)
            remark = made.setdefault(
                (event.case_id, words), Remark(case_id=event.case_id, said=json.loads(words))
            )
            event.facts[key] = {KEPT_ASIDE: str(remark.public_id)}
    return list(made.values())


def put_back(events: Iterable[AuditEvent]) -> None:
    """Give the events what people wrote, for whoever reads them; what is gone says so."""
    events = list(events)
    wanted = find_named(events)
    found = Remark.objects.filter(public_id__in=wanted) if wanted else ()
    said = {str(remark.public_id): remark.said for remark in found}
    for event in events:
        for key, value in event.facts.items():
            if pointer := _read_pointer(value):
                event.facts[key] = said.get(pointer, GONE)


def find_named(events: Iterable[AuditEvent]) -> set[str]:
    """Return the ids of the remarks that these events point at."""
    return {pointer for event in events for pointer in _find_pointers(event.facts)}


def _may_stand(kind: str, key: str, value: object) -> bool:
    known = key in CODES or (kind == "deadline.changed" and key in OF_DEADLINES)
    return not isinstance(value, Typed) and (known or _is_code(value))


def _is_code(value: object) -> bool:
    if isinstance(value, Enum) or value is None or isinstance(value, bool | int | float):
        return True
    if isinstance(value, Mapping):
        return all(map(_is_code, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_is_code, value))
    return CODE.fullmatch(str(value)) is not None


def _find_pointers(facts: Mapping[str, Any]) -> Iterable[str]:
    return filter(None, map(_read_pointer, facts.values()))


def _read_pointer(value: object) -> str | None:
    return value[KEPT_ASIDE] if isinstance(value, dict) and value.keys() == {KEPT_ASIDE} else None
