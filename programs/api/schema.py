"""What the schema page says of refusals: each one that a route can give, in the one shape."""

from typing import Any

from programs.problems import MEDIA_TYPE, TITLES

EVERY_CALL = (400, 401, 403, 404, 406, 422, 429, 500, 503)
WITH_A_BODY = (409, 413, 415)
ON_A_STATE = (412, 428)
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
