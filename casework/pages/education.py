"""Recording education while the pupil is out: an offer, the answer, the day it began."""

from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework import access
from casework.actions import education
from casework.forms.education import AnswerForm, OfferForm, StartForm
from casework.models import Case, EducationOffer, OfferAnswer
from casework.pages.cases import find_case
from design_system.forms import PageForm
from organisations.models import User

Asked = TypeVar("Asked", bound=PageForm)
GET_AND_POST = require_http_methods(["GET", "POST"])


@GET_AND_POST
@login_required
def offer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take one place that was offered."""
    case, user = _find(request, public_id)
    form = _fill(request, OfferForm)
    if form.is_bound and form.is_valid():
        try:
            education.offer_education(
                case_id=case.pk, **form.cleaned_data, actor=user, now=timezone.now()
            )
        except education.DayNotPossible as fault:
            form.add_error(None, _sentence(fault))
        else:
            messages.success(request, "The offer is recorded.")
            return redirect("casework:case", public_id)
    return _ask(request, case, form, "Record an offer of education")


@GET_AND_POST
@login_required
def answer(request: HttpRequest, public_id: UUID, offer_id: UUID) -> HttpResponse:
    """Take what the family said to an offer."""
    case, user = _find(request, public_id)
    offered = get_object_or_404(case.education_offers, public_id=offer_id)
    form = _fill(request, AnswerForm)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            education.answer_offer(
                offer_id=offered.pk,
                accepted=given["answer"] == OfferAnswer.ACCEPTED,
                reason=given["reason"] or "",
                answered_on=given["answered_on"],
                actor=user,
                now=timezone.now(),
            )
        except education.DayNotPossible as fault:
            form.add_error("answered_on", _sentence(fault))
        else:
            messages.success(request, "The family’s answer is recorded.")
            return redirect("casework:case", public_id)
    return _ask(request, case, form, "Record the family’s answer", offered)


@GET_AND_POST
@login_required
def start(request: HttpRequest, public_id: UUID, offer_id: UUID) -> HttpResponse:
    """Take the day on which education began."""
    case, user = _find(request, public_id)
    offered = get_object_or_404(case.education_offers, public_id=offer_id)
    form = _fill(request, StartForm)
    if form.is_bound and form.is_valid():
        began = form.cleaned_data["started_on"]
        try:
            education.start_education(
                offer_id=offered.pk, started_on=began, actor=user, now=timezone.now()
            )
        except education.DayNotPossible as fault:
            form.add_error("started_on", _sentence(fault))
        else:
            messages.success(request, "It is recorded that education began.")
            return redirect("casework:case", public_id)
    return _ask(request, case, form, "Record that education began", offered)


def _find(request: HttpRequest, public_id: UUID) -> tuple[Case, User]:
    case, user = find_case(request, public_id)
    if not access.may_arrange_education(user, case):
        raise Http404
    return case, user


def _fill(request: HttpRequest, kind: type[Asked]) -> Asked:
    return kind(request.POST if request.method == "POST" else None, today=timezone.localdate())


def _ask(
    request: HttpRequest,
    case: Case,
    form: PageForm,
    title: str,
    offered: EducationOffer | None = None,
) -> HttpResponse:
    context = {"case": case, "form": form, "title": title, "offer": offered}
    status = 422 if form.errors else 200
    return render(request, "casework/education.html", context, status=status)


def _sentence(fault: Exception) -> str:
    return f"{str(fault)[:1].upper()}{str(fault)[1:]}"
