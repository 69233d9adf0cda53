"""Hearings by program: what is listed, an authority's answer, what the family asked for."""

from typing import cast
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from casework import looks
from casework.models import Case
from hearings.actions import attendance
from hearings.api.faults import Faults, read
from hearings.api.shapes import (
    OF_AUTHORITIES,
    AnswerIn,
    HearingsOut,
    InvitationOut,
    PermissionIn,
    RequestIn,
    StandingOut,
)
from hearings.models import Answer, Invitation
from hearings.moves import lock_hearing
from hearings.queries import get_hearings
from hearings.standings import standings_of
from organisations.models import LocalAuthority, User
from programs.api.callers import READS_CASES, caller_of
from programs.api.matching import answer_tagged, check_match
from programs.api.once import OnceView


class HearingListView(APIView):
    """List the hearings of one case that you see, and on what standing each authority may come."""

    client_may = READS_CASES

    @extend_schema(responses=HearingsOut)
    def get(self, request: Request, public_id: UUID) -> Response:
        case = _get_case(request, public_id)
        hearings = get_hearings(case).prefetch_related(OF_AUTHORITIES)
        found = {"hearings": hearings, "standings": standings_of(case)}
        return Response(HearingsOut(found).data)


class InvitationView(APIView):
    """Read the invitation of an authority, and its answer."""

    client_may = READS_CASES

    @extend_schema(responses=InvitationOut)
    def get(self, request: Request, public_id: UUID) -> Response:
        return answer_tagged(InvitationOut(_get_invitation(request, public_id)).data)


class AnswerView(OnceView):
    """Answer the invitation of the authority that you work for. If-Match is the invitation's."""

    is_edit = True

    @extend_schema(request=AnswerIn, responses=InvitationOut)
    def post(self, request: Request, public_id: UUID) -> Response:
        lock_hearing(_get_invitation(request, public_id).hearing_id)
        invitation = _get_invitation(request, public_id)  # as it is under the lock
        check_match(request, InvitationOut(invitation).data)
        said = read(AnswerIn(data=request.data))
        answered = attendance.answer_invitation(
            invitation_id=invitation.pk,
            answer=Answer(said["answer"]),
            reason=said["reason"],
            actor=cast(User, request.user),
            now=timezone.now(),
        )
        return answer_tagged(InvitationOut(answered).data)


class AttendanceRequestView(OnceView):
    """Record that the family asked for an authority to attend; it is invited at once."""

    @extend_schema(request=RequestIn, responses={201: StandingOut(many=True)})
    def post(self, request: Request, public_id: UUID) -> Response:
        case = _get_case(request, public_id)
        typed = read(RequestIn(data=request.data))
        attendance.record_attendance_request(
            case_id=case.pk,
            authority=_find_authority(case, typed["authority"]),
            requested_by=typed["requested_by"],
            requested_on=typed["requested_on"],
            how=typed["how"],
            actor=cast(User, request.user),
            now=timezone.now(),
        )
        standings = [StandingOut(one).data for one in standings_of(case)]
        return Response(standings, status=status.HTTP_201_CREATED)


class SpeakingPermissionView(OnceView):
    """Record that the trust agrees that an authority may speak; it is told at once."""

    @extend_schema(request=PermissionIn, responses={201: StandingOut(many=True)})
    def post(self, request: Request, public_id: UUID) -> Response:
        case = _get_case(request, public_id)
        typed = read(PermissionIn(data=request.data))
        attendance.record_speaking_permission(
            case_id=case.pk,
            authority=_find_authority(case, typed["authority"]),
            given_by=typed["given_by"],
            given_on=typed["given_on"],
            scope=typed["scope"],
            actor=cast(User, request.user),
            now=timezone.now(),
        )
        standings = [StandingOut(one).data for one in standings_of(case)]
        return Response(standings, status=status.HTTP_201_CREATED)


def _get_case(request: Request, public_id: UUID) -> Case:
    visible = Case.objects.visible_to(caller_of(request))
    wanted = visible.select_related("school", "authority", "home_authority")
    case = get_object_or_404(wanted, public_id=public_id)
    looks.note_case(request, case)
    return case


def _get_invitation(request: Request, public_id: UUID) -> Invitation:
    visible = Invitation.objects.visible_to(caller_of(request))
    wanted = visible.select_related("local_authority", "hearing__case")
    invitation = get_object_or_404(wanted, public_id=public_id, local_authority__isnull=False)
    looks.note_case(request, invitation.hearing.case)
    return invitation


def _find_authority(case: Case, code: str) -> LocalAuthority:
    for authority in (case.authority, case.home_authority):
        if authority and authority.code == code:
            return authority
    raise Faults({"authority": ["This is no authority of this case."]})
