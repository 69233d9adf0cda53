"""Choosing which of several authorities to act for, for as long as one is signed in."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from organisations import access
from organisations.models import User

ACTING_FOR = "acting_for"  # in the session: the id of an authority


@require_http_methods(["GET", "POST"])
@login_required
def choose_authority(request: HttpRequest) -> HttpResponse:
    """Let somebody who works for two authorities choose; nobody else has this page."""
    user = cast(User, request.user)
    authorities = access.get_authorities(user)
    if len(authorities) < 2:
        raise Http404
    if request.method == "POST":
        chosen = next((a for a in authorities if a.code == request.POST.get("authority")), None)
        if chosen is None:
            raise Http404
        request.session[ACTING_FOR] = chosen.pk
        return redirect("/")
    now_for = access.get_authority(user)
    context = {"authorities": authorities, "acting_for": now_for}
    return render(request, "organisations/acting_for.html", context)
