"""The follow-up page of a notice by program: the checks are those of the page."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from django.forms import Field
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from casework import access, looks, queries
from casework.actions import drafts, follow_ups
from casework.api.faults import NoticeFaults
from casework.api.flat import flatten_follow_up
from casework.forms.follow_up import FollowUpForm
from casework.models import Case, NoticeDraft
from casework.moves import lock_case
from design_system.fields import CheckboxesField, DateField, RadioField, WholeNumberField
from organisations.models import User
from programs.api.callers import READS_CASES, caller_of
from programs.api.matching import answer_tagged, check_match
from programs.api.once import OnceView


class FollowUpIn(serializers.Serializer[Any]):
    """
    The second page of a notice. It describes; the page's own form checks.

    A field that the answer to another makes needless is left out.
    """

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        form = FollowUpForm(today=timezone.localdate())
        inside = form.revealed_names
        return {
            name: _describe(field, required=field.required and name not in inside)
            for name, field in form.base_fields.items()
        }


class FollowUpOut(serializers.Serializer[Any]):
    """What was given, or by when it is asked for and what the school has typed so far."""

    given_at = serializers.DateTimeField(allow_null=True)
    asked_for_by = serializers.DateField(allow_null=True)
    version = serializers.IntegerField(
        allow_null=True, help_text="Null while nothing is typed; only the school's staff see it"
    )
    typed = serializers.JSONField(
        help_text="What is typed on the page and not given yet; only the school's staff see it"
    )
    answers = serializers.JSONField(help_text="By the names that are sent; empty until given")


class FollowUpView(OnceView):
    """The second page of a case's notice."""

    is_edit = True
    client_may = READS_CASES

    @extend_schema(responses=FollowUpOut)
    def get(self, request: Request, public_id: UUID) -> Response:
        case = _find_case(request, public_id)
        return answer_tagged(_tell(case, _find_draft(request, case)))

    @extend_schema(request=FollowUpIn, responses=FollowUpOut)
    def post(self, request: Request, public_id: UUID) -> Response:
        """Give the follow-up, in place of what is typed on its page. If-Match is what was read."""
        case, user, now = _find_case(request, public_id), _user_of(request), timezone.now()
        access.check_may_draft(user, case.school)
        lock_case(case.pk)
        case = _find_case(request, public_id)  # as it is under the lock
        draft = _find_draft(request, case)
        check_match(request, _tell(case, draft))
        form = _read_form(request, today=timezone.localdate(now))
        if draft is None:
            draft = follow_ups.start_follow_up(
                case_id=case.pk, typed=form.typed, actor=user, now=now
            )
        elif not case.follow_up_given_at:
            draft = drafts.save_draft(
                draft_id=draft.pk, version=draft.version, typed=form.typed, actor=user, now=now
            )
        elif form.answers != case.follow_up:
            raise drafts.DraftClosed(draft)
        case = follow_ups.give_follow_up(
            draft_id=draft.pk, version=draft.version, answers=form.answers, actor=user, now=now
        )
        return answer_tagged(_tell(case, queries.get_follow_up_draft(case)))


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


def _read_form(request: Request, *, today: date) -> FollowUpForm:
    sent = request.data
    if not isinstance(sent, dict):
        raise NoticeFaults({"": ["Send one follow-up, as an object"]})
    typed, faults = flatten_follow_up(sent, FollowUpForm.base_fields)
    form = FollowUpForm(typed, today=today)
    if faults := {**form.find_faults(), **faults}:
        raise NoticeFaults(faults)
    return form


def _find_draft(request: Request, case: Case) -> NoticeDraft | None:
    """Return what the school has typed, for its staff; for others once it is given."""
    caller = caller_of(request)
    may_see = isinstance(caller, User) and access.may_draft(caller, case.school)
    seen = may_see or case.follow_up_given_at
    return queries.get_follow_up_draft(case) if seen else None


def _tell(case: Case, draft: NoticeDraft | None) -> Any:
    given = case.follow_up_given_at
    told = {
        "given_at": given,
        "asked_for_by": None if given else queries.get_follow_up_day(case),
        "version": draft.version if draft else None,
        "typed": draft.typed if draft and not given else {},
        "answers": case.follow_up,
    }
    return FollowUpOut(told).data


def _find_case(request: Request, public_id: UUID) -> Case:
    visible = Case.objects.open_to(caller_of(request))
    wanted = visible.select_related("school__local_authority")
    case = get_object_or_404(wanted, public_id=public_id)
    looks.note_case(request, case)
    return case


def _user_of(request: Request) -> User:
    return cast(User, request.user)
