"""Papers of a case."""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casework.models.cases import Case
from casework.storage import get_papers, name_of


class DocumentKind(models.TextChoices):
    HEAD_LETTER = "HEAD_LETTER", "Headteacher's letter"
    BEHAVIOUR_POLICY = "BEHAVIOUR_POLICY", "Behaviour policy"
    PLAN = "PLAN", "Support plan"
    STATEMENT = "STATEMENT", "Statement"
    OTHER = "OTHER", "Other"


class DocumentState(models.TextChoices):
    """What is known of the bytes. Only CLEAN ones are ever sent to anybody."""

    WAITING = "WAITING", "Waiting to be checked"
    CLEAN = "CLEAN", "Checked"
    INFECTED = "INFECTED", "Not safe to open"


def get_storage_name(document: Document, _typed_name: str) -> str:
    """Return a name that says nothing of the child: what the person called it stays in the row."""
    return name_of(document.sha256)


class DocumentQuerySet(models.QuerySet["Document"]):
    def in_order(self) -> Self:
        """Order as the papers of a case are listed: as they came, each with who brought it."""
        return self.select_related("filed_by", "redaction_of").order_by("filed_at", "id")


class Document(models.Model):
    """
    A file that somebody put on the case. Never served inline; named by the digest of its content.

    Its bytes never change. A newer version is another document that ``replaces`` this one and is of
    the same ``series``; a copy with parts blacked out is one that is a ``redaction_of`` it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=DocumentKind.choices)
    file = models.FileField(upload_to=get_storage_name, storage=get_papers)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    series = models.UUIDField(default=uuid.uuid4, editable=False)  # that of all its versions
    number = models.PositiveSmallIntegerField(default=1)  # which version of its series
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    redaction_of = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="redactions"
    )
    state = models.CharField(
        max_length=10, choices=DocumentState.choices, default=DocumentState.WAITING
    )
    scan_due_at = models.DateTimeField(null=True)  # not before; None: at once
    scan_tries = models.PositiveIntegerField(default=0)
    scan_words = models.CharField(max_length=200, default="")  # why it waits, or what was found
    scanned_at = models.DateTimeField(null=True)
    dealt_with_at = models.DateTimeField(null=True)  # an infected one: it is nobody's work any more
    dealt_with_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="one_document_per_version"),
            models.CheckConstraint(
                name="document_checked_at_some_time",
                condition=Q(state=DocumentState.WAITING, scanned_at=None)
                | ~Q(state=DocumentState.WAITING) & Q(scanned_at__isnull=False),
            ),
            models.CheckConstraint(
                name="document_is_not_its_own",
                condition=(Q(replaces=None) | ~Q(replaces=F("id")))
                & (Q(redaction_of=None) | ~Q(redaction_of=F("id"))),
            ),
        ]
        indexes = [
            models.Index(
                "filed_at", "id", name="document_not_clean", condition=~Q(state=DocumentState.CLEAN)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} of case {self.case_id}"

    @property
    def is_clean(self) -> bool:
        return self.state == DocumentState.CLEAN
