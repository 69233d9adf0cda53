"""The list that the ``type`` of each refusal of the API points into."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from config.refusals import STATUS_OF, title_of
from programs.problems import CODES, TITLES


class ProblemKindOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    status = serializers.IntegerField()
    title = serializers.CharField()


class ProblemListView(APIView):
    """List the refusals that are of this service's own subject, and the general ones."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(responses=ProblemKindOut(many=True))
    def get(self, request: Request) -> Response:
        general = [(CODES[status], status, title) for status, title in TITLES.items()]
        own = [(kind.__name__, status, title_of(kind)) for kind, status in STATUS_OF.items()]
        listed = [
            {"code": code, "status": status, "title": title}
            for code, status, title in sorted({*general, *own})
        ]
        return Response(ProblemKindOut(listed, many=True).data)
