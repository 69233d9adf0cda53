"""What people wrote, kept beside the trail: the trail points at it, and never repeats it."""

from __future__ import annotations

import uuid

from django.db import models

from casework.models.cases import Case


class Remark(models.Model):
    """Words of one event of a case. They go with the case; the event that names them stays."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="remarks")
    said = models.JSONField()  # a text, or what holds one: {"venue": "..."}

    def __str__(self) -> str:
        return f"Remark {self.pk} on case {self.case_id}"
