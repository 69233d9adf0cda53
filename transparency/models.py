"""Published figures: releases and their rows, which nobody changes once they are out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from organisations.models import LocalAuthority
from statute.school_years import SchoolYear


class Reason(models.TextChoices):
    """Why there is a release. Fixed words: nobody can publish a child's story by mistake."""

    FIRST = "FIRST", "First figures for this school year"
    YEAR_GOES_ON = "YEAR_GOES_ON", "There have been more exclusions or decisions since"
    CORRECTION = "CORRECTION", "Facts recorded earlier have been corrected"
    LATE_NOTICE = "LATE_NOTICE", "Schools have reported exclusions late"
    FINAL = "FINAL", "The school year and all its cases have ended"


class Release(models.Model):
    """One authority's figures for one school year, as they stood when they were compiled."""

    local_authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT)
    year_starts = models.PositiveSmallIntegerField()  # 2025 for 2025/26
    number = models.PositiveIntegerField(null=True)  # given when it is published
    compiled_at = models.DateTimeField()  # the figures are as at this moment
    compiled_by = models.CharField(max_length=60)  # "user/7"
    published_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20, choices=Reason.choices, default="", blank=True)
    is_provisional = models.BooleanField()  # the year, or some of its cases, had not ended
    audit = models.JSONField(default=dict)  # what the disclosure check tried, and found
    digest = models.CharField(max_length=64)  # of the figures, hidden ones as "c"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["local_authority", "year_starts", "number"], name="releases_are_numbered"
            ),
            models.CheckConstraint(
                name="release_published_is_numbered_and_explained",
                condition=Q(published_at=None, number=None, reason="")
                | Q(published_at__isnull=False, number__isnull=False) & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.local_authority} {self.year}, release {self.number or 'not published'}"

    @property
    def year(self) -> SchoolYear:
        return SchoolYear(self.year_starts)


class Figure(models.Model):
    """One published figure: a number, or ``c`` where it is hidden. The true number is not kept."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="figures")
    measure = models.CharField(max_length=40)
    school_group = models.CharField(max_length=12)  # "ACADEMY", "MAINTAINED", "TOTAL"
    count = models.PositiveIntegerField(null=True)  # None: hidden, shown as "c"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "measure", "school_group"], name="one_figure_per_cell"
            ),
            models.CheckConstraint(
                name="no_small_figure_is_kept",
                condition=Q(count=None) | Q(count=0) | Q(count__gte=5),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}, {self.school_group}"
