"""Who is invited to one case, to read which of its papers, from when and until when."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.models.cases import Case
from casework.models.documents import Document
from organisations.roles import Role


class CaseInvitation(models.Model):
    """
    An invitation to one person, by email, to one case.

    The link in the letter works once. Of its secret only the digest is kept here.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=32, choices=Role.choices)
    first_name = models.CharField(max_length=150)
    last_name = models.CharField(max_length=150)
    email = models.EmailField()
    token_digest = models.CharField(max_length=64, unique=True)
    papers = models.ManyToManyField(Document, related_name="invitations")
    readable_from = models.DateTimeField()  # when the papers may first be read
    expires_at = models.DateTimeField()  # for the link, and for what it opened
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="case_invitation_ends_after_it_begins",
                condition=Q(expires_at__gt=models.F("invited_at"))
                & Q(expires_at__gt=models.F("readable_from")),
            ),
            models.CheckConstraint(
                name="case_invitation_accepted_by_somebody",
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} invited to case {self.case_id}"

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    def tell_state(self, *, now: datetime) -> str:
        """Return how it stands, in words for a list."""
        if self.revoked_at:
            return "Revoked"
        if self.expires_at <= now:
            return "Expired"
        return "Accepted" if self.accepted_at else "Not accepted yet"

    def is_open(self, *, now: datetime) -> bool:
        """Tell whether it lets somebody in, or still may."""
        return self.revoked_at is None and self.expires_at > now
