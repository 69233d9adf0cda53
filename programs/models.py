"""The systems of schools and trusts that call by program, and the secrets they show."""

from __future__ import annotations

import uuid
from typing import Literal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from organisations.models import School, Trust


class May(models.TextChoices):
    """What a client may do, as OAuth names it. Giving a notice is not among it: a person does."""

    READ_CASES = "cases:read", "Read the cases"
    SEND_NOTICES = "notices:send", "Send notices for the headteacher to confirm"


class Client(models.Model):
    """
    A system of one school or one trust. It is a caller without a role: whatever the law gives to a
    person asks for a role, and is refused.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=100)
    school = models.ForeignKey(School, null=True, on_delete=models.PROTECT, related_name="+")
    trust = models.ForeignKey(Trust, null=True, on_delete=models.PROTECT, related_name="+")
    may = ArrayField(models.CharField(max_length=20, choices=May.choices))
    given_by = models.ForeignKey(  # who answers for it: when they leave, it stops
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    is_authenticated = True
    is_active = True
    standing_memberships: tuple[()] = ()
    academy_ids: frozenset[int] = frozenset()
    acting_for_id = None

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="client_is_of_a_school_or_a_trust",
                condition=Q(school=None, trust__isnull=False) | Q(school__isnull=False, trust=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} (a program)"

    @property
    def client_id(self) -> str:
        """What the system calls itself when it asks for a token."""
        return str(self.public_id)

    @property
    def organisation(self) -> School | Trust:
        found = self.school or self.trust
        assert found is not None  # the table refuses a client of neither
        return found

    def has_role(self, role: object, *, school: object) -> Literal[False]:
        """Hold no role anywhere."""
        return False


class ClientSecret(models.Model):
    """One secret of a client: two work side by side while it is being changed. Only its digest."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="secrets")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)  # None: as long as the client

    def __str__(self) -> str:
        return f"Secret of {self.client_id}"


class BearerToken(models.Model):
    """What a client was given for its secret, for a few minutes. Only its digest."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    may = ArrayField(models.CharField(max_length=20, choices=May.choices))
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"Token of {self.client_id}"


class PersonalToken(models.Model):
    """What a program shows that calls as one person. Only its digest."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"Token of user {self.user_id}"


class KeptAnswer(models.Model):
    """
    What a call under an Idempotency-Key was answered with, for whoever sends it again.

    Only the caller reaches the row, and only somebody who has the same request again can read the
    answer: ``programs.once`` is the only reader and writer.
    """

    caller = models.CharField(max_length=60)  # "user/7" or "client/3"
    key_digest = models.CharField(max_length=64)
    request_digest = models.CharField(max_length=64)  # of method, address and body; keyed
    reach_digest = models.CharField(max_length=64)  # of what the caller reached then
    sealed = models.BinaryField(default=bytes)  # the answer, encrypted
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["caller", "key_digest"], name="one_answer_per_key")
        ]

    def __str__(self) -> str:
        return f"Answer to {self.caller}"
