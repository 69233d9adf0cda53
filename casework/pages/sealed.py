"""What is sealed on a case: what there is, one more, and one value opened, once."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from casework import access, permissions, sealing
from casework.actions import sealed
from casework.forms.sealed import SealForm
from casework.models import Case, SealedKind, SealedValue
from casework.pages.cases import find_case
from organisations.models import User


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def list_sealed(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List what is sealed, never the values, and seal one more."""
    case, user = _find_case(request, public_id)
    may_seal = access.permits(permissions.SEAL, user, case)
    if request.method == "POST" and not may_seal:
        raise Http404
    typed = request.POST if request.method == "POST" else None
    form = SealForm(typed, today=timezone.localdate(), case=case)
    if form.is_valid():
        one = _seal(form, case, user)
        messages.success(request, f"{one.label}: sealed.")
        return redirect("casework:sealed", public_id)
    kept = sealing.get_sealed(case)
    context = {"case": case, "form": form, "sealed": kept, "may_seal": may_seal}
    return render(request, "casework/sealed.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def open_sealed(request: HttpRequest, public_id: UUID, sealed_id: UUID) -> HttpResponse:
    """Ask first; then show the value on the answer itself, so that no address ever shows it."""
    case, user = _find_case(request, public_id)
    rows = SealedValue.objects.filter(case=case).defer("ciphertext")
    one = get_object_or_404(rows, public_id=sealed_id)
    value = None
    if request.method == "POST":
        value = sealed.open_sealed(sealed_id=one.pk, actor=user, now=timezone.now())
    context = {"case": case, "sealed": one, "value": value}
    return render(request, "casework/open_sealed.html", context)


def _find_case(request: HttpRequest, public_id: UUID) -> tuple[Case, User]:
    case, user = find_case(request, public_id)
    if not access.may_open_sealed(user, case):
        raise Http404
    return case, user


def _seal(form: SealForm, case: Case, user: User) -> SealedValue:
    typed, now = form.cleaned_data, timezone.now()
    kind = SealedKind(typed["kind"])
    if kind == SealedKind.ADDRESS:
        position = int(typed["whose"])
        return sealed.withhold_address(case_id=case.pk, position=position, actor=user, now=now)
    value = typed["name"] if kind == SealedKind.WITNESS else typed["note"]
    return sealed.seal(case_id=case.pk, kind=kind, value=value, actor=user, now=now)
