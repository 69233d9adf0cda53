"""Who calls a view, as its permission let them in."""

from typing import cast

from rest_framework.request import Request

from programs.callers import Caller
from programs.models import May

READS_CASES = {"GET": May.READ_CASES}


def caller_of(request: Request) -> Caller:
    """Return the person or client; a view that names no client is called by persons alone."""
    return cast(Caller, request.user)
