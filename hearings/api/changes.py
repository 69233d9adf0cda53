"""The clerk's changes of a hearing by program: moving it and cancelling it."""

from typing import Any, cast
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from casework import looks
from hearings import access, permissions
from hearings.actions import listings
from hearings.api.faults import Faults, read
from hearings.api.shapes import OF_AUTHORITIES, CancelIn, HearingOut, MoveIn
from hearings.listing import find_listing_faults, find_unweighed
from hearings.models import Hearing
from hearings.moves import lock_hearing
from hearings.queries import get_hearings
from organisations.models import User
from programs.api.callers import READS_CASES, caller_of
from programs.api.matching import answer_tagged, check_match
from programs.api.once import OnceView


class HearingView(APIView):
    """Read one hearing."""

    client_may = READS_CASES

    @extend_schema(responses=HearingOut)
    def get(self, request: Request, public_id: UUID) -> Response:
        return answer_tagged(_tell(_get_hearing(request, public_id)))


class MoveView(OnceView):
    """
    Give a listed hearing another time or place; everybody told before is told again.

    What is lawful and yet to be weighed is answered as a fault of ``weighed`` first: send each such
    sentence back under that name if the hearing is to be moved all the same. If-Match is the
    hearing's.
    """

    is_edit = True

    @extend_schema(request=MoveIn, responses=HearingOut)
    def post(self, request: Request, public_id: UUID) -> Response:
        hearing, user, now = _get_hearing(request, public_id), _user(request), timezone.now()
        access.check_may(permissions.MOVE_HEARING, user, hearing.case)
        hearing = _lock_as_read(request, hearing)
        sent = MoveIn(data=request.data)
        typed = read(sent)
        faults: dict[str, list[str]] = {}
        for fault in find_listing_faults(hearing.case, sent.proposal, now=now):
            faults.setdefault(FIELD_OF.get(fault.about, fault.about), []).append(fault.told)
        unweighed = find_unweighed(hearing.case, sent.proposal, now=now)
        if left := [told for told in unweighed if told not in typed["weighed"]]:
            faults["weighed"] = left
        if faults:
            raise Faults(faults)
        moved = listings.move_hearing(
            hearing_id=hearing.pk,
            proposal=sent.proposal,
            version=hearing.version,
            actor=user,
            now=now,
        )
        return _answer(moved)


class CancelView(OnceView):
    """Cancel a listed hearing; everybody who was told of it is told so. If-Match is its own."""

    is_edit = True

    @extend_schema(request=CancelIn, responses=HearingOut)
    def post(self, request: Request, public_id: UUID) -> Response:
        hearing, user = _get_hearing(request, public_id), _user(request)
        access.check_may(permissions.VACATE_HEARING, user, hearing.case)
        hearing = _lock_as_read(request, hearing)
        typed = read(CancelIn(data=request.data))
        cancelled = listings.vacate_hearing(
            hearing_id=hearing.pk,
            reason=typed["reason"],
            in_error=typed["in_error"],
            version=hearing.version,
            actor=user,
            now=timezone.now(),
        )
        return _answer(cancelled)


FIELD_OF = {"day": "starts_at", "starts": "starts_at", "ends": "ends_at"}


def _user(request: Request) -> User:
    return cast(User, request.user)


def _get_hearing(request: Request, public_id: UUID) -> Hearing:
    visible = Hearing.objects.visible_to(caller_of(request))
    hearing = get_object_or_404(visible.select_related("case__school"), public_id=public_id)
    looks.note_case(request, hearing.case)
    return hearing


def _lock_as_read(request: Request, hearing: Hearing) -> Hearing:
    """Return the hearing, locked, if the caller has read it as it is now."""
    lock_hearing(hearing.pk)
    hearing = _get_hearing(request, hearing.public_id)
    check_match(request, _tell(hearing))
    return hearing


def _tell(hearing: Hearing) -> Any:
    one = get_hearings(hearing.case).filter(pk=hearing.pk).prefetch_related(OF_AUTHORITIES)
    return HearingOut(one.get()).data


def _answer(hearing: Hearing) -> Response:
    return answer_tagged(_tell(hearing))
