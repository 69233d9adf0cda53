"""What the API takes and gives, field by field. The schema page is written from these."""

from typing import Any

from rest_framework import serializers

from casework.models import (
    Case,
    Deadline,
    DraftState,
    EthnicGroup,
    NoticeDraft,
    Pattern,
    SenProvision,
    Session,
    Sex,
    ToldHow,
    YearGroup,
)
from notifications.models import Message
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
    """The headteacher's word. ``version`` is that of the draft which they read."""

    version = serializers.IntegerField()
    another_because = serializers.CharField(
        required=False, default="", max_length=500, help_text="Why it is not the same exclusion"
    )


class FaultOut(serializers.Serializer[Any]):
    """Every refusal of the API has this shape."""

    code = serializers.CharField()
    detail = serializers.CharField()
    fields = serializers.DictField(  # type: ignore[assignment]  # declared, never an attribute
        child=serializers.ListField(child=serializers.CharField())
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


class PupilOut(serializers.Serializer[Any]):
    first_name = serializers.CharField()
    last_name = serializers.CharField()
    born_on = serializers.DateField()
    upn = serializers.CharField()
    year_group = serializers.CharField()
    sen_provision = serializers.CharField()
    is_looked_after = serializers.BooleanField()
    has_social_worker = serializers.BooleanField()


class CaseDetailOut(CaseOut):
    """One case, with the pupil and every deadline as it was counted."""

    pupil = PupilOut()
    deadlines = DeadlineOut(many=True)

    class Meta(CaseOut.Meta):
        fields = [*CaseOut.Meta.fields, "narrative", "pupil", "deadlines"]


class MessageOut(serializers.ModelSerializer[Message]):
    """A letter about the case, and what became of it. Not its words: they are on the case."""

    class Meta:
        model = Message
        fields = [
            "reference", "letter", "addressee", "state", "created_at", "accepted_at",
        ]  # fmt: skip
