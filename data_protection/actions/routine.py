"""What goes by itself once its period is over: drafts that were never given, and old exports."""

from datetime import datetime

from audit.trail import on_the_record
from casework import timeline
from casework.models import NoticeDraft
from data_protection.models import FileToErase, SubjectExport

BY = "system/retention"


@on_the_record
def remove_draft(*, draft_id: int, now: datetime) -> None:
    """Delete a notice that was never given; its chain says that it went, no more."""
    draft = NoticeDraft.objects.select_for_update(of=("self",)).get(pk=draft_id, case=None)
    timeline.record_of_draft(draft, "draft.removed", actor=BY, now=now)
    draft.delete()


@on_the_record
def remove_export(*, export_id: int, now: datetime) -> None:
    """Delete an export and what was decided of it; the sweep of files erases its bytes."""
    export = SubjectExport.objects.select_related("case").get(pk=export_id)
    facts = {"export": str(export.public_id)}
    timeline.record(export.case, "case.export-removed", actor=BY, now=now, **facts)
    if export.file:
        FileToErase.objects.create(
            field="data_protection.SubjectExport.file", name=str(export.file), asked_at=now
        )
    export.parts.all().delete()
    export.delete()
