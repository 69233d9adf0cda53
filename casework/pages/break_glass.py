"""Opening a case in an emergency, seeing what was opened, and closing it again."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from casework import access
from casework.actions import break_glass as actions
from casework.forms.break_glass import BreakGlassForm
from casework.models import BreakGlass, Case
from casework.pages.drafting import user_of
from organisations.access import get_authority, manages
from organisations.models import LocalAuthority, User
from row_security.scope import Scope, declare

NOT_THERE = "There is no such case in the area of your authority. Check the reference"


@require_http_methods(["GET", "POST"])
@login_required
def show_openings(request: HttpRequest) -> HttpResponse:
    """List what was opened by whom and why, and open a case in an emergency."""
    user, now = user_of(request), timezone.now()
    area = _find_area(user)
    posted = request.POST if request.method == "POST" else None
    form = BreakGlassForm(posted, today=timezone.localdate())
    if form.is_valid() and (glass := _open(form, user)):
        messages.success(request, "The case is open to you. The other managers are being told.")
        return redirect("casework:case", glass.case.public_id)
    openings = [(one, one.is_standing(now=now)) for one in actions.get_openings(area)]
    context = {"form": form, "authority": area, "openings": openings}
    status = 422 if form.errors else 200
    return render(request, "casework/break_glass.html", context, status=status)


@require_POST
@login_required
def close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Close an opening before its time."""
    user, now = user_of(request), timezone.now()
    found = BreakGlass.objects.filter(authority=_find_area(user))
    glass = get_object_or_404(found, public_id=public_id)
    declare(Scope(whole_service=True, at=now))  # the case may not be in their reach
    try:
        actions.mend_glass(glass_id=glass.pk, actor=user, now=now)
    finally:
        access.declare_reach(user, now=now)
    messages.success(request, "The case is closed again.")
    return redirect("casework:break_glass")


def _find_area(user: User) -> LocalAuthority:
    area = get_authority(user)
    if area is None or not manages(user, area):
        raise Http404
    return area


def _open(form: BreakGlassForm, user: User) -> BreakGlass | None:
    """Open the case that was named; None, with the reason on the form, if that is refused."""
    typed, now = form.cleaned_data, timezone.now()
    declare(Scope(whole_service=True, at=now))  # the case need not be in this manager's reach
    try:
        case = Case.objects.filter(reference=typed["reference"].strip()).first()
        if case is None or access.find_area(user, case) is None:
            form.add_error("reference", NOT_THERE)
            return None
        return actions.break_glass(
            case_id=case.pk, reason=typed["reason"], with_sealed=typed["what"] == "SEALED",
            actor=user, now=now,
        )  # fmt: skip
    except (actions.NobodyToTell, actions.NothingToOpen) as refused:
        form.add_error(None, str(refused).capitalize())
        return None
    finally:
        access.declare_reach(user, now=now)
