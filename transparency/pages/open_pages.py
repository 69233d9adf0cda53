"""What every open page of figures has in common: anybody may keep a copy and ask if it changed."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

P = ParamSpec("P")
FRESH_SECONDS = 300


def open_to_all(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """
    Serve a page that needs no sign-in, with an ETag of its content.

    Caches may keep it for five minutes; what somebody signed in sees has their name on it, so
    only their own browser may.
    """

    @wraps(view)
    def show(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_cache=True)
        else:
            patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
        return response

    return cast(
        Callable[Concatenate[HttpRequest, P], HttpResponse], require_safe(conditional_page(show))
    )
