"""How each date of a case was worked out, for programs: what the deadline's page shows."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from casework import history, looks, working
from casework.api.shapes import DeadlineOut
from casework.models import Case, Deadline
from casework.rulebook import get_rule
from organisations.models import CalendarVersion
from programs.api.callers import READS_CASES, caller_of


class DayOut(serializers.Serializer[Any]):
    """One day of the count. ``number`` is null, and ``why`` says so, where it was left out."""

    day = serializers.DateField()
    number = serializers.IntegerField(allow_null=True)
    why = serializers.CharField()


class MoveOut(serializers.Serializer[Any]):
    """One change of the deadline, in words, with its cause and who made it."""

    at = serializers.DateTimeField()
    before = serializers.CharField()
    after = serializers.CharField()
    cause = serializers.CharField()
    by = serializers.CharField()


class SchoolDaysOut(serializers.ModelSerializer[CalendarVersion]):
    """The version of the school days that the deadline was counted on."""

    version = serializers.IntegerField(source="number")
    supplied_by = serializers.CharField(source="get_source_display")
    of_authority = serializers.SerializerMethodField(
        help_text="True: the authority's days, for schools that have supplied none of their own"
    )

    class Meta:
        model = CalendarVersion
        fields = [
            "version", "of_authority", "supplied_by", "known_from", "known_until", "published_at",
            "confirmed_at",
        ]  # fmt: skip

    def get_of_authority(self, version: CalendarVersion) -> bool:
        return version.school_id is None


class WorkingOut(DeadlineOut):
    """One deadline with the whole of its working."""

    in_words = serializers.SerializerMethodField(help_text="The rule in plain words")
    reading = serializers.SerializerMethodField(
        help_text="How the provision is read, where that is a choice"
    )
    alternative = serializers.SerializerMethodField(
        help_text="The other reading, and why it was not taken"
    )
    days = serializers.SerializerMethodField()
    school_days = serializers.SerializerMethodField()
    moves = serializers.SerializerMethodField()

    class Meta(DeadlineOut.Meta):
        fields = [
            *DeadlineOut.Meta.fields, "in_words", "reading", "alternative", "days", "school_days",
            "moves",
        ]  # fmt: skip

    def get_in_words(self, row: Deadline) -> str:
        return working.tell_rule(row)

    def get_reading(self, row: Deadline) -> str:
        return get_rule(row.rule_id).reading

    def get_alternative(self, row: Deadline) -> str:
        return get_rule(row.rule_id).alternative

    @extend_schema_field(DayOut(many=True))
    def get_days(self, row: Deadline) -> Any:
        version = working.get_version(row)
        days = working.get_days(row, version.closed_days if version else {})
        return DayOut(days, many=True).data

    @extend_schema_field(SchoolDaysOut(allow_null=True))
    def get_school_days(self, row: Deadline) -> Any:
        version = working.get_version(row)
        return SchoolDaysOut(version).data if version else None

    @extend_schema_field(MoveOut(many=True))
    def get_moves(self, row: Deadline) -> Any:
        return MoveOut(history.get_recounts(row.case, row.rule_id), many=True).data


class DeadlineListView(APIView):
    """List the deadlines of one case, what is due first first; those no longer owed are last."""

    client_may = READS_CASES

    @extend_schema(responses=DeadlineOut(many=True))
    def get(self, request: Request, public_id: UUID) -> Response:
        rows = _find_case(request, public_id).deadlines.order_by("due_date", "rule_id")
        return Response(DeadlineOut(rows, many=True).data)


class DeadlineView(APIView):
    """Show how one deadline was worked out: each day, the rule, its source and every move."""

    client_may = READS_CASES

    @extend_schema(responses=WorkingOut)
    def get(self, request: Request, public_id: UUID, rule_id: str) -> Response:
        rows = _find_case(request, public_id).deadlines.select_related("case")
        row = get_object_or_404(rows, rule_id=rule_id)
        return Response(WorkingOut(row).data)


def _find_case(request: Request, public_id: UUID) -> Case:
    visible = Case.objects.open_to(caller_of(request))
    case = get_object_or_404(visible, public_id=public_id)
    looks.note_case(request, case)
    return case
