"""The views that change something: each call needs a key of its own, and counts once."""

import json
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from programs import once
from programs.api.callers import caller_of
from programs.callers import name_caller
from programs.models import KeptAnswer

LONGEST_KEY = 64
KEPT_HEADERS = ("Content-Type", "ETag")
AGAIN = "Idempotent-Replayed"


class KeyNeeded(APIException):
    """The call came without a key, or with one that cannot be kept."""

    status_code = 400
    default_code = "key_needed"
    default_detail = (
        "Send a header Idempotency-Key with text of your own that is new for each call, at most "
        f"{LONGEST_KEY} plain characters: when you send the same again with it, nothing is done "
        "twice."
    )


class AnsweredBefore(Exception):
    """The same call came before; this is its answer."""

    def __init__(self, answer: once.Answer) -> None:
        super().__init__()
        self.response = HttpResponse(answer.body, status=answer.status, headers={**answer.headers})
        self.response.headers[AGAIN] = "true"


class OnceView(APIView):
    """
    Let each POST take effect once for each Idempotency-Key of its caller.

    The same call again is given the same answer. A refusal is not kept: nothing happened.
    """

    claimed: tuple[KeptAnswer, once.Call] | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method == "POST":
            self._claim(request)

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, AnsweredBefore):
            return exc.response  # type: ignore[return-value]  # finished below like any other
        return super().handle_exception(exc)

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        finished = super().finalize_response(request, response, *args, **kwargs)
        if self.claimed:
            _settle(*self.claimed, finished)
        return finished

    def _claim(self, request: Request) -> None:
        key = request.headers.get("Idempotency-Key", "")
        if not key or len(key) > LONGEST_KEY or not key.isprintable():
            raise KeyNeeded
        told = f"{request.method} {request.get_full_path()} {digest_body(request)}"
        call = once.Call(name_caller(caller_of(request)), key, told)
        found = once.claim(call, now=timezone.now())
        if isinstance(found, once.Answer):
            raise AnsweredBefore(found)
        self.claimed = (found, call)


def digest_body(request: Request) -> str:
    """Return the digest of what was sent, whatever the order of its names or its boundary."""
    data = request.data
    if not hasattr(data, "lists"):
        return sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
    told = [(name, [_tell(one) for one in values]) for name, values in sorted(data.lists())]
    return sha256(json.dumps(told).encode()).hexdigest()


def _tell(value: object) -> str:
    if not isinstance(value, UploadedFile):
        return str(value)
    content = sha256()
    for chunk in value.chunks():
        content.update(chunk)
    value.seek(0)
    return f"{value.name} {value.content_type} {content.hexdigest()}"


def _settle(row: KeptAnswer, call: once.Call, response: HttpResponseBase) -> None:
    if response.status_code >= 400 or not isinstance(response, Response):
        once.give_up(row)
        return
    response.render()
    headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    once.keep(row, call, once.Answer(response.status_code, headers, response.content))
