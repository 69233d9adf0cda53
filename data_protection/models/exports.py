"""What is handed out of one child's record: the parts, what was decided of each, and the file."""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.models import Case, Document
from casework.storage import get_papers
from organisations.models import User


class Decision(models.TextChoices):
    """What a person decided of a text or a paper that no rule can judge."""

    NONE = "", "Not looked at yet"
    INCLUDE = "INCLUDE", "Give it as it is"
    REDACT = "REDACT", "Give it with parts taken out"
    WITHHOLD = "WITHHOLD", "Keep it back"


def get_storage_name(export: SubjectExport, _typed_name: str) -> str:
    """Return a name that says nothing of the child, and is no address of the service."""
    return f"released/{export.public_id}.zip"


class SubjectExportQuerySet(models.QuerySet["SubjectExport"]):
    def visible_to(self, user: User) -> Self:
        """Limit to those of the cases that this person's roles reach."""
        return self.filter(case__in=Case.objects.visible_to(user))


class SubjectExport(models.Model):
    """One answer to a request for a child's data. Released, it is one file that never changes."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="exports")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    file = models.FileField(upload_to=get_storage_name, storage=get_papers)  # "": not released
    sha256 = models.CharField(max_length=64, default="")

    objects = SubjectExportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="export_released_has_its_file",
                condition=Q(released_at=None, file="", sha256="")
                | Q(released_at__isnull=False, released_by__isnull=False)
                & ~Q(file="")
                & ~Q(sha256=""),
            )
        ]

    def __str__(self) -> str:
        return f"Export {self.pk} of case {self.case_id}"


class ExportPart(models.Model):
    """One text or paper of the case, which a person must look at before it is given to anybody."""

    export = models.ForeignKey(SubjectExport, on_delete=models.PROTECT, related_name="parts")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)  # "Narrative", "Letter of 3 May 2026"
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(default="")  # as it was when the export was begun; "" for a paper
    decision = models.CharField(
        max_length=10, choices=Decision.choices, default=Decision.NONE, blank=True
    )
    given = models.TextField(default="")  # the text with parts taken out
    reason = models.TextField(default="")  # why it is kept back
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["export", "position"], name="parts_in_order"),
            models.CheckConstraint(
                name="part_kept_back_has_its_reason",
                condition=~Q(decision="WITHHOLD") | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="part_decided_says_by_whom",
                condition=Q(decision="") | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Part {self.position} of export {self.export_id}"
