"""Saying that a duty was done."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework import access
from casework.actions import duties
from casework.forms.education import DoneForm
from casework.pages.cases import find_case
from casework.rulebook import get_rule
from casework.wording import tell_subject


@require_http_methods(["GET", "POST"])
@login_required
def record_done(request: HttpRequest, public_id: UUID, rule_id: str) -> HttpResponse:
    """Take the day on which a duty was done that nothing else records."""
    case, user = find_case(request, public_id)
    row = get_object_or_404(case.deadlines, rule_id=rule_id)
    rule = get_rule(rule_id)
    if not (duties.is_open_by_hand(row) and access.may_record_done(user, case, rule.owed_by)):
        raise Http404
    typed = request.POST if request.method == "POST" else None
    form = DoneForm(typed, today=timezone.localdate())
    if form.is_bound and form.is_valid():
        try:
            duties.record_done(
                case_id=case.pk,
                rule_id=rule_id,
                done_on=form.cleaned_data["done_on"],
                actor=user,
                now=timezone.now(),
            )
        except duties.CannotBeDone as fault:
            form.add_error("done_on", f"{str(fault)[:1].upper()}{str(fault)[1:]}")
        else:
            messages.success(request, "It is recorded as done.")
            return redirect("casework:case", public_id)
    context = {"case": case, "form": form, "subject": tell_subject(rule_id), "rule": rule}
    return render(request, "casework/duty_done.html", context, status=422 if form.errors else 200)
