"""What the API takes and gives about hearings, field by field."""

from typing import Any

from rest_framework import serializers

from hearings.models import Answer, Hearing, Invitation, Outcome
from hearings.standings import AuthorityStanding
from statute.attendance import Standing

ANSWERS = [(answer.value, answer.label) for answer in Answer if answer.value]


class StandingOut(serializers.Serializer[AuthorityStanding]):
    """What one authority may do at the hearing, and on whose word."""

    authority = serializers.CharField(source="authority.code")
    name = serializers.CharField(source="authority.name")
    is_home = serializers.BooleanField()
    standing = serializers.ChoiceField([(s.value, s.value) for s in Standing])
    words = serializers.CharField()
    basis = serializers.CharField()


class InvitationOut(serializers.Serializer[Invitation]):
    """The invitation of one authority, and its answer."""

    id = serializers.UUIDField(source="public_id")
    authority = serializers.CharField(source="local_authority.code")
    invited_at = serializers.DateTimeField()
    answer = serializers.CharField(help_text="Empty until it is answered")
    reason = serializers.CharField(source="answer_reason")
    answered_at = serializers.DateTimeField(allow_null=True)


class OutcomeOut(serializers.ModelSerializer[Outcome]):
    """What the board decided; its reasons are read on the pages and in the letter."""

    class Meta:
        model = Outcome
        fields = ["decision", "decided_on", "reinstate_by", "notice_given_on", "review_until"]


class HearingOut(serializers.Serializer[Hearing]):
    """One hearing of a case."""

    id = serializers.UUIDField(source="public_id")
    status = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    mode = serializers.CharField()
    venue = serializers.CharField()
    remote_link = serializers.CharField()
    sequence = serializers.IntegerField(help_text="Rises whenever the hearing is moved")
    invitations = InvitationOut(many=True, source="authority_invitations")
    outcome = OutcomeOut(allow_null=True, default=None)


class HearingsOut(serializers.Serializer[Any]):
    """The hearings of one case, the latest listed first, and the standing of each authority."""

    hearings = HearingOut(many=True)
    standings = StandingOut(many=True)


class AnswerIn(serializers.Serializer[Any]):
    """An authority's answer. ``reason`` is needed when it will not attend."""

    answer = serializers.ChoiceField(ANSWERS)
    reason = serializers.CharField(max_length=1000, required=False, default="", allow_blank=True)


class RequestIn(serializers.Serializer[Any]):
    """The family asked for an authority to attend: which, who asked, when and how."""

    authority = serializers.CharField(max_length=3, help_text="The authority's code, like “870”")
    requested_by = serializers.CharField(max_length=200)
    requested_on = serializers.DateField()
    how = serializers.CharField(max_length=200)
