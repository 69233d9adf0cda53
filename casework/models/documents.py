"""Papers of a case."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from casework.models.cases import Case


class DocumentKind(models.TextChoices):
    HEAD_LETTER = "HEAD_LETTER", "Headteacher's letter"
    BEHAVIOUR_POLICY = "BEHAVIOUR_POLICY", "Behaviour policy"
    PLAN = "PLAN", "Support plan"
    STATEMENT = "STATEMENT", "Statement"
    OTHER = "OTHER", "Other"


def get_storage_name(document: Document, _typed_name: str) -> str:
    """Return a name that says nothing of the child: what the person called it stays in the row."""
    return f"documents/{document.public_id}"


class Document(models.Model):
    """A file that somebody put on the case. Never served inline; named by a random id."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=DocumentKind.choices)
    file = models.FileField(upload_to=get_storage_name)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.kind} of case {self.case_id}"
