"""Legal hold: while one stands on a case, nothing of the case may be disposed of."""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.models import Case
from organisations import access
from organisations.models import LocalAuthority, User


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    def visible_to(self, user: User) -> Self:
        """Limit to the holds of the authority that this person acts for."""
        return self.filter(authority=access.get_authority(user))

    def standing(self) -> Self:
        """Limit to those that have not been released."""
        return self.filter(released_at=None)


class LegalHold(models.Model):
    """One reason why a case must be kept. Several may stand at once; each is released alone."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="holds")
    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    put_at = models.DateTimeField()
    put_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    released_because = models.TextField(default="")

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="hold_has_its_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="hold_released_says_who_and_why",
                condition=Q(released_at=None, released_by=None, released_because="")
                | Q(released_at__isnull=False, released_by__isnull=False) & ~Q(released_because=""),
            ),
        ]
        indexes = [
            models.Index("case", name="hold_standing", condition=Q(released_at=None)),
        ]

    def __str__(self) -> str:
        return f"Hold on case {self.case_id}"
