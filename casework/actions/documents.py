"""Papers of a case: filed, replaced, and opened, on the record."""

from datetime import datetime

from django.core.files.base import File

from audit.trail import on_the_record
from casework import access, storage, timeline, waking
from casework.models import Case, Document, DocumentKind, DocumentState
from casework.moves import lock_case
from organisations.models import User
from programs.callers import Caller, name_caller


class AlreadyReplaced(Exception):
    """Somebody has put a newer version of this document on the case."""

    def __init__(self) -> None:
        super().__init__(
            "there is a newer version of this document already; open the case again, and add "
            "yours as a new version of that one"
        )


class NothingToSetAside(Exception):
    """This document needs nobody."""

    def __init__(self) -> None:
        super().__init__("this document is not on the list of what needs somebody")


class NothingRedacted(ValueError):
    """What was given as a redacted copy is the original, byte for byte."""

    def __init__(self) -> None:
        super().__init__(
            "this file is the same as the original, so nothing in it is blacked out; choose the "
            "redacted file"
        )


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
    kept = _keep(case_id, content, actor)
    case = lock_case(case_id)
    same = case.documents.filter(sha256=kept.sha256, kind=kind, replaces=None, redaction_of=None)
    if filed := same.first():
        return _repeat(case, filed, actor=actor, now=now)
    document = Document(case=case, kind=kind, name=name, content_type=content_type)
    return _put(case, document, kept, actor=actor, now=now)


@on_the_record
def replace_document(
    *,
    document_id: int,
    content: "File[bytes]",
    name: str,
    content_type: str,
    actor: User,
    now: datetime,
) -> Document:
    """
    Put a newer version of a document on its case. The older one stays, for those who keep the case.

    The same file as the newest version changes nothing.

    :raises NotYourCase: if ``actor`` may not put papers on this case.
    :raises AlreadyReplaced: if there is another newer version.
    :raises NothingRedacted: if it is to replace a redacted copy, and is the original.
    """
    older = Document.objects.get(pk=document_id)
    kept = _keep(older.case_id, content, actor)
    case = lock_case(older.case_id)
    newest = case.documents.filter(series=older.series).order_by("-number")[0]
    if newest.sha256 == kept.sha256:
        return _repeat(case, newest, actor=actor, now=now)
    if newest != older:
        raise AlreadyReplaced
    if older.redaction_of:
        _check_redacted(case, older.redaction_of, kept)
    document = Document(
        case=case,
        kind=older.kind,
        name=name,
        content_type=content_type,
        series=older.series,
        number=older.number + 1,
        replaces=older,
        redaction_of=older.redaction_of,
    )
    return _put(case, document, kept, actor=actor, now=now)


@on_the_record
def file_redacted_copy(
    *,
    document_id: int,
    content: "File[bytes]",
    name: str,
    content_type: str,
    actor: User,
    now: datetime,
) -> Document:
    """
    Put on the case a copy of a document in which parts are blacked out.

    From then on those to whom the case is only assigned see the copy, and no version of the other.

    :raises NotYourCase: if ``actor`` may not put papers on this case.
    :raises NothingRedacted: if it is the same file as a version of the original.
    """
    original = Document.objects.get(pk=document_id)
    kept = _keep(original.case_id, content, actor)
    case = lock_case(original.case_id)
    _check_redacted(case, original, kept)
    if filed := case.documents.filter(redaction_of=original, sha256=kept.sha256).first():
        return _repeat(case, filed, actor=actor, now=now)
    document = Document(
        case=case,
        kind=original.kind,
        name=name,
        content_type=content_type,
        redaction_of=original,
    )
    return _put(case, document, kept, actor=actor, now=now)


@on_the_record
def open_document(*, document: Document, actor: Caller, now: datetime) -> Document:
    """Record that ``actor``, who sees the case, was given this paper."""
    timeline.record(
        document.case, "case.document-opened", actor=name_caller(actor), now=now,
        document=str(document.public_id),
    )  # fmt: skip
    return document


@on_the_record
def set_aside(*, document_id: int, actor: User, now: datetime) -> Document:
    """
    Record that somebody has dealt with a document that is not safe: it is nobody's work any more.

    It stays where it is, and stays locked.

    :raises NotYourCase: if ``actor`` may not put papers on this case.
    :raises NothingToSetAside: if it is not unsafe, or somebody has dealt with it.
    """
    document = Document.objects.get(pk=document_id)
    case = lock_case(document.case_id)
    access.check_may_file(actor, case)
    document.refresh_from_db()
    if document.state != DocumentState.INFECTED or document.dealt_with_at:
        raise NothingToSetAside
    document.dealt_with_at, document.dealt_with_by = now, actor
    document.save(update_fields=["dealt_with_at", "dealt_with_by"])
    facts = {"document": str(document.public_id)}
    timeline.record(case, "case.document-set-aside", actor=f"user/{actor.pk}", now=now, **facts)
    return document


def _keep(case_id: int, content: "File[bytes]", actor: User) -> storage.Kept:
    """Store the bytes of somebody who may, before the case is locked: a store may be far away."""
    access.check_may_file(actor, Case.objects.select_related("school").get(pk=case_id))
    return storage.keep(content)


def _check_redacted(case: Case, original: Document, kept: storage.Kept) -> None:
    if case.documents.filter(series=original.series, sha256=kept.sha256).exists():
        raise NothingRedacted


def _put(
    case: Case, document: Document, kept: storage.Kept, *, actor: User, now: datetime
) -> Document:
    document.name = document.name[:200]
    document.file.name = kept.name
    document.sha256, document.size_bytes = kept.sha256, kept.size_bytes
    document.filed_at, document.filed_by = now, actor
    document.save()
    facts = {"document": str(document.public_id), "paper": document.kind, "sha256": kept.sha256}
    if document.replaces:
        facts["replaces"] = str(document.replaces.public_id)
    if document.redaction_of:
        facts["redaction_of"] = str(document.redaction_of.public_id)
    timeline.record(case, "case.document-filed", actor=f"user/{actor.pk}", now=now, **facts)
    waking.check_after_commit()
    return document


def _repeat(case: Case, filed: Document, *, actor: User, now: datetime) -> Document:
    facts = {"document": str(filed.public_id)}
    timeline.record(case, "case.document-repeated", actor=f"user/{actor.pk}", now=now, **facts)
    return filed
