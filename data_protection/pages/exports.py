"""A child's data for whoever asked: looked at part by part, released, and fetched."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from casework import looks
from data_protection import access, queries
from data_protection.actions import exports
from data_protection.models import Decision, ExportPart, SubjectExport
from data_protection.pages.asking import SAFE_OR_POST, find_case, status_of, typed, user_of
from data_protection.pages.forms import PartForm
from organisations.models import User

LINK_SECONDS = 300
SALT = "subject-export"
SANDBOX = "default-src 'none'; sandbox"


@require_POST
@login_required
def begin(request: HttpRequest, public_id: UUID) -> HttpResponse:
    case, user = find_case(request, public_id)
    export = exports.begin_export(case_id=case.pk, actor=user, now=timezone.now())
    return redirect("data_protection:export", export.public_id)


@require_GET
@login_required
def show(request: HttpRequest, export_id: UUID) -> HttpResponse:
    export, _ = _find(request, export_id)
    parts = list(export.parts.select_related("document").order_by("position"))
    left = sum(not part.decision for part in parts)
    context = {
        "export": export,
        "case": export.case,
        "parts": parts,
        "left": left,
        "to_decide": exports.tell_left(left, len(parts)),
        "is_overtaken": queries.is_sealed_since(export),
    }
    return render(request, "data_protection/export.html", context)


@SAFE_OR_POST
@login_required
def decide(request: HttpRequest, export_id: UUID, number: int) -> HttpResponse:
    export, user = _find(request, export_id)
    part = get_object_or_404(export.parts.select_related("document"), position=number)
    is_overtaken = queries.is_sealed_since(export)
    if is_overtaken and request.method == "GET":  # its text may say what was sealed
        return redirect("data_protection:export", export_id)
    form = PartForm(typed(request), part=part, today=timezone.localdate())
    if form.is_bound and form.is_valid():
        try:
            exports.decide_part(
                part_id=part.pk, decision=Decision(form.cleaned_data["decision"]),
                given=form.cleaned_data.get("given", ""), reason=form.cleaned_data["reason"],
                actor=user, now=timezone.now(),
            )  # fmt: skip
        except (exports.PartIncomplete, exports.SealedMeanwhile) as refusal:
            form.add_error(None, f"{refusal}"[:1].upper() + f"{refusal}"[1:])
        else:
            return _go_on(export, part)
    context = {"export": export, "part": part, "form": form, "is_overtaken": is_overtaken}
    return render(request, "data_protection/part.html", context, status=status_of(form))


@require_POST
@login_required
def release(request: HttpRequest, export_id: UUID) -> HttpResponse:
    export, user = _find(request, export_id)
    exports.release_export(export_id=export.pk, actor=user, now=timezone.now())
    messages.success(request, "The export is released. It never changes again.")
    return redirect("data_protection:export", export_id)


@require_POST
@login_required
def make_link(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """Lead to the file by an address that works for five minutes, and for this person alone."""
    export, user = _find(request, export_id)
    token = signing.dumps([str(export.public_id), user.pk], salt=SALT)
    return redirect("data_protection:export_file", export_id, token)


@require_GET
@login_required
def send(request: HttpRequest, export_id: UUID, token: str) -> HttpResponseBase:
    export, user = _find(request, export_id)
    try:
        named = signing.loads(token, salt=SALT, max_age=LINK_SECONDS)
    except signing.BadSignature:
        raise Http404 from None
    if named != [str(export.public_id), user.pk] or not export.file:
        raise Http404
    exports.fetch_export(export=export, actor=user, now=timezone.now())
    answer = FileResponse(export.file.open("rb"), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="export-{export.sha256[:12]}.zip"'
    answer["Content-Security-Policy"] = SANDBOX
    return answer


def _find(request: HttpRequest, export_id: UUID) -> tuple[SubjectExport, User]:
    user = user_of(request)
    seen = SubjectExport.objects.visible_to(user).select_related("case__school", "case__authority")
    export = get_object_or_404(seen, public_id=export_id)
    if not access.may_export(user, export.case):
        raise Http404
    looks.note_case(request, export.case)
    return export, user


def _go_on(export: SubjectExport, part: ExportPart) -> HttpResponse:
    """Lead to the next part that nobody has looked at, or to the list."""
    left = export.parts.filter(decision="").order_by("position")
    following = left.filter(position__gt=part.position).first() or left.first()
    if following is None:
        return redirect("data_protection:export", export.public_id)
    return redirect("data_protection:part", export.public_id, following.position)
