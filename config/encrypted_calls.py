"""A program that calls in plain text is refused, not sent on: its secret was already read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from config.problem_answers import answer_problem

DETAIL = "Call this over https. Change the secret that you sent: anybody may have read it."


class RefusePlainCalls:
    """
    Where the service is reached over https, refuse a call of the API that was not.

    A page is sent on to https (SecurityMiddleware), for a person follows a link. A program that was
    sent on would go on sending its secret in plain text, and nobody would notice.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        of_api = request.path.startswith("/api/")
        if of_api and settings.SECURE_SSL_REDIRECT and not request.is_secure():
            return answer_problem(403, detail=DETAIL)
        return self.get_response(request)
