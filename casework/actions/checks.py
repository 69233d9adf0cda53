"""What the virus scanner said of a paper, put on the record."""

from datetime import datetime

from audit.trail import on_the_record
from casework import timeline
from casework.models import Document, DocumentState
from casework.paper_letters import DocumentNotSafe
from notifications import outbox

SCANNER = "system/scanner"


@on_the_record
def record_clean(*, document_id: int, now: datetime) -> Document:
    """Let a paper in which nothing was found be opened."""
    document = _conclude(document_id, DocumentState.CLEAN, words="", now=now)
    facts = {"document": str(document.public_id)}
    timeline.record(document.case, "case.document-checked", actor=SCANNER, now=now, **facts)
    return document


@on_the_record
def record_infected(*, document_id: int, virus: str, now: datetime) -> Document:
    """Keep a paper locked for good, and tell whoever added it."""
    document = _conclude(document_id, DocumentState.INFECTED, words=virus[:200], now=now)
    facts = {"document": str(document.public_id), "virus": virus[:200]}
    timeline.record(document.case, "case.document-infected", actor=SCANNER, now=now, **facts)
    outbox.enqueue(DocumentNotSafe.of(document), now=now)
    return document


def _conclude(document_id: int, state: DocumentState, *, words: str, now: datetime) -> Document:
    document = Document.objects.select_related("case__school", "filed_by").get(pk=document_id)
    document.state, document.scan_words, document.scanned_at = state, words, now
    document.save(update_fields=["state", "scan_words", "scanned_at"])
    return document
