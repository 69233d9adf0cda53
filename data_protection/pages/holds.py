"""What must be kept of a case and until when; legal holds, put on and released."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from casework import looks
from data_protection import access, queries
from data_protection.actions import holds
from data_protection.models import LegalHold
from data_protection.pages.asking import SAFE_OR_POST, find_case, status_of, typed, user_of
from data_protection.pages.forms import HoldForm, ReleaseForm
from data_protection.retention import find_standing


@require_GET
@login_required
def show_case(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show how long the records of one case are kept, and what holds it."""
    case, user = find_case(request, public_id)
    [standing] = find_standing([case], today=timezone.localdate())
    may_hold = access.may_hold(user, case)
    context = {
        "case": case,
        "standing": standing,
        "may_hold": may_hold,
        "may_export": access.may_export(user, case),
        "exports": queries.get_exports(case),
        "holds": queries.get_holds(case) if may_hold else [],
    }
    return render(request, "data_protection/case.html", context)


@SAFE_OR_POST
@login_required
def put_on_hold(request: HttpRequest, public_id: UUID) -> HttpResponse:
    case, user = find_case(request, public_id)
    if not access.may_hold(user, case):
        raise Http404
    form = HoldForm(typed(request), today=timezone.localdate())
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        holds.put_on_hold(case_id=case.pk, reason=reason, actor=user, now=timezone.now())
        messages.success(request, "The case is on legal hold.")
        return redirect("data_protection:case", public_id)
    context = {"case": case, "form": form}
    return render(request, "data_protection/hold.html", context, status=status_of(form))


@SAFE_OR_POST
@login_required
def release_hold(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    user = user_of(request)
    seen = LegalHold.objects.visible_to(user).select_related("case__authority", "put_by")
    hold = get_object_or_404(seen, public_id=hold_id)
    looks.note_case(request, hold.case)
    form = ReleaseForm(typed(request), today=timezone.localdate())
    if form.is_bound and form.is_valid():
        because = form.cleaned_data["because"]
        holds.release_hold(hold_id=hold.pk, because=because, actor=user, now=timezone.now())
        messages.success(request, "The hold is released.")
        return redirect("data_protection:case", hold.case.public_id)
    context = {"case": hold.case, "hold": hold, "form": form}
    return render(request, "data_protection/release.html", context, status=status_of(form))
