"""The page on which the authority records that an exclusion stands."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework.actions.conclusions import NotYetConcluded, conclude
from casework.pages.cases import find_case, may_conclude
from design_system.fields import DateField, RadioField
from design_system.forms import PageForm

TIME, WAIVED = "TIME", "WAIVED"
GROUNDS = (
    (TIME, "The time to apply for a review has passed, and nobody has applied"),
    (WAIVED, "The family has said in writing that it will not apply"),
)


class ConclusionForm(PageForm):
    """Why nothing more can be decided about the exclusion."""

    ground = RadioField(
        what="why the exclusion stands",
        label="Why does the exclusion stand?",
        choices=GROUNDS,
        hints={WAIVED: "Such a statement is final"},
        reveals={WAIVED: ["waived_on"]},
    )
    waived_on = DateField(
        what="the date of the statement", when="past", label="When is the statement dated?"
    )

    def get_waived_on(self) -> date | None:
        """Return the day of the written statement, or None where time has passed."""
        answers: dict[str, Any] = self.cleaned_data
        return cast(date, answers["waived_on"]) if answers["ground"] == WAIVED else None


@require_http_methods(["GET", "POST"])
@login_required
def show_conclusion(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the ground on which the exclusion stands."""
    case, user = find_case(request, public_id)
    if not may_conclude(case, user):
        raise Http404
    form = ConclusionForm(request.POST or None, today=timezone.localdate())
    if form.is_bound and form.is_valid():
        try:
            conclude(
                case_id=case.pk, waived_on=form.get_waived_on(), actor=user, now=timezone.now()
            )
        except NotYetConcluded as refusal:
            form.add_error("ground", f"This cannot be recorded yet: {refusal}")
        else:
            return redirect("casework:case", public_id=public_id)
    status = 422 if form.is_bound else 200
    context = {"case": case, "form": form}
    return render(request, "casework/conclude.html", context, status=status)
