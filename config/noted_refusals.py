"""Each refusal is in the log: who asked for which route, and how it was answered."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from config.refused_methods import ALLOWED
from programs.callers import name_caller

logger = logging.getLogger(__name__)


class NoteRefusals:
    """
    Write a line for each answer from 400 to 499: the only trace of what somebody may not do.

    It holds the name of a route and the number of a person or program, and nothing that was typed:
    no address, for an address may be anybody's words.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if 400 <= response.status_code < 500:
            method = request.method if request.method in ALLOWED else "(another method)"
            route = _find_route(request)
            logger.warning(
                "refused %s %s %s to %s", response.status_code, method, route, _name(request)
            )
        return response


def _find_route(request: HttpRequest) -> str:
    try:  # what is refused before a view is sought has no match yet
        return (request.resolver_match or resolve(request.path_info)).view_name
    except Resolver404:
        return "(no route)"


def _name(request: HttpRequest) -> str:
    return name_caller(request.user) if request.user.is_authenticated else "a visitor"
