"""Reading cases by program: what the person sees on the pages, and no more."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from casework import looks
from casework.api.faults import QueryFaults
from casework.api.shapes import CaseDetailOut, CaseOut, MessageOut, tell_case
from casework.models import Adult, Case, Deadline
from casework.states import CaseStatus
from notifications.queries import get_messages
from programs.api.callers import READS_CASES, caller_of
from programs.api.matching import answer_tagged

STATUS = OpenApiParameter(
    "status", enum=CaseStatus.values, description="Only the cases that stand there"
)


class NewestFirst(CursorPagination):
    """A page at a time, never counted."""

    page_size = 50
    ordering = ("-excluded_on", "-id")


@extend_schema(parameters=[STATUS], responses=CaseOut(many=True))
class CaseListView(ListAPIView[Case]):
    """List the cases that you see, the latest exclusion first."""

    client_may = READS_CASES
    serializer_class = CaseOut
    pagination_class = NewestFirst
    queryset = Case.objects.none()  # for the schema; what is shown is decided below

    def get_queryset(self) -> QuerySet[Case]:
        visible = Case.objects.visible_to(caller_of(self.request))
        if status := _read_status(self.request):
            visible = visible.filter(status=status)
        return visible.select_related("school", "authority", "home_authority")


class CaseView(APIView):
    """Read one case, with every deadline and the days it was counted by. The look is recorded."""

    client_may = READS_CASES

    @extend_schema(responses=CaseDetailOut)
    def get(self, request: Request, public_id: UUID) -> Response:
        case = _get_case(request, public_id)
        return answer_tagged(tell_case(case, caller_of(request)))


class MessageListView(APIView):
    """List the letters about one case, newest first: to whom, and whether they were accepted."""

    client_may = READS_CASES

    @extend_schema(responses=MessageOut(many=True))
    def get(self, request: Request, public_id: UUID) -> Response:
        case = _get_case(request, public_id)
        return Response(MessageOut(get_messages(case.stream), many=True).data)


def _read_status(request: Request) -> str:
    unknown = request.query_params.keys() - {"status", "cursor", "format"}
    faults = {name: ["Leave this out: cases are not chosen by it"] for name in sorted(unknown)}
    status: str = request.query_params.get("status", "")
    if status and status not in CaseStatus.values:
        faults["status"] = [f"Give one of {', '.join(CaseStatus.values)}, or leave it out"]
    if faults:
        raise QueryFaults(faults)
    return status


def _get_case(request: Request, public_id: UUID) -> Case:
    visible = Case.objects.open_to(caller_of(request))
    deadlines = Prefetch("deadlines", Deadline.objects.order_by("due_date", "rule_id"))
    adults = Prefetch("adults", Adult.objects.order_by("position"))
    wanted = visible.select_related(
        "school", "authority", "home_authority", "pupil", "notice_given_by", "typed_by"
    )
    case = get_object_or_404(wanted.prefetch_related(deadlines, adults), public_id=public_id)
    looks.note_case(request, case)
    return case
