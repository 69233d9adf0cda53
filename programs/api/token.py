"""Where a client asks for a token."""

from typing import Any, cast

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from programs.api.parsers import LimitedFormParser
from programs.api.throttles import TokenThrottle
from programs.grant import answer_request


class TokenIn(serializers.Serializer[Any]):
    """As RFC 6749, section 4.4.2. The id and secret may come by HTTP Basic instead."""

    grant_type = serializers.ChoiceField(["client_credentials"])
    scope = serializers.CharField(
        required=False, help_text="Fewer than all that the system may do, with spaces between"
    )
    client_id = serializers.CharField(required=False)
    client_secret = serializers.CharField(required=False)


class TokenOut(serializers.Serializer[Any]):
    access_token = serializers.CharField(help_text="Send it as Authorization: Bearer …")
    token_type = serializers.CharField()
    expires_in = serializers.IntegerField(help_text="Seconds")
    scope = serializers.CharField()


class RefusedOut(serializers.Serializer[Any]):
    """As RFC 6749, section 5.2."""

    error = serializers.CharField()
    error_description = serializers.CharField(required=False)


class TokenView(APIView):
    """Get a token for the secret of a system. OAuth 2 says what the answers look like."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    parser_classes = (LimitedFormParser,)
    throttle_classes = (TokenThrottle,)

    @extend_schema(
        request={"application/x-www-form-urlencoded": TokenIn},
        responses={
            200: TokenOut,
            400: OpenApiResponse(RefusedOut, "The request is not as it should be"),
            401: OpenApiResponse(RefusedOut, "The id or the secret is not right"),
        },
    )
    def post(self, request: Request) -> Response:
        form = cast(QueryDict, request.data)
        sent = [(name, one) for name, values in form.lists() for one in values]
        query = "?query" if request.META.get("QUERY_STRING") else ""
        answer = answer_request(
            f"{request.path}{query}",
            sent,
            request.headers.get("Authorization", ""),
            lasts=settings.API_TOKEN_LASTS,
            now=timezone.now(),
        )
        return Response(answer.values, status=answer.status, headers=answer.headers)
