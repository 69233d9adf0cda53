"""What the schema page says of refusals: each one that a route can give, in the one shape."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from programs.api.once import LONGEST_KEY, OnceView
from programs.problems import MEDIA_TYPE, TITLES

EVERY_CALL = (400, 401, 403, 404, 406, 422, 429, 500, 503)
WITH_A_BODY = (409, 413, 415)
ON_A_STATE = (412, 428)
KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[ -~]+$"},
    OpenApiParameter.HEADER,
    required=True,
    description="New for each call. The same call again with it is given the same answer and does "
    "nothing twice; another call with it is refused (422).",
)
MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag of what you have read and are changing. Without it 428; if it is not "
    "as you read it any more 412, with what is there now.",
)
PROBLEM = {
    "type": "object",
    "description": "Problem details (RFC 9457). Every refusal of the API has this shape.",
    "required": ["type", "title", "status", "detail", "code", "faults", "fields"],
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "Which kind of refusal"},
        "title": {"type": "string", "description": "The kind in words"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is so this time, and what to do"},
        "code": {"type": "string", "description": "The kind, to compare with"},
        "faults": {
            "type": "object",
            "description": "What is wrong, by the name of the field that was sent",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
        "fields": {
            "type": "object",
            "description": "The same as faults, under its earlier name",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
}


class ProgramSchema(AutoSchema):
    """Says of each view which headers it asks for."""

    def get_override_parameters(self) -> list[Any]:
        changes = self.method != "GET" and isinstance(self.view, OnceView)
        matched = changes and getattr(self.view, "is_edit", False)
        return [*([KEY] if changes else []), *([MATCH] if matched else [])]


def describe_refusals(
    result: dict[str, Any], generator: Any, request: Any, public: bool
) -> dict[str, Any]:
    """Add to each operation the refusals that it can give, and to the page their shape."""
    result["components"].setdefault("schemas", {})["Problem"] = PROBLEM
    for methods in result["paths"].values():
        for method, operation in methods.items():
            for status in _find_statuses(method, operation):
                operation["responses"].setdefault(str(status), _describe(status))
    return result


def _find_statuses(method: str, operation: dict[str, Any]) -> tuple[int, ...]:
    statuses = EVERY_CALL + (WITH_A_BODY if method != "get" else ())
    names = {parameter["name"] for parameter in operation.get("parameters", [])}
    return statuses + (ON_A_STATE if "If-Match" in names else ())


def _describe(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    told: dict[str, Any] = {
        "description": TITLES[status],
        "content": {MEDIA_TYPE: {"schema": schema}},
    }
    if status in (429, 503):
        seconds = {"schema": {"type": "integer"}, "description": "Seconds to wait"}
        told["headers"] = {"Retry-After": seconds}
    return told
