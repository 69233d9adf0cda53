"""The pupil and the adults of a case, kept apart from the case so that lists never load them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from casework.models.cases import Case


class Sex(models.TextChoices):
    FEMALE = "F", "Female"
    MALE = "M", "Male"


class SenProvision(models.TextChoices):
    NONE = "N", "No special educational needs identified"
    SUPPORT = "K", "SEN support"
    PLAN = "E", "Education, health and care plan"
    ASSESSMENT = "A", "Being assessed for a plan"


class EthnicGroup(models.TextChoices):
    """The major groups of the school census; the minor ones follow with the census return."""

    ASIAN = "ASIAN", "Asian or Asian British"
    BLACK = "BLACK", "Black, Black British, Caribbean or African"
    MIXED = "MIXED", "Mixed or multiple ethnic groups"
    WHITE = "WHITE", "White"
    OTHER = "OTHER", "Any other ethnic group"
    REFUSED = "REFUSED", "The family prefers not to say"
    UNKNOWN = "UNKNOWN", "Not yet obtained"


class YearGroup(models.TextChoices):
    """National Curriculum years, as the census writes them."""

    NURSERY = "N", "Nursery"
    RECEPTION = "R", "Reception"
    YEAR_1 = "1", "Year 1"
    YEAR_2 = "2", "Year 2"
    YEAR_3 = "3", "Year 3"
    YEAR_4 = "4", "Year 4"
    YEAR_5 = "5", "Year 5"
    YEAR_6 = "6", "Year 6"
    YEAR_7 = "7", "Year 7"
    YEAR_8 = "8", "Year 8"
    YEAR_9 = "9", "Year 9"
    YEAR_10 = "10", "Year 10"
    YEAR_11 = "11", "Year 11"
    YEAR_12 = "12", "Year 12"
    YEAR_13 = "13", "Year 13"
    YEAR_14 = "14", "Year 14"
    NONE = "X", "National Curriculum not followed"


class Pupil(models.Model):
    """
    The child. One row a case: what the notice said on the day it was given.

    The database keeps the authorities and the school of the case in the row as well, for its
    policy alone: nothing here reads or writes them (docs/decisions/0015).
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="pupil")
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100)
    born_on = models.DateField()
    upn = models.CharField(max_length=13)  # "" while the pupil has none
    upn_missing_because = models.CharField(max_length=200, default="")
    sex = models.CharField(max_length=1, choices=Sex.choices)
    year_group = models.CharField(max_length=2, choices=YearGroup.choices)
    address = models.TextField()
    postcode = models.CharField(max_length=8)
    ethnic_group = models.CharField(max_length=10, choices=EthnicGroup.choices)
    sen_provision = models.CharField(max_length=1, choices=SenProvision.choices)
    is_looked_after = models.BooleanField()
    has_social_worker = models.BooleanField()

    class Meta:
        indexes = [models.Index("upn", name="pupil_by_upn")]

    def __str__(self) -> str:
        return f"Pupil of case {self.case_id}"

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


class Adult(models.Model):
    """A parent, carer or other relevant person of the pupil."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="adults")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    relation = models.CharField(max_length=60)
    phone = models.CharField(max_length=30, default="")
    email = models.EmailField(default="")
    agreed_to_email = models.BooleanField(default=False)  # to notices by email (EA 1996 s 572)
    address = models.TextField(default="")  # only where it differs from the pupil's

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="adults_in_order"),
            models.CheckConstraint(
                name="email_agreed_only_with_an_address",
                condition=Q(agreed_to_email=False) | ~Q(email=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Adult {self.position} of case {self.case_id}"
