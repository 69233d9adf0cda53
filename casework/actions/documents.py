"""Papers of a case: filed, and opened, on the record."""

from datetime import datetime
from hashlib import sha256

from django.core.files.base import File

from audit.trail import on_the_record
from casework import access, timeline
from casework.models import Document, DocumentKind
from casework.moves import lock_case
from organisations.models import User

PIECE_BYTES = 1024 * 1024


@on_the_record
def file_document(
    *,
    case_id: int,
    kind: DocumentKind,
    content: "File[bytes]",
    name: str,
    content_type: str,
    actor: User,
    now: datetime,
) -> Document:
    """
    Put a checked file on a case. The same file a second time is not kept twice.

    ``name`` is what the person calls it: it is shown to those who see the case, and is in no
    address and no event.

    :raises NotYourCase: if ``actor`` may not put papers on this case.
    """
    case = lock_case(case_id)
    access.check_may_file(actor, case)
    digest, by = _digest(content), f"user/{actor.pk}"
    if filed := case.documents.filter(sha256=digest, kind=kind).first():
        facts = {"document": str(filed.public_id)}
        timeline.record(case, "case.document-repeated", actor=by, now=now, **facts)
        return filed
    document = Document(
        case=case,
        kind=kind,
        name=name[:200],
        content_type=content_type,
        size_bytes=content.size,
        sha256=digest,
        filed_at=now,
        filed_by=actor,
    )
    document.file.save(name, content, save=False)
    document.save()
    facts = {"document": str(document.public_id), "paper": kind, "sha256": document.sha256}
    timeline.record(case, "case.document-filed", actor=by, now=now, **facts)
    return document


def _digest(content: "File[bytes]") -> str:
    digest = sha256()
    for piece in content.chunks(PIECE_BYTES):
        digest.update(piece)
    return digest.hexdigest()


@on_the_record
def open_document(*, document: Document, actor: User, now: datetime) -> Document:
    """Record that ``actor``, who sees the case, was given this paper."""
    timeline.record(
        document.case, "case.document-opened", actor=f"user/{actor.pk}", now=now,
        document=str(document.public_id),
    )  # fmt: skip
    return document
