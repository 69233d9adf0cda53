"""Papers of a case: put on it, and fetched. A paper is never shown inside a page."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from casework import access, looks
from casework.actions import documents
from casework.forms.documents import DocumentForm
from casework.models import Case, DocumentKind
from casework.pages.drafting import user_of

SANDBOX = "default-src 'none'; sandbox"


@login_required
@require_http_methods(["GET", "POST"])
def add_document(request: HttpRequest, public_id: UUID) -> HttpResponse:
    user = user_of(request)
    cases = Case.objects.visible_to(user).select_related("school")
    case = get_object_or_404(cases, public_id=public_id)
    if not access.may_file(user, case):
        raise Http404
    looks.note_case(request, case)
    posted = request.method == "POST"
    form = DocumentForm(
        request.POST if posted else None, request.FILES if posted else None,
        today=timezone.localdate(),
    )  # fmt: skip
    if form.is_valid():
        file = form.cleaned_data["file"]
        documents.file_document(
            case_id=case.pk,
            kind=DocumentKind(form.cleaned_data["kind"]),
            content=file,
            name=file.name,
            content_type=file.content_type,
            actor=user,
            now=timezone.now(),
        )
        messages.success(request, "The document is on the case.")
        return redirect("casework:follow_up", case.public_id)
    context = {"case": case, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "casework/notice_add_document.html", context, status=status)


@login_required
@require_http_methods(["GET"])
def fetch_document(request: HttpRequest, public_id: UUID, document_id: UUID) -> HttpResponseBase:
    """Send the file itself, to be saved: a browser must not run or show what somebody uploaded."""
    user = user_of(request)
    case = get_object_or_404(Case.objects.visible_to(user), public_id=public_id)
    document = get_object_or_404(access.get_documents_for(user, case), public_id=document_id)
    documents.open_document(document=document, actor=user, now=timezone.now())
    answer = FileResponse(document.file.open("rb"), content_type=document.content_type)
    answer["Content-Disposition"] = content_disposition_header(True, document.name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = SANDBOX
    answer["Cache-Control"] = "private, no-store"
    return answer
