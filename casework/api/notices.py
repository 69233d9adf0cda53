"""Giving notice by program: a draft with today's answers, then the headteacher's word."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import cast
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from casework import looks
from casework.actions import drafts, notices
from casework.api.faults import NoticeFaults
from casework.api.flat import Faults, flatten, join_faults, name_faults
from casework.api.shapes import CaseDetailOut, ConfirmIn, DraftOut, NoticeIn
from casework.forms.notice import NoticeForm
from casework.models import DraftStage, DraftState, NoticeDraft
from casework.permissions import START_DRAFT
from organisations import access
from organisations.models import School, User
from programs.access import get_school_ids
from programs.api.callers import caller_of
from programs.callers import Caller
from programs.models import Client, May

LONGEST_KEY = 64
KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="Sent again with the same notice, the same draft comes back; with another, 422.",
)


class NoticeListView(APIView):
    """Send today's page of a notice."""

    client_may = {"POST": May.SEND_NOTICES}

    @extend_schema(request=NoticeIn, responses={201: DraftOut, 200: DraftOut}, parameters=[KEY])
    def post(self, request: Request) -> Response:
        caller, sent = caller_of(request), request.data
        if not isinstance(sent, dict):
            raise NoticeFaults({"": ["Send one notice, as an object"]})
        school = _find_school(caller, sent.get("school"))
        key = request.headers.get("Idempotency-Key", "")
        typed, faults = flatten(sent)
        if "home_area" not in typed and school.local_authority:
            typed["home_area"] = school.local_authority.code
        form = NoticeForm(typed, school=school, today=timezone.localdate())
        faults = join_faults(faults, form.find_faults()) | _find_key_faults(key)
        if faults:
            raise NoticeFaults(faults)
        known = NoticeDraft.objects.visible_to(caller).filter(key=key).exists()
        draft = drafts.start_draft(
            school=school,
            typed=form.typed,
            key=key,
            digest=sha256(json.dumps(sent, sort_keys=True).encode()).hexdigest(),
            actor=caller,
            now=timezone.now(),
        )
        return Response(DraftOut(draft).data, status=200 if known else 201)


class NoticeView(APIView):
    """See what became of a notice that was sent."""

    client_may = {"GET": May.SEND_NOTICES}

    @extend_schema(responses=DraftOut)
    def get(self, request: Request, public_id: UUID) -> Response:
        return Response(DraftOut(_get_draft(request, public_id)).data)


class ConfirmView(APIView):
    """Give the notice, as the headteacher."""

    @extend_schema(request=ConfirmIn, responses={201: CaseDetailOut, 200: CaseDetailOut})
    def post(self, request: Request, public_id: UUID) -> Response:
        draft = _get_draft(request, public_id)
        confirmed = ConfirmIn(data=request.data)
        if not confirmed.is_valid():
            raise NoticeFaults(cast(Faults, confirmed.errors))
        if draft.state == DraftState.GIVEN and draft.case:
            looks.note_case(request, draft.case)
            return Response(CaseDetailOut(draft.case).data)
        form = NoticeForm(draft.typed, school=draft.school, today=timezone.localdate())
        if not form.is_valid():
            raise NoticeFaults(name_faults(form.find_faults()))
        case = notices.give_notice(
            draft_id=draft.pk,
            answers=form.answers,
            actor=cast(User, request.user),
            now=timezone.now(),
            **confirmed.validated_data,
        )
        return Response(CaseDetailOut(case).data, status=201)


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


def _find_key_faults(key: str) -> Faults:
    if not key:
        told = (
            "Send a header Idempotency-Key with text of your own that is new for each notice: "
            "when you send the same notice again with it, no second notice is made"
        )
    elif len(key) > LONGEST_KEY or not key.isprintable():
        told = f"Send at most {LONGEST_KEY} plain characters"
    else:
        return {}
    return {"Idempotency-Key": [told]}


def _get_draft(request: Request, public_id: UUID) -> NoticeDraft:
    drafts_seen = NoticeDraft.objects.visible_to(caller_of(request))
    wanted = drafts_seen.filter(stage=DraftStage.TODAY).select_related(
        "school__local_authority", "case__school", "case__authority", "case__home_authority"
    )
    return get_object_or_404(wanted, public_id=public_id)
