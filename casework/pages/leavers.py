"""Somebody leaves: what they hold, and one button that ends it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework.actions import leavers
from casework.queries import get_held_assignments
from organisations import queries
from organisations.models import User
from organisations.pages.people import find_authority


@require_http_methods(["GET", "POST"])
@login_required
def end_access(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what somebody holds here; end all of it, and say what is to be handed over."""
    authority, user = find_authority(request)
    person = get_object_or_404(User, public_id=public_id)
    held = list(queries.get_memberships(authority).filter(user=person))
    if not held:
        raise Http404
    context = {"person_shown": person, "authority": authority, "held": held}
    if request.method == "POST":
        handover = leavers.end_access(person=person, actor=user, now=timezone.now())
        return render(request, "casework/left.html", context | {"handover": handover})
    assigned = get_held_assignments(person, authority)
    cases = sorted({one.case for one in assigned}, key=lambda case: case.reference)
    return render(request, "casework/leaver.html", context | {"cases": cases})
