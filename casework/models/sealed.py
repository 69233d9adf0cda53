"""What must not be seen even by most of those who keep the case."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from casework.models.cases import Case
from organisations.models import LocalAuthority, School


class SealedKind(models.TextChoices):
    ADDRESS = "ADDRESS", "Address that must not be disclosed"
    WITNESS = "WITNESS", "Who an anonymised witness is"
    SAFEGUARDING = "SAFEGUARDING", "Safeguarding note"


class SealedValue(models.Model):
    """One value, encrypted. ``label`` says which it is and nothing of what it says."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="sealed_values")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=SealedKind.choices)
    label = models.CharField(max_length=60)  # "Witness A": made here, never typed
    ciphertext = models.TextField()
    sealed_at = models.DateTimeField()
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "label"], name="one_sealed_per_label")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of case {self.case_id}"
