"""What the governing board decided, why, and how the decision was given."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearings.models.hearings import Hearing


class Decision(models.TextChoices):
    REINSTATED_NOW = "REINSTATED_NOW", "Reinstate the pupil immediately"
    REINSTATED_BY = "REINSTATED_BY", "Reinstate the pupil by a date"
    DECLINED = "DECLINED", "Decline to reinstate the pupil"


class NoticeMethod(models.TextChoices):
    DELIVERED = "DELIVERED", "Handed over or delivered to the address"
    FIRST_CLASS_POST = "FIRST_CLASS_POST", "First class post"
    AGREED_EMAIL = (
        "AGREED_EMAIL",
        "Email to who agreed, with a copy by post; post to the rest",
    )


class Outcome(models.Model):
    """The decision of one hearing, with its reasons kept apart: test, evidence, findings."""

    hearing = models.OneToOneField(Hearing, on_delete=models.PROTECT, related_name="outcome")
    decision = models.CharField(max_length=20, choices=Decision.choices)
    decided_on = models.DateField()
    reinstate_by = models.DateField(null=True)
    test_applied = models.TextField()
    evidence_relied_on = models.TextField()
    findings = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    notice_sent_on = models.DateField(null=True)
    notice_method = models.CharField(max_length=20, choices=NoticeMethod.choices, default="")
    notice_given_on = models.DateField(null=True)  # the day it counts as given
    review_until = models.DateField(null=True)  # last day to apply, when the letter was written

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reinstatement_by_a_date_has_one",
                condition=~Q(decision="REINSTATED_BY") | Q(reinstate_by__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_notice_is_complete",
                condition=Q(notice_sent_on=None, notice_method="", notice_given_on=None)
                | Q(notice_sent_on__isnull=False, notice_given_on__isnull=False)
                & ~Q(notice_method=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} at hearing {self.hearing_id}"
