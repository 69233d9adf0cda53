"""Giving notice by program: a draft with today's answers, then the headteacher's word."""

from collections.abc import Iterable
from typing import cast
from uuid import UUID, uuid4

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from casework import looks
from casework.actions import drafts, notices
from casework.api.faults import NoticeFaults
from casework.api.flat import Faults, flatten, join_faults, name_faults
from casework.api.shapes import CaseDetailOut, ConfirmIn, DraftOut, NoticeIn, tell_case
from casework.forms.notice import NoticeForm
from casework.models import DraftStage, DraftState, NoticeDraft
from casework.permissions import START_DRAFT
from organisations import access
from organisations.models import School, User
from programs.access import get_school_ids
from programs.api.callers import caller_of
from programs.api.matching import answer_tagged, check_match
from programs.api.once import OnceView
from programs.callers import Caller
from programs.models import Client, May


class NoticeListView(OnceView):
    """Send today's page of a notice."""

    client_may = {"POST": May.SEND_NOTICES}

    @extend_schema(request=NoticeIn, responses={201: DraftOut})
    def post(self, request: Request) -> Response:
        caller, sent = caller_of(request), request.data
        if not isinstance(sent, dict):
            raise NoticeFaults({"": ["Send one notice, as an object"]})
        school = _find_school(caller, sent.get("school"))
        typed, faults = flatten(sent)
        if "home_area" not in typed and school.local_authority:
            typed["home_area"] = school.local_authority.code
        form = NoticeForm(typed, school=school, today=timezone.localdate())
        faults = join_faults(faults, form.find_faults())
        if faults:
            raise NoticeFaults(faults)
        draft = drafts.start_draft(
            school=school,
            typed=form.typed,
            key=uuid4().hex,  # this call counts once already
            actor=caller,
            now=timezone.now(),
        )
        return answer_tagged(DraftOut(draft).data, status=201)


class NoticeView(APIView):
    """See what became of a notice that was sent."""

    client_may = {"GET": May.SEND_NOTICES}

    @extend_schema(responses=DraftOut)
    def get(self, request: Request, public_id: UUID) -> Response:
        return answer_tagged(DraftOut(_get_draft(request, public_id)).data)


class ConfirmView(OnceView):
    """Give the notice, as the headteacher. If-Match is the draft's which they read."""

    is_edit = True

    @extend_schema(request=ConfirmIn, responses={201: CaseDetailOut, 200: CaseDetailOut})
    def post(self, request: Request, public_id: UUID) -> Response:
        draft = _get_draft(request, public_id)
        confirmed = ConfirmIn(data=request.data)
        if not confirmed.is_valid():
            raise NoticeFaults(cast(Faults, confirmed.errors))
        drafts.lock_draft(draft.pk)  # nobody saves it from here on
        draft = _get_draft(request, public_id)
        check_match(request, DraftOut(draft).data)
        if draft.state == DraftState.GIVEN and draft.case:
            looks.note_case(request, draft.case)
            return Response(tell_case(draft.case, caller_of(request)))
        form = NoticeForm(draft.typed, school=draft.school, today=timezone.localdate())
        if not form.is_valid():
            raise NoticeFaults(name_faults(form.find_faults()))
        case = notices.give_notice(
            draft_id=draft.pk,
            version=draft.version,
            answers=form.answers,
            actor=cast(User, request.user),
            now=timezone.now(),
            **confirmed.validated_data,
        )
        return Response(tell_case(case, caller_of(request)), status=201)


def _find_school(caller: Caller, urn: object) -> School:
    own = {school.urn: school for school in _get_schools(caller)}
    if not isinstance(urn, int) or isinstance(urn, bool):
        raise NoticeFaults({"school": ["Give the URN of the school as a number"]})
    if urn not in own:
        raise access.NotYourSchool("only the school's own staff may give notice for it")
    return own[urn]


def _get_schools(caller: Caller) -> Iterable[School]:
    if isinstance(caller, Client):
        return School.objects.filter(pk__in=get_school_ids(caller))
    return access.get_schools(caller, *START_DRAFT.get_roles())


def _get_draft(request: Request, public_id: UUID) -> NoticeDraft:
    drafts_seen = NoticeDraft.objects.visible_to(caller_of(request))
    wanted = drafts_seen.filter(stage=DraftStage.TODAY).select_related(
        "school__local_authority", "case__school", "case__authority", "case__home_authority"
    )
    return get_object_or_404(wanted, public_id=public_id)
