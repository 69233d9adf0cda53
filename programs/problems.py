"""What every refusal of the API looks like: problem details (RFC 9457), the faults by field."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "The request cannot be read.",
    401: "It is not known who calls.",
    403: "This is not for you to do.",
    404: "There is nothing here, or it is not yours.",
    405: "This cannot be done here.",
    406: "The answer comes as JSON only.",
    409: "This cannot be done as things stand.",
    410: "This is there no more.",
    412: "It was changed after you read it.",
    413: "That is too large to send.",
    415: "This kind of content is not read here.",
    422: "What was sent has faults. Nothing was saved.",
    428: "Say which state of it you have read.",
    429: "That is too many calls in a short time.",
    500: "Something went wrong here. Nothing was saved.",
    503: "The service cannot answer at present. Nothing was saved.",
}
CODES = {
    400: "bad_request",
    401: "not_authenticated",
    403: "permission_denied",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    409: "conflict",
    410: "gone",
    412: "stale",
    413: "too_large",
    415: "unsupported_media_type",
    422: "invalid",
    428: "if_match_needed",
    429: "throttled",
    500: "error",
    503: "unavailable",
}

Faults = Mapping[str, Sequence[str]]


def make_problem(
    status: int,
    *,
    code: str = "",
    title: str = "",
    detail: str = "",
    faults: Faults | None = None,
    more: Mapping[str, object] | None = None,
) -> dict[str, Any]:
    """
    Return the body of a refusal. Nothing of a case may be in it, unless its route says so.

    ``fields`` has the same as ``faults``, for programs written before.
    """
    code = code or CODES.get(status, "refused")
    title = title or TITLES.get(status, "This was refused.")
    return {
        "type": f"{settings.BASE_URL}/api/v1/problems/#{code}",
        "title": title,
        "status": status,
        "detail": detail or title,
        "code": code,
        "faults": dict(faults or {}),
        "fields": dict(faults or {}),
        **(more or {}),
    }
