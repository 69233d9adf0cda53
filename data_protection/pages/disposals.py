"""A disposal: proposed by one manager, agreed to by another, and its certificate."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from data_protection import queries
from data_protection.actions import disposals
from data_protection.models import Disposal, DisposalState
from data_protection.pages.asking import SAFE_OR_POST, get_manager, status_of, typed
from data_protection.pages.forms import ApprovalForm, ProposalForm
from organisations.models import User

PDF = "application/pdf"


@SAFE_OR_POST
@login_required
def propose(request: HttpRequest) -> HttpResponse:
    """List what is due, and take a proposal."""
    user, authority = get_manager(request)
    today = timezone.localdate()
    due = queries.find_due(authority, today=today)
    form = ProposalForm(typed(request), due=due, today=today)
    if form.is_bound and form.is_valid():
        disposal = disposals.propose(case_ids=form.get_case_ids(), actor=user, now=timezone.now())
        messages.success(request, "Proposed. A second manager must agree before anything goes.")
        return redirect("data_protection:disposal", disposal.public_id)
    context = {"form": form, "due": due, "authority": authority}
    return render(request, "data_protection/propose.html", context, status=status_of(form))


@require_GET
@login_required
def show(request: HttpRequest, disposal_id: UUID) -> HttpResponse:
    disposal, user = _find(request, disposal_id)
    form = ApprovalForm(today=timezone.localdate())
    return _show(request, disposal, user, form)


@require_POST
@login_required
def approve(request: HttpRequest, disposal_id: UUID) -> HttpResponse:
    disposal, user = _find(request, disposal_id)
    form = ApprovalForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return _show(request, disposal, user, form)
    disposals.approve(disposal_id=disposal.pk, actor=user, now=timezone.now())
    messages.success(request, "Agreed. The cases are being disposed of.")
    return redirect("data_protection:disposal", disposal_id)


@require_POST
@login_required
def withdraw(request: HttpRequest, disposal_id: UUID) -> HttpResponse:
    disposal, user = _find(request, disposal_id)
    disposals.withdraw(disposal_id=disposal.pk, actor=user, now=timezone.now())
    messages.success(request, "Withdrawn. Every case stays.")
    return redirect("data_protection:disposal", disposal_id)


@require_GET
@login_required
def send_certificate(request: HttpRequest, disposal_id: UUID) -> HttpResponse:
    """Send the certificate as PDF, once a worker has drawn it."""
    disposal, _ = _find(request, disposal_id)
    if disposal.pdf is None:
        raise Http404
    name = f"disposal-{disposal.digest[:12]}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(bytes(disposal.pdf), content_type=PDF, headers=headers)


def _show(request: HttpRequest, disposal: Disposal, user: User, form: ApprovalForm) -> HttpResponse:
    context = {
        "disposal": disposal,
        "items": disposal.items.order_by("reference"),
        "form": form,
        "is_open": disposal.state == DisposalState.PROPOSED,
        "is_mine": disposal.proposed_by_id == user.pk,
    }
    return render(request, "data_protection/disposal.html", context, status=status_of(form))


def _find(request: HttpRequest, disposal_id: UUID) -> tuple[Disposal, User]:
    user, _ = get_manager(request)
    seen = Disposal.objects.visible_to(user)
    related = seen.select_related("authority", "proposed_by", "decided_by")
    return get_object_or_404(related, public_id=disposal_id), user
