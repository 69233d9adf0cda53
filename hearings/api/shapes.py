"""What the API takes and gives about hearings, field by field."""

from typing import Any

from django.db.models import Prefetch
from rest_framework import serializers

from hearings.listing import Proposal
from hearings.models import Answer, Hearing, Invitation, Outcome
from hearings.standings import AuthorityStanding
from hearings.states import HearingMode
from statute.attendance import Standing
from statute.meeting import Condition, Ground

OF_AUTHORITIES = Prefetch(
    "invitations",
    Invitation.objects.standing_now()
    .filter(local_authority__isnull=False)
    .select_related("local_authority")
    .order_by("kind"),
    to_attr="authority_invitations",
)
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
    version = serializers.IntegerField(help_text="Rises with each change")
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


class PermissionIn(serializers.Serializer[Any]):
    """The trust agreed that an authority may speak: which, who agreed, when and about what."""

    authority = serializers.CharField(max_length=3, help_text="The authority's code, like “870”")
    given_by = serializers.CharField(max_length=200)
    given_on = serializers.DateField()
    scope = serializers.CharField(max_length=300)


class MoveIn(serializers.Serializer[Any]):
    """When, where and how a hearing is to be held instead, or was."""

    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    mode = serializers.ChoiceField(HearingMode.choices)
    venue = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)
    remote_link = serializers.RegexField(
        r"^(https://.*)?$", max_length=200, required=False, default="", allow_blank=True
    )
    ground = serializers.ChoiceField([g.value for g in Ground], required=False, default=None)
    conditions = serializers.ListField(
        child=serializers.ChoiceField([c.value for c in Condition]), required=False, default=list
    )
    already_held = serializers.BooleanField(required=False, default=False)
    late_reason = serializers.CharField(
        max_length=2000, required=False, default="", allow_blank=True
    )
    in_person_reason = serializers.CharField(
        max_length=300, required=False, default="", allow_blank=True
    )
    weighed = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        default=list,
        help_text="The warnings that you were answered with and have weighed, word for word",
    )

    @property
    def proposal(self) -> Proposal:
        """What was sent, as the actions take it."""
        sent = self.validated_data
        return Proposal(
            starts_at=sent["starts_at"],
            ends_at=sent["ends_at"],
            mode=HearingMode(sent["mode"]),
            venue=sent["venue"],
            remote_link=sent["remote_link"],
            ground=Ground(sent["ground"]) if sent["ground"] else None,
            conditions=frozenset(Condition(one) for one in sent["conditions"]),
            already_held=sent["already_held"],
            late_reason=sent["late_reason"],
            in_person_reason=sent["in_person_reason"],
        )


class CancelIn(serializers.Serializer[Any]):
    """Why a hearing is cancelled; one listed in error is left out of the figures."""

    reason = serializers.CharField(max_length=1000)
    in_error = serializers.BooleanField(required=False, default=False)
