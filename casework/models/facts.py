"""What happened in a case and on which day, and what is owed because of it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from casework.models.cases import Case


class CaseFact(models.Model):
    """One thing that happened on one day. A correction withdraws the row and adds another."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="facts")
    fact = models.CharField(max_length=40)  # one of statute.facts.Fact
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "fact"], condition=Q(withdrawn_at=None), name="one_standing_fact"
            )
        ]

    def __str__(self) -> str:
        return f"{self.fact} on {self.happened_on}"


class DeadlineState(models.TextChoices):
    OPEN = "OPEN", "Open"
    MET = "MET", "Met in time"
    LATE = "LATE", "Met late"
    LAPSED = "LAPSED", "No longer owed"


class Deadline(models.Model):
    """A duty as it was last worked out. Derived: only ``casework.deadlines`` writes it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deadlines")
    rule_id = models.CharField(max_length=10)
    citation = models.CharField(max_length=200)
    limit = models.CharField(max_length=60)
    what = models.CharField(max_length=200)
    owed_by = models.CharField(max_length=40)
    trigger = models.CharField(max_length=40)
    triggered_on = models.DateField()
    counted = ArrayField(models.DateField())
    due_date = models.DateField(null=True)
    gap = models.CharField(max_length=200)
    done_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=DeadlineState.choices)
    calendar_id = models.BigIntegerField(null=True)  # the CalendarVersion it was counted on
    law_edition = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index("rule_id", "id", name="deadline_open", condition=Q(state="OPEN")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "rule_id"], name="one_deadline_per_rule"),
            models.CheckConstraint(
                name="deadline_has_a_date_or_a_reason",
                condition=Q(due_date__isnull=False, gap="") | (Q(due_date=None) & ~Q(gap="")),
            ),
            models.CheckConstraint(
                name="deadline_met_has_its_day",
                condition=Q(state__in=["OPEN", "LAPSED"]) | Q(done_on__isnull=False),
            ),
            models.CheckConstraint(
                name="deadline_met_was_in_time",
                condition=~Q(state="MET") | Q(done_on__lte=F("due_date")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} of case {self.case_id}"
