"""The page on which the clerk states that the governing board has begun to meet."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hearings import access, permissions
from hearings.actions import sessions
from hearings.moves import check_listed
from hearings.pages.doors import find_hearing, read_clock, read_version, user_of


@require_http_methods(["GET", "POST"])
@login_required
def begin(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say what stating it means, then take the statement."""
    hearing, user, (now, _) = find_hearing(request, public_id), user_of(request), read_clock()
    access.check_may(permissions.BEGIN_MEETING, user, hearing.case)
    check_listed(hearing)
    sessions.check_can_begin(hearing, now=now)
    if request.method == "POST":
        sessions.begin_meeting(
            hearing_id=hearing.pk, version=read_version(request), actor=user, now=now
        )
        messages.success(request, "It is recorded that the meeting has begun.")
        return redirect("hearings:hearing", public_id=public_id)
    return render(request, "hearings/begin.html", {"hearing": hearing, "version": hearing.version})
