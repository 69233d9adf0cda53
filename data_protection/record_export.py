"""
What an export says of one child: data with third parties taken out by rule, texts for a person.

The rule: the child's own values are given. Other adults are named by what they are to the child,
staff and governors by their office. What is sealed is in no export. Texts and papers are never
given before a person has looked at them; known names are taken out of the words suggested.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from audit.models import AuditEvent
from casework.models import Adult, Case, Document, NoticeDraft, Remark
from casework.remarks import find_named
from data_protection.models import Decision, ExportPart
from design_system.words import write_day
from hearings.models import Attendee, Hearing, Outcome
from notifications.models import Message
from statute.reason_codes import LABELS

TAKEN_OUT = "[another person]"
SHORTEST_NAME = 3  # letters; a shorter one would be taken out of the middle of sentences
OF_THE_CHILD = (
    "first_name", "last_name", "born_on", "upn", "sex", "year_group", "address", "postcode",
    "ethnic_group", "sen_provision", "is_looked_after", "has_social_worker",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """A text or a paper that a person must look at, with the words that are suggested."""

    label: str
    text: str = ""
    suggested: str = ""
    document: Document | None = None


def gather_data(case: Case) -> dict[str, Any]:
    """Return the data of the case that may be given by rule, ready for JSON."""
    pupil = case.pupil
    return {
        "reference": case.reference,
        "school": case.school.name,
        "authority": case.authority.name,
        "status": case.get_status_display(),
        "excluded_on": str(case.excluded_on),
        "reasons": [LABELS[code] for code in case.reasons],
        "pupil": {name: _write(getattr(pupil, name)) for name in OF_THE_CHILD},
        "adults": [{"relation": adult.relation} for adult in case.adults.order_by("position")],
        "events": [
            {"what": fact.fact, "on": str(fact.happened_on)}
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
        "hearings": [_tell_hearing(hearing) for hearing in _get_hearings(case)],
        "letters": [
            {"what": letter.letter, "written_on": write_day(letter.created_at)}
            for letter in _get_letters(case)
        ],
    }


def list_texts(case: Case) -> list[Text]:
    """Return every text and paper of the case, each of which a person must decide about."""
    names = _find_names(case)
    texts = [Text(label, text, take_out(text, names)) for label, text in _find_texts(case) if text]
    papers = case.documents.order_by("filed_at", "id")
    return texts + [
        Text(f"Paper: {paper.get_kind_display()}, {write_day(paper.filed_at)}", document=paper)
        for paper in papers
    ]


def take_out(text: str, names: Iterable[str]) -> str:
    """Return ``text`` with a mark in the place of each of ``names``, however it is written."""
    known = sorted({n for n in names if len(n) >= SHORTEST_NAME}, key=len, reverse=True)
    if not known:
        return text
    found = re.compile(rf"\b(?:{'|'.join(map(re.escape, known))})\b", re.IGNORECASE)
    return found.sub(TAKEN_OUT, text)


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


def _name_paper(part: ExportPart) -> str:
    """Return its place in the ZIP: the ending opens it, the rest of its name may name somebody."""
    assert part.document
    return f"papers/{part.position:03}{PurePosixPath(part.document.name).suffix.lower()}"


def _write_record(data: dict[str, Any], parts: Sequence[ExportPart]) -> Iterator[str]:
    yield f"What is kept about {data['pupil']['first_name']} {data['pupil']['last_name']}"
    yield "Other people are named by what they are, not by name.\n"
    yield json.dumps(data, indent=1, ensure_ascii=False)
    for part in parts:
        yield f"\n{part.position}. {part.label}"
        if part.decision == Decision.WITHHOLD:
            yield f"Kept back: {part.reason}"
        elif part.document:
            yield f"See {_name_paper(part)}"
        else:
            yield part.given if part.decision == Decision.REDACT else part.text


def _find_texts(case: Case) -> Iterator[tuple[str, str]]:
    yield "Why the pupil was excluded", case.narrative
    for offer in case.education_offers.order_by("offered_on", "id"):
        yield f"Education offered on {write_day(offer.offered_on)}", offer.provider
        yield "What the family said to that offer", offer.answer_reason
    for hearing in _get_hearings(case):
        yield f"Why the hearing of {write_day(hearing.held_on)} was late", hearing.late_reason
        yield "Why it was cancelled", hearing.vacated_because
        for outcome in Outcome.objects.filter(hearing=hearing):
            yield "The test that was applied", outcome.test_applied
            yield "The evidence that was relied on", outcome.evidence_relied_on
            yield "What was found", outcome.findings
    for remark in _get_remarks(case):
        yield "What somebody wrote in the record", _write(remark.said)
    for letter in _get_letters(case):
        yield f"Letter of {write_day(letter.created_at)}: {letter.letter}", letter.body
    for draft in NoticeDraft.objects.filter(case=case).order_by("id"):
        yield "What the school typed of the notice", json.dumps(draft.typed, ensure_ascii=False)
    if case.follow_up:
        yield "The rest of the notice", json.dumps(case.follow_up, ensure_ascii=False)


def _find_names(case: Case) -> set[str]:
    """Return the names of others, whole and by their parts; not the child's own."""
    people = [adult.name for adult in Adult.objects.filter(case=case)]
    people += [str(case.notice_given_by), *([str(case.typed_by)] if case.typed_by else [])]
    people += Attendee.objects.filter(hearing__case=case).values_list("name", flat=True)
    hearings = _get_hearings(case)
    people += [str(seat.governor) for h in hearings for seat in h.seats.select_related("governor")]
    own = {case.pupil.first_name.casefold(), case.pupil.last_name.casefold()}
    parts = {part for name in people for part in (name, *name.split())}
    return {part for part in parts if part.casefold() not in own}


def _get_remarks(case: Case) -> list[Remark]:
    """Return what people wrote; not what names a sealed value: few may know that there is one."""
    sealed = AuditEvent.objects.filter(case_id=case.pk, kind__startswith="case.sealed")
    return list(case.remarks.exclude(public_id__in=find_named(sealed)).order_by("id"))


def _get_hearings(case: Case) -> list[Hearing]:
    return list(case.hearings.order_by("during", "id"))


def _get_letters(case: Case) -> list[Message]:
    return list(Message.objects.filter(case_id=case.pk).order_by("created_at", "id"))


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


def _write(value: object) -> Any:
    plain = value is None or isinstance(value, str | int | bool)
    return value if plain else str(value)
