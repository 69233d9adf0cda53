"""Who is asked to a hearing, on what standing, what they answered, and who came."""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.models import Adult, Case
from hearings.models.hearings import Hearing
from organisations.models import LocalAuthority
from programs.callers import Caller
from statute.attendance import Standing


class AttendanceRequest(models.Model):
    """At an academy: the family asked for this authority to attend. One row an authority."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="attendance_requests")
    local_authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT)
    requested_by = models.CharField(max_length=200)  # which relevant person, in words
    requested_on = models.DateField()
    how = models.CharField(max_length=200)  # "by phone to the clerk"
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(default="")
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "local_authority"],
                condition=Q(withdrawn_at=None),
                name="one_standing_request_per_authority",
            )
        ]

    def __str__(self) -> str:
        return f"Request on case {self.case_id} for authority {self.local_authority_id}"


class SpeakingPermission(models.Model):
    """At an academy: the trust agreed that this authority may speak."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="speaking_permissions")
    local_authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT)
    given_by = models.CharField(max_length=200)  # for the trust: name and office
    given_on = models.DateField()
    scope = models.CharField(max_length=300)  # what it may speak about
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(default="")
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "local_authority"],
                condition=Q(withdrawn_at=None),
                name="one_standing_permission_per_authority",
            )
        ]

    def __str__(self) -> str:
        return f"Permission on case {self.case_id} for authority {self.local_authority_id}"


class InviteeKind(models.TextChoices):
    AUTHORITY = "AUTHORITY", "Local authority"
    HOME_AUTHORITY = "HOME_AUTHORITY", "Home local authority"
    FAMILY = "FAMILY", "Parent, carer or pupil"
    HEAD = "HEAD", "Headteacher"
    GOVERNOR = "GOVERNOR", "Panel governor"


class Answer(models.TextChoices):
    NONE = "", "No answer yet"
    ATTENDING = "ATTENDING", "Attending"
    STATEMENT = "STATEMENT", "Sending a written statement"
    NOT_ATTENDING = "NOT_ATTENDING", "Not attending"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: Caller) -> Self:
        """Limit to the hearings of the cases that this person or client reaches."""
        return self.filter(hearing__case__in=Case.objects.visible_to(user))

    def standing_now(self) -> Self:
        """Limit to those who are asked to come, leaving out whose invitation was withdrawn."""
        return self.filter(withdrawn_at=None)


class Invitation(models.Model):
    """One person or body asked to one hearing: told again whenever the hearing moves."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="invitations")
    kind = models.CharField(max_length=20, choices=InviteeKind.choices)
    local_authority = models.ForeignKey(LocalAuthority, null=True, on_delete=models.PROTECT)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    adult = models.ForeignKey(Adult, null=True, on_delete=models.PROTECT)
    standing = models.CharField(  # of an authority, as it was when last told
        max_length=20, choices=[(s, s) for s in Standing], default=""
    )
    invited_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)  # no longer asked: released, or not requested
    told_sequence = models.PositiveIntegerField(default=0)  # of the calendar entry last sent
    answer = models.CharField(max_length=20, choices=Answer.choices, default="", blank=True)
    answer_reason = models.TextField(default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hearing", "kind", "local_authority", "user", "adult"],
                nulls_distinct=False,
                name="one_invitation_each",
            ),
            models.CheckConstraint(
                name="invitation_answer_has_its_time",
                condition=Q(answer="", answered_at=None)
                | ~Q(answer="") & Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to hearing {self.hearing_id}"


class Capacity(models.TextChoices):
    """As what somebody came."""

    GOVERNOR = "GOVERNOR", "Panel governor"
    HEAD = "HEAD", "Headteacher"
    FAMILY = "FAMILY", "Parent, carer or pupil"
    AUTHORITY = "AUTHORITY", "Local authority"
    HOME_AUTHORITY = "HOME_AUTHORITY", "Home local authority"
    CLERK = "CLERK", "Clerk"
    REPRESENTATIVE = "REPRESENTATIVE", "Representative of the family"
    FRIEND = "FRIEND", "Friend of the family"
    SOCIAL_WORKER = "SOCIAL_WORKER", "Social worker"
    VIRTUAL_HEAD = "VIRTUAL_HEAD", "Virtual school head"
    OTHER = "OTHER", "Somebody else"


class Attendee(models.Model):
    """One person's attendance at a hearing that was held."""

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="attendees")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    capacity = models.CharField(max_length=40, choices=Capacity.choices)
    local_authority = models.ForeignKey(LocalAuthority, null=True, on_delete=models.PROTECT)
    standing = models.CharField(  # of an authority: as what it came
        max_length=20, choices=[(s, s) for s in Standing], default=""
    )
    attended = models.BooleanField()
    remotely = models.BooleanField(default=False)
    spoke = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hearing", "position"], name="attendees_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.capacity} at hearing {self.hearing_id}"
