"""What is edited is read first: ETag on what is shown, If-Match on what changes it."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from rest_framework.exceptions import APIException
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response


class MatchNeeded(APIException):
    """The edit does not say which state of the thing it is of."""

    status_code = 428
    default_code = "if_match_needed"
    default_detail = (
        "Read it first, and send the ETag of that answer in a header If-Match: so nobody writes "
        "over what they have not seen."
    )


class Stale(APIException):
    """It is not as it was when it was read; ``sent`` and ``now`` are both in the answer."""

    status_code = 412
    default_code = "stale"
    default_detail = (
        "It was changed after you read it. Nothing was saved. Compare what you sent with what is "
        "there now, and send it again with the ETag of this answer if it is still right."
    )

    def __init__(self, sent: object, now: object) -> None:
        super().__init__()
        self.more: Mapping[str, object] = {"sent": sent, "now": now}
        self.headers = {"ETag": tag_of(now)}


def tag_of(shown: object) -> str:
    """Return the ETag of what is shown: it changes whenever any of it does."""
    drawn: bytes = JSONRenderer().render(shown)
    return f'"{sha256(drawn).hexdigest()[:32]}"'


def answer_tagged(shown: Any, *, status: int = 200) -> Response:
    """Return what is shown, with its ETag."""
    return Response(shown, status=status, headers={"ETag": tag_of(shown)})


def check_match(request: Request, shown: object) -> None:
    """
    Let an edit pass only if its caller has read what is ``shown`` now. Call it under the lock.

    :raises MatchNeeded: if the call has no If-Match, or one that would match anything.
    :raises Stale: if it is of another state.
    """
    sent = [one.strip() for one in request.headers.get("If-Match", "").split(",")]
    if not any(sent) or "*" in sent:
        raise MatchNeeded
    if tag_of(shown) not in sent:
        raise Stale(request.data, shown)
