"""Who did what in a case, and who looked at it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework import access, history
from casework.pages.cases import find_case

DIGITS = 9  # of an event's number; more is no number of ours


@require_GET
@login_required
def show_trail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List every event of one case, looks among them, newest first, a hundred to a page."""
    case, user = find_case(request, public_id)
    if not access.may_read_trail(user, case):
        raise Http404
    before = _read_number(request.GET.get("before", ""))
    context = {"case": case, "page": history.get_trail(case, before=before), "before": before}
    return render(request, "casework/trail.html", context)


def _read_number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= DIGITS else None
