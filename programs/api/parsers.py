"""What is sent is read up to a limit, and not beyond."""

from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from rest_framework.exceptions import APIException
from rest_framework.parsers import BaseParser, FormParser, JSONParser


class TooLarge(APIException):
    """The body is larger than what is read."""

    status_code = 413
    default_code = "too_large"
    default_detail = "That is too large to send. Nothing was saved."


class _Limited(BaseParser):
    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        told = (parser_context or {})["request"].META.get("CONTENT_LENGTH") or "0"
        if not told.isdecimal() or int(told) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise TooLarge
        return super().parse(stream, media_type, parser_context)


class LimitedJSONParser(_Limited, JSONParser):
    """JSON of at most DATA_UPLOAD_MAX_MEMORY_SIZE."""


class LimitedFormParser(_Limited, FormParser):
    """A form of at most as much."""
