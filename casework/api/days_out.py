"""The days out of a school year as programs read them: the figures of the case's page."""

from typing import Any

from rest_framework import serializers

from casework.days_out import DaysOut, UnderAnother
from statute.thresholds import YEAR_AT_MOST


class SchoolDaysField(serializers.DecimalField):
    """School days with halves, as a number."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=5, decimal_places=1, coerce_to_string=False, **kwargs)


class UnderAnotherOut(serializers.Serializer[UnderAnother]):
    """Another exclusion of the pupil, which was cancelled, and which you see."""

    case = serializers.UUIDField(source="case.public_id")
    school_days = SchoolDaysField(source="served.days", allow_null=True)


class DaysOutOut(serializers.Serializer[DaysOut]):
    """
    What counts towards the 45 school days of the school year of the exclusion. Null is unknown.

    Days under a cancelled exclusion are those of cases that you see, and of no others.
    """

    school_year = serializers.CharField(source="total.year", help_text="Like 2026/27")
    suspended_school_days = SchoolDaysField(
        source="total.suspended", allow_null=True, help_text="Of suspensions, at any school"
    )
    under_other_cancelled = UnderAnotherOut(source="others", many=True)
    under_this_school_days = SchoolDaysField(
        source="total.this_one",
        allow_null=True,
        help_text="Out under this exclusion, once it is cancelled; null also while it stands",
    )
    under_this_counts = serializers.BooleanField(
        source="total.counts_this_one", help_text="Whether it is cancelled"
    )
    total_school_days = SchoolDaysField(
        source="total.total", allow_null=True, help_text="Null while any part is unknown"
    )
    at_least_school_days = SchoolDaysField(
        source="total.at_least", help_text="The sum of the parts that are known"
    )
    at_most_school_days = serializers.SerializerMethodField(help_text="What the law allows")
    working = serializers.CharField(source="total.working", help_text="The sum in words")

    def get_at_most_school_days(self, out: DaysOut) -> int:
        return int(YEAR_AT_MOST)
