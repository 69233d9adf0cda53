"""Letting the board's limit run on after extraordinary events: asked, shown, and kept."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework import access
from casework.actions.extensions import (
    extend_for_extraordinary_events,
    find_bar,
    get_last_day,
)
from casework.actions.facts import DayChanged
from casework.board_limit import find_ordinary_limit
from casework.facts import get_stated
from casework.forms.extensions import ExtensionForm
from casework.models import Case
from casework.pages.cases import find_case
from casework.pages.shifts import foresee_shifts, keep_typed
from design_system.words import write_day
from organisations.models import User
from statute.facts import Fact


@require_http_methods(["GET", "POST"])
@login_required
def extend(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask what happened and until when, show which deadline is replaced, and keep it."""
    case, user = find_case(request, public_id)
    if not access.keeps_board_record(user, case):
        raise Http404
    today = timezone.localdate()
    if bar := find_bar(case, today=today):
        status = 409 if request.method == "POST" else 200
        return render(request, "casework/extend.html", {"case": case, "bar": bar}, status=status)
    typed = request.POST if request.method == "POST" else None
    form = ExtensionForm(typed, case=case, today=today)
    if not form.is_bound or not form.is_valid() or "change" in request.POST:
        return _ask(request, form)
    seen = _read_seen(request)
    if "confirmed" in request.POST:
        return _do(request, form, user, seen)
    if seen != get_last_day(case):
        return _ask(request, form, status=409)
    return _show(request, form)


def _ask(request: HttpRequest, form: ExtensionForm, *, status: int = 200) -> HttpResponse:
    """Show the form as it was typed, beside the last day on record now, and what changed since."""
    last_day = get_last_day(form.case)
    context = {
        "case": form.case,
        "form": form,
        "ordinary": find_ordinary_limit(form.case),
        "set_before": _get_set(form.case),
        "last_day": last_day,
        "changed": form.is_bound and _read_seen(request) != last_day,
        "seen": _read_seen(request),
    }
    return render(request, "casework/extend.html", context, status=422 if form.errors else status)


def _show(request: HttpRequest, form: ExtensionForm) -> HttpResponse:
    extended_to = form.cleaned_data["extended_to"]
    context = {
        "case": form.case,
        "ordinary": find_ordinary_limit(form.case),
        "set_before": _get_set(form.case),
        "extended_to": extended_to,
        "reason": form.cleaned_data["reason"],
        "shifts": foresee_shifts(form.case, Fact.BOARD_EXTENDED_TO, extended_to),
        "kept": keep_typed(request),
    }
    return render(request, "casework/confirm_extension.html", context)


def _do(request: HttpRequest, form: ExtensionForm, user: User, seen: date | None) -> HttpResponse:
    extended_to = form.cleaned_data["extended_to"]
    try:
        extend_for_extraordinary_events(
            case_id=form.case.pk,
            extended_to=extended_to,
            on_record=seen,
            reason=form.cleaned_data["reason"],
            actor=user,
            now=timezone.now(),
        )
    except DayChanged:
        return _ask(request, form, status=409)
    messages.success(
        request, f"The limit runs on. The board must meet by {write_day(extended_to)}."
    )
    return redirect("casework:case", form.case.public_id)


def _get_set(case: Case) -> date | None:
    """Return the day that was set in the place of the ordinary limit, if one was."""
    return get_stated(case).get(Fact.BOARD_EXTENDED_TO)


def _read_seen(request: HttpRequest) -> date | None:
    """Return the last day on record when the page was opened; None if it is no day."""
    try:
        return date.fromisoformat(request.POST.get("seen", ""))
    except ValueError:
        return None
