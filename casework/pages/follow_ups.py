"""The follow-up page of a notice, and the papers that go with it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework import access, looks, queries
from casework.actions import drafts, follow_ups
from casework.forms.follow_up import FollowUpForm
from casework.models import Case, NoticeDraft
from casework.pages.drafting import read_version, show_both, user_of
from casework.pages.summaries import summarise_answers

PAGE = "casework/notice_follow_up.html"


@login_required
@require_http_methods(["GET", "POST"])
def edit_follow_up(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the page to the school that types it; to others who see the case, once it is given."""
    user, today = user_of(request), timezone.localdate()
    cases = Case.objects.open_to(user).select_related("school__local_authority")
    case = get_object_or_404(cases, public_id=public_id)
    looks.note_case(request, case)
    if case.follow_up_given_at:
        return _show_given(request, case)
    if not access.may_draft(user, case.school):
        raise Http404
    draft = queries.get_follow_up_draft(case)
    if request.method == "POST":
        return _save(request, case, draft)
    form = FollowUpForm.resume(draft.typed if draft else {}, today=today)
    return render(request, PAGE, _context(request, case, draft, form))


def _save(request: HttpRequest, case: Case, draft: NoticeDraft | None) -> HttpResponse:
    user, now, today = user_of(request), timezone.now(), timezone.localdate()
    form = FollowUpForm(request.POST, today=today)
    try:
        if draft is None:
            draft = follow_ups.start_follow_up(
                case_id=case.pk, typed=form.typed, actor=user, now=now
            )
        else:
            draft = drafts.save_draft(
                draft_id=draft.pk,
                version=read_version(request),
                typed=form.typed,
                actor=user,
                now=now,
            )
    except drafts.StaleDraft as stale:
        theirs, yours = (
            FollowUpForm.resume(typed, today=today) for typed in (stale.draft.typed, form.typed)
        )
        rest = _context(request, case, stale.draft, yours)
        del rest["draft"], rest["form"]
        return show_both(request, PAGE, draft=stale.draft, theirs=theirs, yours=yours, **rest)
    if "later" in request.POST:
        messages.success(request, "Your answers are saved. You can come back to them.")
        return redirect(case)
    if not form.is_valid():
        return render(request, PAGE, _context(request, case, draft, form), status=422)
    follow_ups.give_follow_up(
        draft_id=draft.pk, version=draft.version, answers=form.answers, actor=user, now=now
    )
    messages.success(request, "The local authority has been told that the follow-up is here.")
    return redirect(case)


def _context(
    request: HttpRequest, case: Case, draft: NoticeDraft | None, form: FollowUpForm
) -> dict[str, object]:
    return {
        "case": case,
        "draft": draft,
        "form": form,
        "due": queries.get_follow_up_day(case),
        "documents": access.get_documents_for(user_of(request), case).in_order(),
    }


def _show_given(request: HttpRequest, case: Case) -> HttpResponse:
    context = {
        "case": case,
        "sections": summarise_answers(FollowUpForm, case.follow_up),
        "documents": access.get_documents_for(user_of(request), case).in_order(),
    }
    return render(request, "casework/notice_follow_up_given.html", context)
