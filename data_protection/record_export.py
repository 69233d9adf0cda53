"""
What an export says of one child: data with third parties taken out by rule, and the file itself.

The rule: the child's own values are given. Other adults are named by what they are to the child,
staff and governors by their office. What is sealed is in no export. Texts and papers are those of
``export_texts``: never given before a person has looked at them.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from casework.models import Case, Pupil
from casework.wording import TRIGGERS
from data_protection.export_texts import get_hearings, get_letters
from data_protection.models import Decision, ExportPart
from design_system.words import write_day
from hearings.models import Hearing, Outcome
from statute.reason_codes import LABELS

OF_THE_CHILD = (
    "first_name", "last_name", "born_on", "upn", "sex", "year_group", "address", "postcode",
    "ethnic_group", "sen_provision", "is_looked_after", "has_social_worker",
)  # fmt: skip


def gather_data(case: Case) -> dict[str, Any]:
    """Return the data of the case that may be given by rule, ready for JSON."""
    pupil = case.pupil
    return {
        "reference": case.reference,
        "school": case.school.name,
        "authority": case.authority.name,
        "status": case.get_status_display(),
        "excluded_on": str(case.excluded_on),
        "kind": case.get_kind_display(),
        "session": case.get_session_display(),
        "pattern": case.get_pattern_display(),
        "parents_told": case.get_parents_told_how_display(),
        "half_days_suspended": case.sessions_suspended,
        "reasons": [LABELS[code] for code in case.reasons],
        "pupil": {name: _write(_read(pupil, name)) for name in OF_THE_CHILD},
        "adults": [{"relation": adult.relation} for adult in case.adults.order_by("position")],
        "events": [
            {"what": TRIGGERS[fact.fact], "on": str(fact.happened_on)}
            for fact in case.facts.filter(withdrawn_at=None).order_by("happened_on", "fact")
        ],
        "deadlines": [
            {"what": row.what, "owed_by": row.owed_by, "due": _write(row.due_date)}
            for row in case.deadlines.order_by("due_date", "rule_id")
        ],
        "education": [
            {"offered_on": str(o.offered_on), "starts_on": str(o.starts_on), "answer": o.answer}
            for o in case.education_offers.order_by("offered_on", "id")
        ],
        "hearings": [_tell_hearing(hearing) for hearing in get_hearings(case)],
        "letters": [
            {"what": letter.letter, "written_on": write_day(letter.created_at)}
            for letter in get_letters(case)
        ],
    }


def write_zip(data: dict[str, Any], parts: Sequence[ExportPart]) -> bytes:
    """Return one ZIP: the data for programs, the same and the texts for people, and the papers."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(data, indent=1, ensure_ascii=False))
        archive.writestr("record.txt", "\n".join(_write_record(data, parts)))
        for part in parts:
            if part.document and part.decision == Decision.INCLUDE:
                with part.document.file.open("rb") as paper:
                    archive.writestr(_name_paper(part), paper.read())
    return buffer.getvalue()


def write_lines_of(data: dict[str, Any], depth: int = 0) -> Iterator[str]:
    """Yield the data a line each; what is not known is said to be, and lists are indented."""
    for name, value in data.items():
        label = f"{'  ' * depth}{name.replace('_', ' ').capitalize()}:"
        if isinstance(value, dict):
            yield label
            yield from write_lines_of(value, depth + 1)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for place, one in enumerate(value, start=1):
                yield f"{label[:-1]} {place}:"
                yield from write_lines_of(one, depth + 1)
        else:
            yield f"{label} {_say(value)}"


def _say(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value in (None, ""):
        return "not on record"
    try:
        return write_day(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def _name_paper(part: ExportPart) -> str:
    """Return its place in the ZIP: the ending opens it, the rest of its name may name somebody."""
    assert part.document
    return f"papers/{part.position:03}{PurePosixPath(part.document.name).suffix.lower()}"


def _write_record(data: dict[str, Any], parts: Sequence[ExportPart]) -> Iterator[str]:
    yield f"What is kept about {data['pupil']['first_name']} {data['pupil']['last_name']}"
    yield "Other people are named by what they are, not by name.\n"
    yield from write_lines_of(data)
    for part in parts:
        yield f"\n{part.position}. {part.label}"
        if part.decision == Decision.WITHHOLD:
            yield f"Kept back: {part.reason}"
        elif part.document:
            yield f"See {_name_paper(part)}"
        else:
            yield part.given if part.decision == Decision.REDACT else part.text


def _tell_hearing(hearing: Hearing) -> dict[str, Any]:
    outcome = Outcome.objects.filter(hearing=hearing).first()
    return {
        "on": str(hearing.held_on),
        "status": hearing.get_status_display(),
        "attended": [
            attendee.get_capacity_display()
            for attendee in hearing.attendees.filter(attended=True).order_by("position")
        ],
        "decision": outcome.get_decision_display() if outcome else None,
    }


def _read(pupil: Pupil, name: str) -> object:
    """Return a value as a person would say it: of a list, its words and not its code."""
    in_words = getattr(pupil, f"get_{name}_display", None)
    return in_words() if in_words else getattr(pupil, name)


def _write(value: object) -> Any:
    plain = value is None or isinstance(value, str | int | bool)
    return value if plain else str(value)
