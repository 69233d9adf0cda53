"""What a school has typed of a notice and not yet given."""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.models.cases import Case
from casework.permissions import START_DRAFT
from organisations.models import School
from programs import access as programs_access
from programs.callers import Caller
from programs.models import Client


class DraftStage(models.TextChoices):
    TODAY = "TODAY", "Today's page"
    FOLLOW_UP = "FOLLOW_UP", "Follow-up page"


class DraftState(models.TextChoices):
    OPEN = "OPEN", "Being filled in"
    WITH_HEAD = "WITH_HEAD", "Waiting for the headteacher to confirm"
    GIVEN = "GIVEN", "Given"
    DISCARDED = "DISCARDED", "Thrown away"


class NoticeDraftQuerySet(models.QuerySet["NoticeDraft"]):
    def visible_to(self, user: Caller) -> Self:
        """Limit to the drafts of the schools whose staff or head a person is; a client: its own."""
        if isinstance(user, Client):
            schools_reached = programs_access.get_school_ids(user)
            return self.filter(started_by_client=user, school__in=schools_reached)
        held = START_DRAFT.get_roles()
        schools = [m.school_id for m in user.standing_memberships if m.role in held]
        return self.filter(school__in=schools)


class NoticeDraft(models.Model):
    """One page of a notice as typed. Only the school sees it; ``key`` makes it count once."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT)
    stage = models.CharField(max_length=10, choices=DraftStage.choices)
    state = models.CharField(max_length=10, choices=DraftState.choices, default=DraftState.OPEN)
    typed = models.JSONField(default=dict)  # exactly what was typed, right or wrong, by field name
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    started_by_client = models.ForeignKey(
        Client, null=True, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="drafts")
    key = models.CharField(max_length=64, default="")  # the sender's: a second call makes no second
    digest = models.CharField(max_length=64, default="")  # of what was sent first with that key

    objects = NoticeDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="draft_given_has_its_case", condition=~Q(state="GIVEN") | Q(case__isnull=False)
            ),
            models.CheckConstraint(
                name="draft_started_by_a_person_or_a_client",
                condition=Q(started_by=None, started_by_client__isnull=False)
                | Q(started_by__isnull=False, started_by_client=None),
            ),
            models.UniqueConstraint(
                fields=["case", "stage"],
                condition=~Q(state="DISCARDED"),
                name="one_draft_per_stage",
            ),
            models.UniqueConstraint(
                fields=["started_by", "key"], condition=~Q(key=""), name="one_draft_per_key"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.state}"

    @property
    def stream(self) -> str:
        return f"draft/{self.pk}"

    @property
    def last_saved_by(self) -> str:
        """Whose answers they are, by name: a client saves only what it begins."""
        return str(self.saved_by or self.started_by_client or "")

    @property
    def is_open(self) -> bool:
        """Tell whether it can still be changed: neither given nor thrown away."""
        return self.state in (DraftState.OPEN, DraftState.WITH_HEAD)
