"""Closing a school for a day, and opening it again: what will move is shown before it does."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework.actions.calendars import (
    NOTHING_TO_CLOSE,
    close_school,
    foresee_dates,
    reopen_school,
)
from casework.deadlines import Moved
from casework.forms.closures import ClosingForm, ReopeningForm
from casework.pages.calendars import find_school, get_source, tell_moved, write_moved
from organisations.calendars import SessionDates
from organisations.closures import ClosureRefused, close_days, get_single_closures, reopen_days
from organisations.models import School, User
from organisations.working_days import get_bank_holidays

Form = ClosingForm | ReopeningForm


@require_http_methods(["GET", "POST"])
@login_required
def close(request: HttpRequest, urn: int) -> HttpResponse:
    """Ask which days and why, show what would move, and close the school once that is confirmed."""
    school, user = find_school(request, urn)
    form = ClosingForm(_posted(request), today=timezone.localdate())
    page = "casework/close_school.html"
    if not form.is_bound or not form.is_valid():
        return _ask(request, page, school, form)
    version = school.get_calendar_version()
    if version is None:
        form.add_error(None, _sentences([NOTHING_TO_CLOSE]))
        return _ask(request, page, school, form)
    try:
        dates = close_days(version, form.days, form.cause)
    except ClosureRefused as refusal:
        form.add_error("first_day", _sentences(refusal.faults))
        return _ask(request, page, school, form)
    return _show_or_do(
        request, school, user, form, dates=dates, days=form.days, reason=form.cause,
        change=close_school, page=page,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@login_required
def reopen(request: HttpRequest, urn: int) -> HttpResponse:
    """Ask which closed days are school days after all, show what would move, and do it."""
    school, user = find_school(request, urn)
    version, holidays = school.get_calendar_version(), get_bank_holidays().titles
    closed = get_single_closures(version, holidays) if version else []
    form = ReopeningForm(_posted(request), closed=closed, today=timezone.localdate())
    page = "casework/reopen_school.html"
    if version is None or not form.is_bound or not form.is_valid():
        return _ask(request, page, school, form, closed=closed)
    dates = reopen_days(version, form.reopened, holidays)
    return _show_or_do(
        request, school, user, form, dates=dates, days=form.reopened,
        reason=form.cleaned_data["why"], change=reopen_school, page=page,
    )  # fmt: skip


def _show_or_do(
    request: HttpRequest,
    school: School,
    user: User,
    form: Form,
    *,
    dates: SessionDates,
    days: Sequence[date],
    reason: str,
    change: Callable[..., list[Moved]],
    page: str,
) -> HttpResponse:
    if "confirmed" not in request.POST:
        context = {
            "school": school,
            "typed": form,
            "days": days,
            "reason": reason,
            "closes": change is close_school,
            "moved": write_moved(foresee_dates(school, dates)),
            "kept": [(name, value) for name in form.data for value in _values(form, name)],
        }
        return render(request, "casework/confirm_closure.html", context)
    moved = change(
        school=school, days=days, source=get_source(user, school), reason=reason,
        actor=user, now=timezone.now(),
    )  # fmt: skip
    tell_moved(request, moved, [])
    return redirect("casework:calendar", school.urn)


def _ask(request: HttpRequest, page: str, school: School, form: Form, **more: Any) -> HttpResponse:
    context = {"school": school, "form": form, **more}
    return render(request, page, context, status=422 if form.errors else 200)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _values(form: Form, name: str) -> list[str]:
    data: Any = form.data
    values = data.getlist(name) if hasattr(data, "getlist") else [data[name]]
    return [value for value in values if name != "csrfmiddlewaretoken"]


def _sentences(faults: Sequence[str]) -> list[str]:
    return [f"{fault[:1].upper()}{fault[1:]}" for fault in faults]
