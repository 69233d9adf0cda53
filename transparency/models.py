"""Published figures: releases and their rows, which nobody changes once they are out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from organisations.models import LocalAuthority


class Release(models.Model):
    """One authority's figures for one school year, as published on a day."""

    local_authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT)
    year_starts = models.PositiveSmallIntegerField()  # 2025 for 2025/26
    number = models.PositiveIntegerField()
    compiled_at = models.DateTimeField()
    compiled_by = models.CharField(max_length=60)  # "user/7"
    published_at = models.DateTimeField(null=True)
    is_provisional = models.BooleanField()  # the year, or some of its cases, had not ended
    audit = models.JSONField(default=dict)  # what the disclosure check tried, and found
    digest = models.CharField(max_length=64)  # of the rows as published

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["local_authority", "year_starts", "number"], name="releases_are_numbered"
            )
        ]

    def __str__(self) -> str:
        return f"{self.local_authority} {self.year_starts}, release {self.number}"


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

    @property
    def shown(self) -> str:
        return "c" if self.count is None else f"{self.count:,}"
