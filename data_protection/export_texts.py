"""
The texts and papers of one child's record, each of which a person looks at before it is given.

No rule can judge them: known names are only taken out of the words that are suggested. A test puts
a mark into every column of text of a case, and each must come out here, in the data that are given
by rule, or be listed with the reason why it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags

from audit.models import AuditEvent
from casework.models import Adult, Case, Document, NoticeDraft, Remark
from casework.remarks import find_named
from design_system.words import write_day
from hearings.models import (
    AttendanceRequest,
    Attendee,
    Hearing,
    Invitation,
    Outcome,
    SpeakingPermission,
)
from notifications.models import Enclosure, Message

TAKEN_OUT = "[another person]"
SHORTEST_NAME = 3  # letters; a shorter one would be taken out of the middle of sentences
Labelled = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Text:
    """A text or a paper that a person must look at, with the words that are suggested."""

    label: str
    text: str = ""
    suggested: str = ""
    document: Document | None = None


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


def get_hearings(case: Case) -> list[Hearing]:
    """Return every hearing of the case, in the order in which they were to be held."""
    return list(case.hearings.order_by("during", "id"))


def get_letters(case: Case) -> list[Message]:
    """Return every letter about the case, in the order in which they were written."""
    return list(Message.objects.filter(case_id=case.pk).order_by("created_at", "id"))


def _find_texts(case: Case) -> Labelled:
    yield from _find_texts_of_notice(case)
    for offer in case.education_offers.order_by("offered_on", "id"):
        yield f"Education offered on {write_day(offer.offered_on)}", offer.provider
        yield "What the family said to that offer", offer.answer_reason
    yield from _find_texts_of_requests(case)
    for hearing in get_hearings(case):
        yield from _find_texts_of_hearing(hearing)
    for remark in _get_remarks(case):
        yield "What somebody wrote in the record", str(remark.said)
    for letter in get_letters(case):
        yield from _find_texts_of_letter(letter)


def _find_texts_of_notice(case: Case) -> Labelled:
    yield "Why the pupil was excluded", case.narrative
    yield "The public exam or national test that is missed", case.test_missed
    yield "Why this was another exclusion, and not the same one", case.another_because
    yield "Why the pupil had no UPN", case.pupil.upn_missing_because
    for draft in NoticeDraft.objects.filter(case=case).order_by("id"):
        yield "What the school typed of the notice", write_lines(draft.typed)
    yield "The rest of the notice", write_lines(case.follow_up)


def _find_texts_of_requests(case: Case) -> Labelled:
    """Return what was written about whether an authority may come and speak."""
    for asked in AttendanceRequest.objects.filter(case=case).order_by("recorded_at", "id"):
        day = write_day(asked.requested_on)
        yield f"Who asked on {day} that an authority come", asked.requested_by
        yield f"How they asked on {day}", asked.how
        yield "Why that was taken back", asked.withdrawn_because
    for allowed in SpeakingPermission.objects.filter(case=case).order_by("recorded_at", "id"):
        day = write_day(allowed.given_on)
        yield f"Who agreed on {day} that an authority speak", allowed.given_by
        yield f"About what it may speak, as agreed on {day}", allowed.scope
        yield "Why that was taken back", allowed.withdrawn_because


def _find_texts_of_hearing(hearing: Hearing) -> Labelled:
    day = write_day(hearing.held_on)
    yield f"Where the hearing of {day} was to be held", hearing.venue
    yield f"Why the hearing of {day} was to be held so", hearing.mode_reason
    yield f"Why the hearing of {day} was late", hearing.late_reason
    yield f"Why the hearing of {day} was cancelled", hearing.vacated_because
    for invited in Invitation.objects.filter(hearing=hearing).order_by("invited_at", "id"):
        who = invited.get_kind_display()
        yield f"What was answered to the invitation to {day}: {who}", invited.answer_reason
    for outcome in Outcome.objects.filter(hearing=hearing):
        yield "The test that was applied", outcome.test_applied
        yield "The evidence that was relied on", outcome.evidence_relied_on
        yield "What was found", outcome.findings


def _find_texts_of_letter(letter: Message) -> Labelled:
    day = write_day(letter.created_at)
    yield f"Letter of {day}: {letter.letter}", "\n\n".join((letter.subject, letter.body))
    yield f"What was done about the letter of {day}, which did not arrive", letter.settled_note
    for enclosed in Enclosure.objects.filter(message=letter).order_by("id"):
        yield f"Enclosed with the letter of {day}", _read_html(enclosed.html)


def _read_html(page: str) -> str:
    """Return the words of one of our own letters, a line each, without its style."""
    _, ends, body = page.partition("</head>")
    words = unescape(strip_tags(body if ends else page))
    return "\n".join(filter(None, (line.strip() for line in words.splitlines())))


def write_lines(typed: Mapping[str, object]) -> str:
    """Return what was typed into a form, a line for each box: "First name: Robin"."""
    return "\n".join(
        f"{name.replace('_', ' ').capitalize()}: {value}" for name, value in typed.items()
    )


def _find_names(case: Case) -> set[str]:
    """Return the names of others, whole and by their parts; not the child's own."""
    people = [adult.name for adult in Adult.objects.filter(case=case)]
    people += [str(case.notice_given_by), *([str(case.typed_by)] if case.typed_by else [])]
    people += Attendee.objects.filter(hearing__case=case).values_list("name", flat=True)
    hearings = get_hearings(case)
    people += [str(seat.governor) for h in hearings for seat in h.seats.select_related("governor")]
    own = {case.pupil.first_name.casefold(), case.pupil.last_name.casefold()}
    parts = {part for name in people for part in (name, *name.split())}
    return {part for part in parts if part.casefold() not in own}


def _get_remarks(case: Case) -> list[Remark]:
    """Return what people wrote; not what names a sealed value: few may know that there is one."""
    sealed = AuditEvent.objects.filter(case_id=case.pk, kind__startswith="case.sealed")
    return list(case.remarks.exclude(public_id__in=find_named(sealed)).order_by("id"))
