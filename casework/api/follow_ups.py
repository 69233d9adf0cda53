"""The follow-up page of a notice by program: the checks are those of the page."""

from typing import Any, cast
from uuid import UUID

from django.forms import Field
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from casework import access, looks, queries
from casework.actions import drafts, follow_ups
from casework.api.faults import NoticeFaults
from casework.api.flat import flatten_follow_up
from casework.forms.follow_up import FollowUpForm
from casework.models import Case
from design_system.fields import CheckboxesField, DateField, RadioField, WholeNumberField
from organisations.models import User
from programs.api.callers import READS_CASES, caller_of


class FollowUpIn(serializers.Serializer[Any]):
    """
    The second page of a notice. It describes; the page's own form checks.

    A field that the answer to another makes needless is left out.
    """

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        form = FollowUpForm(today=timezone.localdate())
        inside = form.revealed_names
        asked = {
            name: _describe(field, required=field.required and name not in inside)
            for name, field in form.fields.items()
        }
        told = "Of what the school has typed on the page and these answers replace"
        return {**asked, "version": serializers.IntegerField(required=False, help_text=told)}


class FollowUpOut(serializers.Serializer[Any]):
    """What was given, or by when it is asked for and which version the school has typed so far."""

    given_at = serializers.DateTimeField(allow_null=True)
    asked_for_by = serializers.DateField(allow_null=True)
    version = serializers.IntegerField(
        allow_null=True, help_text="Null while nothing is typed; only the school's staff see it"
    )
    answers = serializers.JSONField(help_text="By the names that are sent; empty until given")


class FollowUpView(APIView):
    """The second page of a case's notice."""

    client_may = READS_CASES

    @extend_schema(responses=FollowUpOut)
    def get(self, request: Request, public_id: UUID) -> Response:
        case = _find_case(request, public_id)
        if not (case.follow_up_given_at or access.may_draft(caller_of(request), case.school)):
            return Response(_tell(case, version=None))
        draft = queries.get_follow_up_draft(case)
        return Response(_tell(case, version=draft.version if draft else None))

    @extend_schema(request=FollowUpIn, responses=FollowUpOut)
    def post(self, request: Request, public_id: UUID) -> Response:
        """Give the follow-up. The same answers a second time change nothing."""
        case, user, now = _find_case(request, public_id), _user_of(request), timezone.now()
        access.check_may_draft(user, case.school)
        sent = request.data
        if not isinstance(sent, dict):
            raise NoticeFaults({"": ["Send one follow-up, as an object"]})
        typed, faults = flatten_follow_up(sent, FollowUpForm.base_fields)
        form = FollowUpForm(typed, today=timezone.localdate(now))
        if faults := {**form.find_faults(), **faults}:
            raise NoticeFaults(faults)
        draft = queries.get_follow_up_draft(case)
        if draft and case.follow_up_given_at and form.answers != case.follow_up:
            raise drafts.DraftClosed(draft)
        if draft and "version" in sent and not case.follow_up_given_at:
            draft = drafts.save_draft(
                draft_id=draft.pk, version=sent["version"], typed=form.typed, actor=user, now=now
            )
        else:
            draft = follow_ups.start_follow_up(
                case_id=case.pk, typed=form.typed, actor=user, now=now
            )
        case = follow_ups.give_follow_up(
            draft_id=draft.pk, version=draft.version, answers=form.answers, actor=user, now=now
        )
        return Response(_tell(case, version=draft.version))


def _describe(field: Field, *, required: bool) -> serializers.Field[Any, Any, Any, Any]:
    told: dict[str, Any] = {"required": required, "help_text": str(field.label)}
    answers: Any = getattr(field, "choices", ())
    if isinstance(field, CheckboxesField):
        return serializers.ListField(child=serializers.ChoiceField(list(answers)), **told)
    if isinstance(field, RadioField):
        return serializers.ChoiceField(list(answers), **told)
    if isinstance(field, DateField):
        return serializers.DateField(**told)
    if isinstance(field, WholeNumberField):
        told |= {"min_value": field.min_value, "max_value": field.max_value}
        return serializers.IntegerField(**told)
    return serializers.CharField(**told)


def _tell(case: Case, *, version: int | None) -> Any:
    asked_for_by = None if case.follow_up_given_at else queries.get_follow_up_day(case)
    told = {
        "given_at": case.follow_up_given_at,
        "asked_for_by": asked_for_by,
        "version": version,
        "answers": case.follow_up,
    }
    return FollowUpOut(told).data


def _find_case(request: Request, public_id: UUID) -> Case:
    visible = Case.objects.visible_to(caller_of(request))
    wanted = visible.select_related("school__local_authority")
    case = get_object_or_404(wanted, public_id=public_id)
    looks.note_case(request, case)
    return case


def _user_of(request: Request) -> User:
    return cast(User, request.user)
