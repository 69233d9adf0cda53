"""Correcting a day on record: asked, shown before it moves anything, and done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework import access
from casework.actions.facts import DayChanged, correct_fact
from casework.forms.corrections import CorrectionForm
from casework.pages.cases import find_case
from casework.pages.shifts import Shift, count_shifts, foresee_shifts, keep_typed
from casework.states import ENDED
from casework.wording import TRIGGERS
from design_system.words import capitalise, write_day
from organisations.models import User
from statute.facts import Fact


@dataclass(frozen=True, slots=True)
class Difference:
    """One day that somebody else changed meanwhile: what happened, and both days in words."""

    label: str
    words: str


@require_http_methods(["GET", "POST"])
@login_required
def correct(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask which day is wrong, show what would move, and correct it once that is confirmed."""
    case, user = find_case(request, public_id)
    if not access.keeps_record(user, case):
        raise Http404
    if case.status in ENDED:
        status = 409 if request.method == "POST" else 200
        return render(
            request, "casework/correct.html", {"case": case, "ended": True}, status=status
        )
    typed = request.POST if request.method == "POST" else None
    form = CorrectionForm(typed, case=case, today=timezone.localdate())
    if not form.is_bound or not form.is_valid() or "change" in request.POST:
        return _ask(request, form)
    seen = _read_seen(request.POST).get(form.chosen)
    if "confirmed" in request.POST:
        return _do(request, form, user, seen)
    if seen != form.on_record[form.chosen]:
        return _ask(request, form, status=409)
    return _show(request, form)


def _ask(request: HttpRequest, form: CorrectionForm, *, status: int = 200) -> HttpResponse:
    """Show the form as it was typed, on the days that are on record now, and what changed since."""
    context = {
        "case": form.case,
        "form": form,
        "on_record": form.on_record,
        "changed": _find_changed(request, form) if form.is_bound else [],
    }
    return render(request, "casework/correct.html", context, status=422 if form.errors else status)


def _show(request: HttpRequest, form: CorrectionForm) -> HttpResponse:
    context = {
        "case": form.case,
        "fact": capitalise(TRIGGERS[form.chosen]),
        "before": form.on_record[form.chosen],
        "after": form.cleaned_data["right_day"],
        "reason": form.cleaned_data["reason"],
        "shifts": _foresee(form),
        "kept": keep_typed(request),
    }
    return render(request, "casework/confirm_correction.html", context)


def _do(request: HttpRequest, form: CorrectionForm, user: User, seen: date | None) -> HttpResponse:
    shifts = _foresee(form)
    try:
        correct_fact(
            case_id=form.case.pk,
            fact=form.chosen,
            on_record=seen,
            happened_on=form.cleaned_data["right_day"],
            reason=form.cleaned_data["reason"],
            actor=user,
            now=timezone.now(),
        )
    except DayChanged:
        again = CorrectionForm(request.POST, case=form.case, today=form.today)
        return _ask(request, again, status=409)
    messages.success(request, f"The day is corrected. {count_shifts(shifts)}")
    return redirect("casework:case", form.case.public_id)


def _foresee(form: CorrectionForm) -> list[Shift]:
    return foresee_shifts(form.case, form.chosen, form.cleaned_data["right_day"])


def _read_seen(posted: Mapping[str, str]) -> dict[Fact, date]:
    """Return the days that were on record when the page was opened; what is no day is left out."""
    seen = {}
    for fact in Fact:
        try:
            seen[fact] = date.fromisoformat(posted.get(f"seen-{fact}", ""))
        except ValueError:
            continue
    return seen


def _find_changed(request: HttpRequest, form: CorrectionForm) -> list[Difference]:
    seen = _read_seen(request.POST)
    return [
        Difference(capitalise(TRIGGERS[fact]), _tell_both(seen.get(fact), day))
        for fact, day in form.on_record.items()
        if seen.get(fact) != day
    ]


def _tell_both(seen: date | None, day: date) -> str:
    was = (
        f"it was {write_day(seen)} when you opened the page" if seen else "it was not there before"
    )
    return f"{write_day(day)} is on record now; {was}"
