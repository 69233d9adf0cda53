"""What the API takes and gives, field by field. The schema page is written from these."""

from datetime import date
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from casework.api.days_out import DaysOutOut
from casework.days_out import get_days_out
from casework.facts import facts_of
from casework.forms.family import PARTS
from casework.models import (
    Adult,
    Case,
    Deadline,
    DraftState,
    EthnicGroup,
    NoticeDraft,
    Pattern,
    Pupil,
    SenProvision,
    Session,
    Sex,
    ToldHow,
    YearGroup,
)
from notifications.models import Message
from programs.callers import Caller
from statute.facts import Fact
from statute.reason_codes import MOST_REASONS, REASON_CODES

REASONS = [(reason.code, reason.label) for reason in REASON_CODES]


class AdultIn(serializers.Serializer[Any]):
    name = serializers.CharField()
    relation = serializers.CharField()
    phone = serializers.CharField(required=False)
    email = serializers.EmailField(required=False)
    agreed_to_email = serializers.BooleanField(required=False)
    address = serializers.CharField(required=False)


class NoticeIn(serializers.Serializer[Any]):
    """
    Today's page of a notice. It describes; the page's own form checks, so that both doors agree.

    A field that another's answer makes needless is left out: no ``upn`` means that there is none
    yet, and ``upn_missing_because`` says why; no ``board_informed_on`` means not yet told.
    """

    school = serializers.IntegerField(help_text="The school's URN")
    first_name = serializers.CharField()
    last_name = serializers.CharField()
    born_on = serializers.DateField()
    upn = serializers.CharField(required=False)
    upn_missing_because = serializers.CharField(required=False)
    sex = serializers.ChoiceField(Sex.choices)
    year_group = serializers.ChoiceField(YearGroup.choices)
    address = serializers.CharField()
    postcode = serializers.CharField()
    home_area = serializers.CharField(
        required=False,
        help_text="Code of the council where the pupil lives; absent: the school's",
    )
    ethnic_group = serializers.ChoiceField(EthnicGroup.choices)
    sen_provision = serializers.ChoiceField(SenProvision.choices)
    is_looked_after = serializers.BooleanField()
    has_social_worker = serializers.BooleanField()
    adults = AdultIn(many=True, help_text="At most two; none only for a pupil of 18 or over")
    excluded_on = serializers.DateField()
    session_was_held = serializers.BooleanField(
        required=False, help_text="Say true when the day is refused and our dates are wrong"
    )
    session = serializers.ChoiceField(Session.choices)
    reasons = serializers.ListField(
        child=serializers.ChoiceField(REASONS), max_length=MOST_REASONS, help_text="Main one first"
    )
    pattern = serializers.ChoiceField(Pattern.choices)
    narrative = serializers.CharField()
    test_missed = serializers.CharField(required=False)
    test_on = serializers.DateField(required=False)
    parents_told_on = serializers.DateField()
    parents_told_how = serializers.ChoiceField(ToldHow.choices)
    board_informed_on = serializers.DateField(required=False)
    submitter_phone = serializers.CharField()


class ConfirmIn(serializers.Serializer[Any]):
    """The headteacher's word."""

    another_because = serializers.CharField(
        required=False, default="", max_length=500, help_text="Why it is not the same exclusion"
    )


class DraftOut(serializers.ModelSerializer[NoticeDraft]):
    id = serializers.UUIDField(source="public_id")
    school = serializers.IntegerField(source="school.urn")
    state = serializers.ChoiceField(DraftState.choices)
    case = serializers.UUIDField(source="case.public_id", default=None, allow_null=True)

    class Meta:
        model = NoticeDraft
        fields = ["id", "school", "state", "version", "saved_at", "case"]


class DeadlineOut(serializers.ModelSerializer[Deadline]):
    """One duty: by when, every day that was counted, or why it cannot be counted yet."""

    rule = serializers.CharField(source="rule_id")

    class Meta:
        model = Deadline
        fields = [
            "rule", "what", "citation", "limit", "owed_by", "trigger", "triggered_on", "counted",
            "due_date", "gap", "done_on", "state",
        ]  # fmt: skip


class CaseOut(serializers.ModelSerializer[Case]):
    """A case as lists show it: nothing of the child."""

    id = serializers.UUIDField(source="public_id")
    school = serializers.IntegerField(source="school.urn")
    authority = serializers.CharField(source="authority.code")
    home_authority = serializers.CharField(
        source="home_authority.code", default=None, allow_null=True
    )

    class Meta:
        model = Case
        fields = [
            "id", "reference", "school", "authority", "home_authority", "kind", "school_type",
            "status", "excluded_on", "session", "reasons", "notice_given_at",
            "follow_up_given_at", "attend_to_on",
        ]  # fmt: skip


class PupilOut(serializers.ModelSerializer[Pupil]):
    class Meta:
        model = Pupil
        fields = [
            "first_name", "last_name", "born_on", "upn", "upn_missing_because", "sex",
            "year_group", "address", "postcode", "ethnic_group", "sen_provision",
            "is_looked_after", "has_social_worker",
        ]  # fmt: skip


class AdultOut(serializers.ModelSerializer[Adult]):
    class Meta:
        model = Adult
        fields = list(PARTS)


class CaseDetailOut(CaseOut):
    """One case: all that the school told, and every deadline as it was counted."""

    pupil = PupilOut()
    adults = AdultOut(many=True)
    parents_told_on = serializers.SerializerMethodField()
    board_informed_on = serializers.SerializerMethodField()
    notice_given_by = serializers.CharField(help_text="The headteacher's name")
    typed_by = serializers.CharField(
        allow_null=True, help_text="The name of whoever typed it, and has the number beside it"
    )
    follow_up = serializers.JSONField(help_text="The second page; empty until it is given")
    days_out = serializers.SerializerMethodField()
    deadlines = DeadlineOut(many=True)

    class Meta(CaseOut.Meta):
        fields = [
            *CaseOut.Meta.fields, "session_was_held", "pattern", "narrative", "test_missed",
            "test_on", "parents_told_on", "parents_told_how", "board_informed_on",
            "another_because", "notice_given_by", "typed_by", "submitter_phone", "pupil",
            "adults", "follow_up", "days_out", "deadlines",
        ]  # fmt: skip

    def get_parents_told_on(self, case: Case) -> date | None:
        return facts_of(case).dates.get(Fact.PARENTS_TOLD)

    def get_board_informed_on(self, case: Case) -> date | None:
        return facts_of(case).dates.get(Fact.BOARD_INFORMED)

    @extend_schema_field(DaysOutOut)
    def get_days_out(self, case: Case) -> Any:
        return DaysOutOut(get_days_out(case, self.context["caller"])).data


def tell_case(case: Case, caller: Caller) -> Any:
    """Return one case as ``caller`` may know it."""
    return CaseDetailOut(case, context={"caller": caller}).data


class MessageOut(serializers.ModelSerializer[Message]):
    """A letter about the case, and what became of it. Not its words: they are on the case."""

    class Meta:
        model = Message
        fields = [
            "reference", "letter", "addressee", "state", "created_at", "accepted_at",
        ]  # fmt: skip
