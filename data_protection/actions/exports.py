"""Answering a request for a child's data: begun, looked at part by part, released, fetched."""

from datetime import datetime
from hashlib import sha256

from django.core.files.base import ContentFile

from audit.permissions import Row
from audit.trail import on_the_record
from casework import timeline
from casework.models import Case
from casework.moves import lock_case
from data_protection import export_texts, permissions, queries, record_export
from data_protection.access import check_may_export
from data_protection.models import Decision, ExportPart, SubjectExport
from organisations.models import User


class ExportReleased(Exception):
    """The export has been released, so it does not change any more."""


class NotAllLookedAt(Exception):
    """Nothing is released before a person has looked at every part."""


class SealedMeanwhile(Exception):
    """Texts were taken into the export before something in them was sealed."""


class PartIncomplete(ValueError):
    """The decision about a part lacks what it needs."""


@on_the_record
def begin_export(*, case_id: int, actor: User, now: datetime) -> SubjectExport:
    """
    Begin to answer a request: list every text and paper, with known names already taken out.

    :raises NotYourCase: if ``actor`` may not answer for this child's data.
    """
    case = lock_case(case_id)
    check_may_export(actor, case, permissions.BEGIN_EXPORT)
    export = SubjectExport.objects.create(case=case, made_at=now, made_by=actor)
    ExportPart.objects.bulk_create(
        ExportPart(
            export=export, position=position, label=text.label, document=text.document,
            text=text.text, given=text.suggested,
        )
        for position, text in enumerate(export_texts.list_texts(case), start=1)
    )  # fmt: skip
    _record(export, "case.export-begun", actor=actor, now=now)
    return export


@on_the_record
def decide_part(
    *, part_id: int, decision: Decision, given: str, reason: str, actor: User, now: datetime
) -> ExportPart:
    """
    Decide about one text or paper; a later decision takes the place of an earlier.

    :raises NotYourCase: if ``actor`` may not answer for this child's data.
    :raises ExportReleased: if it is out already.
    :raises SealedMeanwhile: if something of the case was sealed after the export was begun.
    :raises PartIncomplete: if a text has nothing left to give, a reason is missing, or a paper that
        is not checked, or is to be given in part, is to be given.
    """
    part = ExportPart.objects.select_related("document").get(pk=part_id)
    export = _lock(part.export_id, actor, permissions.DECIDE_PART)
    _refuse_what_was_sealed(export)
    if decision == Decision.WITHHOLD and not reason.strip():
        raise PartIncomplete("say why this is kept back: whoever asked is told")
    if decision == Decision.REDACT and (part.document or not given.strip()):
        raise PartIncomplete(
            "of a paper, put a redacted copy on the case and give that; of a text, leave something"
        )
    if part.document and decision == Decision.INCLUDE and not part.document.is_clean:
        raise PartIncomplete("this paper is not checked for viruses yet, so it cannot be given")
    part.decision, part.decided_at, part.decided_by = decision, now, actor
    part.reason = reason if decision == Decision.WITHHOLD else ""
    part.given = given if decision == Decision.REDACT else part.given
    part.save(update_fields=["decision", "given", "reason", "decided_at", "decided_by"])
    _record(export, "case.export-part-decided", actor=actor, now=now)
    return part


@on_the_record
def release_export(*, export_id: int, actor: User, now: datetime) -> SubjectExport:
    """
    Make the file that is given, once a person has looked at every part. It never changes again.

    :raises NotYourCase: if ``actor`` may not answer for this child's data.
    :raises ExportReleased: if it is out already.
    :raises NotAllLookedAt: if a part is undecided.
    :raises SealedMeanwhile: if something of the case was sealed after the export was begun.
    """
    export = _lock(export_id, actor, permissions.RELEASE_EXPORT)
    parts = list(export.parts.select_related("document").order_by("position"))
    if left := sum(not part.decision for part in parts):
        raise NotAllLookedAt(tell_left(left, len(parts)))
    _refuse_what_was_sealed(export)
    content = record_export.write_zip(record_export.gather_data(export.case), parts)
    export.released_at, export.released_by = now, actor
    export.sha256 = sha256(content).hexdigest()
    export.file.save("export", ContentFile(content), save=False)
    export.save()
    _record(export, "case.export-released", actor=actor, now=now)
    return export


def tell_left(left: int, parts: int) -> str:
    """Return the sentence of how many of so many parts nobody has decided about."""
    if parts == 1:
        return "Nobody has decided about its only part yet."
    if left == parts:
        return f"Nobody has decided about any of {parts} parts yet."
    return f"Nobody has decided about {left} of {parts} parts yet."


@on_the_record
def fetch_export(*, export: SubjectExport, actor: User, now: datetime) -> None:
    """
    Record that ``actor`` was given the file.

    :raises NotYourCase: if ``actor`` may not answer for this child's data.
    :raises SealedMeanwhile: if something of the case was sealed after the export was begun.
    """
    lock_case(export.case_id)  # so that nothing is sealed between the question and the record
    check_may_export(actor, export.case, permissions.FETCH_EXPORT)
    _refuse_what_was_sealed(export)
    _record(export, "case.export-fetched", actor=actor, now=now)


def _lock(export_id: int, actor: User, row: Row) -> SubjectExport:
    case_id = SubjectExport.objects.values_list("case_id", flat=True).get(pk=export_id)
    case = lock_case(case_id)
    check_may_export(actor, case, row)
    export = SubjectExport.objects.get(pk=export_id)
    export.case = Case.objects.select_related("school", "authority", "pupil").get(pk=case_id)
    if export.released_at is not None:
        raise ExportReleased("this export has been released: begin another to change it")
    return export


def _refuse_what_was_sealed(export: SubjectExport) -> None:
    if queries.is_sealed_since(export):
        raise SealedMeanwhile(
            "something of this case was sealed after this export was begun, and its texts may "
            "still say it: begin another export"
        )


def _record(export: SubjectExport, kind: str, *, actor: User, now: datetime) -> None:
    by = f"user/{actor.pk}"
    timeline.record(export.case, kind, actor=by, now=now, export=str(export.public_id))
