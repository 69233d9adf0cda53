"""Papers of a case: put on it, and fetched. A paper is never shown inside a page."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework import access, links, looks, queries, serving
from casework.actions import documents
from casework.forms.documents import DocumentForm, FileForm
from casework.models import Case, Document, DocumentKind
from casework.pages.drafting import user_of
from organisations.models import User

ADDED = "The document is on the case. It can be opened once it has been checked for viruses."


@dataclass(frozen=True, slots=True)
class Found:
    """A paper that this person may open, with its case."""

    case: Case
    document: Document
    user: User


@login_required
@require_http_methods(["GET", "POST"])
def add_document(request: HttpRequest, public_id: UUID) -> HttpResponse:
    case, user = _find_case(request, public_id), user_of(request)
    if not access.may_file(user, case):
        raise Http404
    form = DocumentForm(*_sent(request), today=timezone.localdate())
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
        messages.success(request, ADDED)
        return redirect("casework:follow_up", case.public_id)
    context = {"case": case, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "casework/notice_add_document.html", context, status=status)


@login_required
@require_GET
def show_document(request: HttpRequest, public_id: UUID, document_id: UUID) -> HttpResponse:
    """Show what is known of one paper, with a link to its bytes that works for a few minutes."""
    found = _find(request, public_id, document_id)
    case, document, user = found.case, found.document, found.user
    context = {
        "case": case,
        "document": document,
        "family": queries.get_family(document, access.get_documents_for(user, case)),
        "link": _link_to(found) if document.is_clean else "",
        "sees_originals": access.reaches_in_full(user, case),
        "may_file": access.may_file(user, case),
    }
    return render(request, "casework/document.html", context)


@login_required
@require_GET
def fetch_document(
    request: HttpRequest, public_id: UUID, document_id: UUID, token: str
) -> HttpResponseBase:
    """Send the file itself, to be saved: a browser must not run or show what somebody uploaded."""
    found, now = _find(request, public_id, document_id), timezone.now()
    try:
        links.check_link(token, found.document, found.user, now=now)
    except links.NotALink:
        raise Http404 from None
    except links.LinkRanOut:
        context = {"case": found.case, "document": found.document}
        return render(request, "casework/document_link_ran_out.html", context, status=410)
    answer = serving.send(found.document)
    documents.open_document(document=found.document, actor=found.user, now=now)
    return answer


@login_required
@require_http_methods(["GET", "POST"])
def replace_document(request: HttpRequest, public_id: UUID, document_id: UUID) -> HttpResponse:
    """Take a newer version of a paper."""
    return _take(request, _find(request, public_id, document_id), "casework/document_replace.html")


@login_required
@require_http_methods(["GET", "POST"])
def redact_document(request: HttpRequest, public_id: UUID, document_id: UUID) -> HttpResponse:
    """Take a copy of a paper in which parts are blacked out."""
    return _take(request, _find(request, public_id, document_id), "casework/document_redact.html")


@login_required
@require_POST
def set_aside(request: HttpRequest, public_id: UUID, document_id: UUID) -> HttpResponse:
    """Record that somebody has dealt with a document that was not safe."""
    found = _find(request, public_id, document_id)
    if not access.may_file(found.user, found.case):
        raise Http404
    documents.set_aside(document_id=found.document.pk, actor=found.user, now=timezone.now())
    messages.success(request, "The document is off the list of what needs somebody.")
    return redirect(found.case)


def _take(request: HttpRequest, found: Found, template: str) -> HttpResponse:
    if not access.may_file(found.user, found.case):
        raise Http404
    form = FileForm(*_sent(request), today=timezone.localdate())
    if form.is_valid():
        file = form.cleaned_data["file"]
        change = (
            documents.replace_document
            if template == "casework/document_replace.html"
            else documents.file_redacted_copy
        )
        added = change(
            document_id=found.document.pk,
            content=file,
            name=file.name,
            content_type=file.content_type,
            actor=found.user,
            now=timezone.now(),
        )
        messages.success(request, ADDED)
        return redirect("casework:document", found.case.public_id, added.public_id)
    context = {"case": found.case, "document": found.document, "form": form}
    return render(request, template, context, status=422 if form.is_bound else 200)


def _find_case(request: HttpRequest, public_id: UUID) -> Case:
    cases = Case.objects.visible_to(user_of(request)).select_related("school")
    case = get_object_or_404(cases, public_id=public_id)
    looks.note_case(request, case)
    return case


def _find(request: HttpRequest, public_id: UUID, document_id: UUID) -> Found:
    """
    Return one paper of a case.

    :raises Http404: if there is none, or this person may not open it: the two look alike.
    """
    case, user = _find_case(request, public_id), user_of(request)
    papers = access.get_documents_for(user, case).select_related("filed_by", "redaction_of")
    return Found(case, get_object_or_404(papers, public_id=document_id), user)


def _link_to(found: Found) -> str:
    token = links.issue_link(found.document, found.user, now=timezone.now())
    ids = (found.case.public_id, found.document.public_id)
    return reverse("casework:document_file", args=[*ids, token])


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
