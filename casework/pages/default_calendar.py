"""The school days of an authority, which count for its schools that have supplied none."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework.actions.calendars import change_default_dates
from casework.forms.calendars import CalendarForm
from casework.pages.calendars import MOVED, get_months, tell_moved, tell_reach
from organisations import access
from organisations.models import User
from organisations.queries import count_schools_without_days


@require_http_methods(["GET", "POST"])
@login_required
def keep_default(request: HttpRequest) -> HttpResponse:
    """Show the authority's own people its days, and take new ones from a file."""
    user = cast(User, request.user)
    authority = access.get_authority(user)
    if authority is None:
        raise Http404
    now = timezone.now()
    today = timezone.localdate(now)
    if request.method == "POST":
        form = CalendarForm(request.POST, request.FILES, today=today, owner=authority)
        if form.is_valid() and form.read:
            moved = change_default_dates(
                authority=authority,
                dates=form.read.dates,
                reason=form.cleaned_data["reason"],
                actor=user,
                now=now,
            )
            tell_moved(request, moved, form.read.warnings)
            return redirect("casework:default_calendar")
    else:
        form = CalendarForm(today=today, owner=authority)
    version = authority.calendar_versions.order_by("-number").first()
    context = {
        "authority": authority,
        "version": version,
        "reach": tell_reach(version.known_until, today) if version else None,
        "months": get_months(version) if version else [],
        "schools_without": count_schools_without_days(authority),
        "form": form,
        "moved": request.session.pop(MOVED, None),
    }
    status = 422 if form.errors else 200
    return render(request, "casework/default_calendar.html", context, status=status)
