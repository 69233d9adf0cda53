"""A meeting of the governing board about one case, and who sits on its panel."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Self, cast

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from casework.models import Case
from hearings.states import HearingMode, HearingStatus
from programs.callers import Caller
from statute.london import london_date


class HearingQuerySet(models.QuerySet["Hearing"]):
    def visible_to(self, user: Caller) -> Self:
        """Limit to the hearings of the cases that this person or client reaches."""
        return self.filter(case__in=Case.objects.visible_to(user))


class Hearing(models.Model):
    """One meeting. Moving it keeps the row: ``sequence`` rises and the trail has both times."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # calendar UID
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hearings")
    status = models.CharField(
        max_length=20, choices=HearingStatus.choices, default=HearingStatus.LISTED
    )
    during = DateTimeRangeField()
    mode = models.CharField(max_length=12, choices=HearingMode.choices)
    mode_reason = models.CharField(max_length=300, default="")  # why it may be remote
    venue = models.CharField(max_length=300, default="")
    remote_link = models.URLField(default="")
    late_reason = models.TextField(default="")  # why it is after the last day in time
    sequence = models.PositiveIntegerField(default=0)
    listed_at = models.DateTimeField()
    listed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    vacated_at = models.DateTimeField(null=True)
    vacated_because = models.TextField(default="")
    version = models.PositiveIntegerField(default=1)

    objects = HearingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(status="LISTED"), name="one_listed_hearing_per_case"
            ),
            models.CheckConstraint(
                name="hearing_has_a_place",
                condition=Q(mode="IN_PERSON") & ~Q(venue="")
                | Q(mode="REMOTE") & ~Q(remote_link=""),
            ),
            models.CheckConstraint(
                name="hearing_vacated_has_its_reason",
                condition=~Q(status__in=["VACATED", "LISTED_IN_ERROR"])
                | Q(vacated_at__isnull=False) & ~Q(vacated_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Hearing of case {self.case_id}"

    @property
    def starts_at(self) -> datetime:
        return cast(datetime, self.during.lower)

    @property
    def ends_at(self) -> datetime:
        return cast(datetime, self.during.upper)

    @property
    def held_on(self) -> date:
        """The London day on which it is to be held, or was."""
        return london_date(self.starts_at)

    @property
    def is_listed(self) -> bool:
        return self.status == HearingStatus.LISTED

    @property
    def is_remote(self) -> bool:
        return self.mode == HearingMode.REMOTE


class PanelSeat(models.Model):
    """One governor on one panel. The database refuses the same person twice at one time."""

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="seats")
    governor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="panel_seats"
    )
    is_chair = models.BooleanField(default=False)
    during = DateTimeRangeField()  # the hearing's own; here for the constraint
    released = models.BooleanField(default=False)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="no_governor_in_two_places_at_once",
                expressions=[
                    ("governor", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(released=False),
            ),
            models.UniqueConstraint(
                fields=["hearing", "governor"],
                condition=Q(released=False),
                name="one_seat_per_governor",
            ),
            models.UniqueConstraint(
                fields=["hearing"],
                condition=Q(is_chair=True, released=False),
                name="one_chair_per_panel",
            ),
        ]

    def __str__(self) -> str:
        return f"Seat of user {self.governor_id}"
