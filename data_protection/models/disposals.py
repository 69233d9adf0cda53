"""Disposal by two people: what one proposes, another agrees to, and what then went."""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from organisations import access
from organisations.models import LocalAuthority, User


class DisposalState(models.TextChoices):
    PROPOSED = "PROPOSED", "Waiting for a second manager"
    APPROVED = "APPROVED", "Agreed: being disposed of"
    DONE = "DONE", "Done"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


AGREED = (DisposalState.APPROVED, DisposalState.DONE)


class DisposalQuerySet(models.QuerySet["Disposal"]):
    def visible_to(self, user: User) -> Self:
        """Limit to those of the authority that this person acts for."""
        return self.filter(authority=access.get_authority(user))


class Disposal(models.Model):
    """One batch. The database refuses that whoever proposed it agrees to it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=DisposalState.choices, default=DisposalState.PROPOSED
    )
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)  # agreed to, or withdrawn
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    done_at = models.DateTimeField(null=True)
    certificate = models.JSONField(default=dict)  # what it says, once it is done
    digest = models.CharField(max_length=64, default="")  # of the certificate
    pdf = models.BinaryField(null=True)  # None until a worker has drawn it

    objects = DisposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="disposal_takes_two_people",
                condition=~Q(state__in=AGREED)
                | Q(decided_at__isnull=False, decided_by__isnull=False)
                & ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="disposal_done_has_its_certificate",
                condition=~Q(state="DONE") | Q(done_at__isnull=False) & ~Q(digest=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Disposal {self.pk}"

    @property
    def stream(self) -> str:
        return f"disposal/{self.pk}"


class DisposalItemQuerySet(models.QuerySet["DisposalItem"]):
    def waiting(self) -> Self:
        """Limit to those that have neither gone nor been refused."""
        return self.filter(gone_at=None, refused_because="")


class DisposalItem(models.Model):
    """One case of a batch. ``case_id`` is no foreign key: the row outlives the case."""

    disposal = models.ForeignKey(Disposal, on_delete=models.PROTECT, related_name="items")
    case_id = models.BigIntegerField()
    reference = models.CharField(max_length=20)
    kept_until = models.DateField()
    gone_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)  # {"PAPERS": 3}: rows that went, by class of record
    refused_because = models.TextField(default="")

    objects = DisposalItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case_id"],
                condition=Q(gone_at=None, refused_because=""),
                name="one_waiting_disposal_per_case",
            )
        ]

    def __str__(self) -> str:
        return self.reference


class FileToErase(models.Model):
    """The bytes of a paper whose row has gone: erased after the commit, by a sweep."""

    disposal = models.ForeignKey(Disposal, null=True, on_delete=models.PROTECT)
    field = models.CharField(max_length=100)  # "casework.Document.file": whose storage it lies in
    name = models.CharField(max_length=300)  # "" once it is erased
    asked_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"File {self.pk} of disposal {self.disposal_id}"
