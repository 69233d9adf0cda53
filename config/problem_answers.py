"""What is refused below /api/ before or after a view is reached is a problem too, never a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from programs.problems import MEDIA_TYPE, make_problem

RETRY_SECONDS = "30"


class ProblemAnswers:
    """Give every refused call of the API the one shape; what has it already is left as it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        of_api = request.path.startswith("/api/")
        if not of_api or response.status_code < 400 or "json" in response.get("Content-Type", ""):
            return response
        return answer_problem(response.status_code)


def answer_problem(status: int, *, code: str = "", detail: str = "") -> JsonResponse:
    """Return a refusal outside any view."""
    problem = make_problem(status, code=code, detail=detail)
    answer = JsonResponse(problem, status=status, content_type=MEDIA_TYPE)
    if status == 503:
        answer["Retry-After"] = RETRY_SECONDS
    return answer
