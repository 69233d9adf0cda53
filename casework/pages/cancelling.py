"""The page on which a headteacher cancels an exclusion."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework.actions.cancellations import (
    CannotBeCancelled,
    cancel_exclusion,
    find_bar,
    tell_days_out,
)
from casework.days_out import DaysOut
from casework.forms.cancelling import CancelForm
from casework.models import Case
from casework.pages.cases import find_case, may_cancel
from design_system.words import capitalise

ASKED = "sessions_suspended"


@require_http_methods(["GET", "POST"])
@login_required
def cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """
    Take the reasons for cancelling an exclusion, and show the days out before it is decided.

    Where nobody has said how long the pupil was suspended, it is asked first: the sum is then
    shown, and the same answers sent again decide.
    """
    case, user = find_case(request, public_id)
    if not may_cancel(case, user):
        raise Http404
    now, today = timezone.now(), timezone.localdate()
    out = tell_days_out(case, actor=user, now=now)
    if bar := find_bar(case, out, now=now):
        if request.method == "POST":
            raise CannotBeCancelled(f"the exclusion cannot be cancelled: {bar}")
        return _show(request, case, out, bar=bar)
    form = CancelForm(
        request.POST if request.method == "POST" else None,
        asks_suspended=out.total.suspended is None,
        asks_check=bool(out.gaps),
        today=today,
    )
    if not (form.is_bound and form.is_valid()):
        return _show(request, case, out, form)
    sessions = form.cleaned_data.get(ASKED)
    out = tell_days_out(case, actor=user, now=now, sessions_suspended=sessions)
    if bar := find_bar(case, out, now=now):
        form.add_error(ASKED, f"The exclusion cannot be cancelled: {bar}")
        return _show(request, case, out, form)
    if sessions is not None and request.POST.get("shown") != str(sessions):
        return _show(request, case, out, form, shown=sessions)
    said = {"days_are_checked": False} | form.cleaned_data
    cancel_exclusion(
        case_id=case.pk, reasons=said["reasons"], sessions_suspended=sessions,
        days_are_checked=said["days_are_checked"], actor=user, now=now,
    )  # fmt: skip
    messages.success(request, "The exclusion is cancelled. The authorities are being told.")
    return redirect("casework:case", public_id)


def _show(
    request: HttpRequest,
    case: Case,
    out: DaysOut,
    form: CancelForm | None = None,
    *,
    bar: str = "",
    shown: int | None = None,
) -> HttpResponse:
    asks = form is not None and ASKED in form.fields and shown is None
    context = {
        "case": case, "form": form, "bar": bar, "days_out": out, "asks": asks, "shown": shown,
        "working": capitalise(out.total.working),
    }  # fmt: skip
    status = 422 if form and form.errors else 200
    return render(request, "casework/cancel.html", context, status=status)
