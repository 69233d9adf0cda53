"""Education while the pupil is out: each place that was offered, and what became of it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.models.cases import Case


class OfferAnswer(models.TextChoices):
    NONE = "", "No answer yet"
    ACCEPTED = "ACCEPTED", "Accepted"
    REFUSED = "REFUSED", "Refused"


class EducationOffer(models.Model):
    """One place offered by the authority that owes education. A refused offer stays on record."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="education_offers")
    provider = models.CharField(max_length=200)
    starts_on = models.DateField()  # the first day offered
    hours_per_week = models.PositiveSmallIntegerField()
    offered_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(
        max_length=10, choices=OfferAnswer.choices, default=OfferAnswer.NONE, blank=True
    )
    answered_on = models.DateField(null=True)
    answer_reason = models.TextField(default="")  # why it was refused
    started_on = models.DateField(null=True)  # the day the pupil was first taught there

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="offer_answer_has_its_day",
                condition=Q(answer="", answered_on=None)
                | ~Q(answer="") & Q(answered_on__isnull=False),
            ),
            models.CheckConstraint(
                name="offer_refused_has_its_reason",
                condition=~Q(answer="REFUSED") | ~Q(answer_reason=""),
            ),
            models.CheckConstraint(
                name="offer_started_was_accepted",
                condition=Q(started_on=None) | Q(answer="ACCEPTED"),
            ),
        ]

    def __str__(self) -> str:
        return f"Offer {self.pk} on case {self.case_id}"
