"""How many pages a person may ask for: more than anybody reads, less than a copy of everything."""

import time
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from redis import RedisError

from organisations.models import User

WINDOW_SECONDS = 60


class PageLimit:
    """
    Answer 429 to whoever asks for more than PAGES_PER_MINUTE, whichever process answers.

    Counted by person, never by address: a council is behind one. Calls of the API have limits of
    their own (``programs.api.throttles``). While the broker that counts is away nothing is counted:
    a limit is not worth a lost notice.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User) and not request.path.startswith("/api/") and _is_over(user):
            refused = render(request, "too_many_pages.html", status=429)
            refused["Retry-After"] = str(WINDOW_SECONDS)
            return refused
        return self.get_response(request)


def _is_over(user: User) -> bool:
    counts = caches["throttles"]
    key = f"pages/{user.pk}/{int(time.time()) // WINDOW_SECONDS}"
    try:
        counts.add(key, 0, timeout=2 * WINDOW_SECONDS)
        return counts.incr(key) > settings.PAGES_PER_MINUTE
    except (RedisError, ValueError):  # ValueError: the count was dropped meanwhile
        return False
