"""Today's page of a notice: begun, typed over time, and thrown away."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework import looks
from casework.actions import drafts
from casework.forms.notice import NoticeForm
from casework.forms.start import StartForm
from casework.models import DraftStage, DraftState, NoticeDraft
from casework.pages.drafting import get_draft, read_version, show_both, user_of
from casework.permissions import START_DRAFT
from organisations import access

PAGE = "casework/notice_today.html"


@login_required
@require_http_methods(["GET", "POST"])
def start_notice(request: HttpRequest) -> HttpResponse:
    user, today = user_of(request), timezone.localdate()
    schools = access.get_schools(user, *START_DRAFT.get_roles())
    if not schools:
        raise Http404
    form = StartForm(request.POST if request.method == "POST" else None, own=schools, today=today)
    if form.is_valid():
        draft = drafts.start_draft(
            school=form.cleaned_data["school"],
            typed={},
            key=str(form.cleaned_data["key"]),
            actor=user,
            now=timezone.now(),
        )
        return redirect("casework:draft", draft.public_id)
    begun = NoticeDraft.objects.visible_to(user).filter(
        stage=DraftStage.TODAY, state__in=[DraftState.OPEN, DraftState.WITH_HEAD]
    )
    begun = begun.select_related("school", "saved_by", "started_by_client")
    begun = begun.order_by("-saved_at", "-id")[:50]
    for draft in begun:
        looks.note_draft(request, draft)
    context = {"form": form, "schools": schools, "begun": begun}
    status = 422 if form.is_bound else 200
    return render(request, "casework/notice_start.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def edit_draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    draft = get_draft(request, public_id)
    if draft.state == DraftState.GIVEN:
        return redirect("casework:notice_given", draft.public_id)
    if draft.state == DraftState.DISCARDED:
        raise drafts.DraftClosed(draft)
    if request.method == "POST":
        return _save(request, draft)
    checked = "check" in request.GET and draft.typed
    read = NoticeForm if checked else NoticeForm.resume
    form = read(draft.typed, school=draft.school, today=timezone.localdate())
    return render(request, PAGE, {"draft": draft, "form": form})


def _save(request: HttpRequest, draft: NoticeDraft) -> HttpResponse:
    school, today = draft.school, timezone.localdate()
    form = NoticeForm(request.POST, school=school, today=today)
    try:
        draft = drafts.save_draft(
            draft_id=draft.pk,
            version=read_version(request),
            typed=form.typed,
            actor=user_of(request),
            now=timezone.now(),
        )
    except drafts.StaleDraft as stale:
        theirs, yours = (
            NoticeForm.resume(typed, school=school, today=today)
            for typed in (stale.draft.typed, form.typed)
        )
        return show_both(request, PAGE, draft=stale.draft, theirs=theirs, yours=yours)
    if "later" in request.POST:
        messages.success(request, "Your answers are saved. You can come back to them.")
        return redirect("casework:start_notice")
    if form.is_valid():
        return redirect("casework:confirm_notice", draft.public_id)
    return render(request, PAGE, {"draft": draft, "form": form}, status=422)


@login_required
@require_http_methods(["GET", "POST"])
def discard_draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    draft = get_draft(request, public_id)
    if draft.state == DraftState.GIVEN:
        return redirect("casework:notice_given", draft.public_id)
    if request.method == "POST":
        drafts.discard_draft(draft_id=draft.pk, actor=user_of(request), now=timezone.now())
        messages.success(request, "The notice was thrown away. Nobody was told.")
        return redirect("casework:start_notice")
    return render(request, "casework/notice_discard.html", {"draft": draft})
