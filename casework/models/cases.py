"""A case: one exclusion of one pupil, from the notice to the end."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from casework.states import CaseStatus
from organisations import access
from organisations.models import LocalAuthority, School, User
from organisations.roles import Role
from programs import access as programs_access
from programs.callers import Caller
from programs.models import Client
from row_security.scope import Moment
from statute.facts import Kind, SchoolType


class Session(models.TextChoices):
    """The half of the school day in which the pupil was excluded."""

    MORNING = "AM", "Morning"
    AFTERNOON = "PM", "Afternoon"


class Pattern(models.TextChoices):
    ONE_OFF = "ONE_OFF", "A one-off incident"
    PERSISTENT = "PERSISTENT", "Behaviour that went on over time"


class ToldHow(models.TextChoices):
    """How the family was told; the law also asks for it in writing."""

    IN_PERSON = "IN_PERSON", "In person, with a letter"
    BY_HAND = "BY_HAND", "A letter left at their address"
    POST = "POST", "A letter by post"
    EMAIL = "EMAIL", "By email"
    PHONE = "PHONE", "By phone: a letter follows"


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: Caller) -> Self:
        """Limit to the cases of which somebody may see the page, be it the short one."""
        if isinstance(user, Client):
            return self.open_to(user)
        assigned = CaseAssignment.objects.standing().filter(user=user)
        return self.filter(_reached_by(user) | Q(pk__in=assigned.values("case")))

    def open_to(self, user: Caller) -> Self:
        """
        Limit to those whose whole record is open: by a person's offices, by breaking the glass, or
        at a client's schools.
        """
        if isinstance(user, Client):
            return self.filter(school__in=programs_access.get_school_ids(user))
        return self.filter(_reached_by(user))


def _reached_by(user: User) -> Q:
    authority = access.get_authority(user)
    reached = Q(school__in=access.get_school_ids(user))
    if authority:
        reached |= Q(authority=authority) | Q(home_authority=authority)
    if glass := BreakGlass.objects.standing_for(user):
        reached |= Q(pk__in=[one.case_id for one in glass])
    return reached


class Case(models.Model):
    """One exclusion of one pupil, from the notice to the end."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=20, unique=True)  # "870-2627-0042": says no name
    school = models.ForeignKey(School, on_delete=models.PROTECT)
    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="cases")
    home_authority = models.ForeignKey(  # only when the pupil lives in another authority's area
        LocalAuthority, null=True, on_delete=models.PROTECT, related_name="home_cases"
    )
    kind = models.CharField(max_length=20, choices=[(k, k) for k in Kind])
    school_type = models.CharField(  # as at the exclusion: later changes do not alter the law
        max_length=20, choices=[(t, t) for t in SchoolType]
    )
    status = models.CharField(max_length=32, choices=CaseStatus.choices, default=CaseStatus.ISSUED)
    excluded_on = models.DateField()  # the standing EXCLUDED fact, kept here for lists and figures
    reasons = ArrayField(models.CharField(max_length=3), size=3)  # codes, the main one first
    narrative = models.TextField()
    session = models.CharField(max_length=2, choices=Session.choices, default="")
    pattern = models.CharField(max_length=10, choices=Pattern.choices, default="")
    parents_told_how = models.CharField(max_length=10, choices=ToldHow.choices, default="")
    test_missed = models.CharField(max_length=200, default="")  # a public exam or national test
    test_on = models.DateField(null=True)
    submitter_phone = models.CharField(max_length=30, default="")
    session_was_held = models.BooleanField(default=False)  # said against our calendar of that day
    another_because = models.CharField(max_length=500, default="")  # why it is not a duplicate
    notice_given_at = models.DateTimeField()
    notice_given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    typed_by = models.ForeignKey(  # whose telephone number ``submitter_phone`` is
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    follow_up = models.JSONField(default=dict)  # the second page, as checked; {} until it is given
    follow_up_given_at = models.DateTimeField(null=True)
    # Half-days of suspension in the school year, said when it was cancelled before the second page.
    sessions_suspended = models.PositiveSmallIntegerField(null=True)
    # What must be attended to first, for lists: written by casework.deadlines, None once ended.
    attend_to_on = models.DateField(null=True)
    attend_to_rule = models.CharField(max_length=10, default="")  # "" when nothing is owed
    attend_to_gap = models.CharField(max_length=200, default="")  # why its date is not known
    attend_to_days = ArrayField(models.DateField(), default=list)  # the school days counted
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="case_home_authority_is_another",
                condition=Q(home_authority=None) | ~Q(home_authority=models.F("authority")),
            ),
            models.CheckConstraint(
                name="case_has_a_reason", condition=Q(reasons__len__gte=1, reasons__len__lte=3)
            ),
        ]
        indexes = [
            # The caseload page walks these in order: what must be attended to first comes first.
            models.Index(
                "authority", "attend_to_on", "id",
                name="caseload", condition=Q(attend_to_on__isnull=False),
            ),
            models.Index(
                "home_authority", "attend_to_on", "id",
                name="caseload_home",
                condition=Q(attend_to_on__isnull=False, home_authority__isnull=False),
            ),
            models.Index(
                "school", "attend_to_on", "id",
                name="caseload_school", condition=Q(attend_to_on__isnull=False),
            ),
            models.Index("authority", "excluded_on", "id", name="case_by_exclusion"),
            models.Index(
                "home_authority", "excluded_on", "id",
                name="case_ended_home",
                condition=Q(attend_to_on=None, home_authority__isnull=False),
            ),
            models.Index(
                "school", "excluded_on", "id",
                name="case_ended_school", condition=Q(attend_to_on=None),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        """Return the address of the case's page: a random id, which says nothing of the child."""
        return f"/cases/{self.public_id}/"

    @property
    def stream(self) -> str:
        return f"case/{self.pk}"


class CaseReference(models.Model):
    """The last number given to a case of one authority in one school year."""

    local_authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT)
    year_starts = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["local_authority", "year_starts"], name="one_counter_per_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.local_authority_id}, {self.year_starts}: {self.last_number}"


class AssignmentQuerySet(models.QuerySet["CaseAssignment"]):
    def standing(self) -> Self:
        """Limit to those that let somebody in at the moment of the open transaction."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=Moment()), ended_at=None)


class CaseAssignment(models.Model):
    """
    One case that one person may open: a governor on its panel, a review clerk or member.

    It opens the short page of the case. Papers are opened by an invitation that names them.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assignments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    role = models.CharField(max_length=32, choices=Role.choices)
    assigned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)  # it ends by itself; None: a seat's does not
    invitation = models.ForeignKey(
        "CaseInvitation", null=True, on_delete=models.PROTECT, related_name="assignments"
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user", "role"],
                condition=Q(ended_at=None),
                name="one_standing_assignment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} on case {self.case_id}"


class BreakGlassQuerySet(models.QuerySet["BreakGlass"]):
    def standing_for(self, user: User) -> list[BreakGlass]:
        """Return those that open something to ``user``, who must still manage the authority."""
        managed = [
            m.local_authority_id for m in user.standing_memberships if m.role == Role.LA_MANAGER
        ]
        if not managed:
            return []
        standing = self.filter(user=user, authority__in=managed, ended_at=None)
        return list(standing.filter(ends_at__gt=Moment()).order_by("pk"))


class BreakGlass(models.Model):
    """One case that a manager opened in an emergency: why, until when, and whether all of it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=20)  # of the case, for those who may not open it
    reason = models.TextField()
    with_sealed = models.BooleanField()
    begun_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # by hand, before its time

    objects = BreakGlassQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="break_glass_has_a_reason_and_an_end",
                condition=~Q(reason="") & Q(ends_at__gt=models.F("begun_at")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} opened case {self.case_id}"

    def is_standing(self, *, now: datetime) -> bool:
        return self.ended_at is None and self.ends_at > now
