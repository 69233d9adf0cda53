"""Record who looked, once it is known that something was shown."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from audit.looks import record_noted
from programs.callers import name_caller

# A form that comes back shows what it is about; an edit that came too late, what is there now.
SHOWS = frozenset({200, 201, 409, 412, 422})


class RecordLooks:
    """Record what the doors noted, in the transaction of the request; refusals showed nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in SHOWS and request.user.is_authenticated:
            record_noted(request, actor=name_caller(request.user), now=timezone.now())
        return response
