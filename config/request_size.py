from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from design_system.words import write_size


class RefuseHugeRequests:
    """
    Answer a request that says it is far too large, before anything reads it.

    A file a little too large is read and told in its form; see ``design_system.uploads``.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.META.get("CONTENT_LENGTH") or "0"
        if not told.isdecimal() or int(told) > settings.REQUEST_MAX_BYTES:
            limit = {"limit": write_size(settings.UPLOAD_MAX_BYTES)}
            return render(request, "413.html", limit, status=413)
        return self.get_response(request)
