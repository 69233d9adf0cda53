"""Checking the answers, giving notice, and what follows at once."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework import access, looks, queries
from casework.actions import drafts, notices
from casework.forms.confirm import BoardToldForm, ConfirmForm
from casework.forms.notice import NoticeForm
from casework.models import Case, DeadlineState, DraftState, NoticeDraft
from casework.pages.drafting import get_draft, read_version, user_of
from casework.pages.summaries import summarise
from casework.states import CaseStatus, may_move
from casework.wording import tell_subject
from notifications.queries import get_messages

PAGE = "casework/notice_check.html"


@login_required
@require_http_methods(["GET", "POST"])
def confirm_notice(request: HttpRequest, public_id: UUID) -> HttpResponse:
    draft = get_draft(request, public_id)
    if draft.state == DraftState.GIVEN:
        return redirect("casework:notice_given", draft.public_id)
    today = timezone.localdate()
    form = NoticeForm(draft.typed, school=draft.school, today=today)
    if not form.is_valid():
        return redirect(f"{reverse('casework:draft', args=[draft.public_id])}?check=1")
    if "ask" in request.POST:
        return _ask_head(request, draft)
    posted = request.POST if request.method == "POST" else None
    if posted is not None and read_version(request) != draft.version:
        return _show_stale(request, draft, form)
    confirm = ConfirmForm(posted, today=today)
    if confirm.is_valid():
        return _give(request, draft, form, confirm)
    duplicate = queries.find_duplicate(draft.school, form.answers.pupil, form.answers.excluded_on)
    asked = ConfirmForm(posted, duplicate=duplicate, today=today)
    return _show_check(request, draft, form, asked, status=422 if asked.is_bound else 200)


def _give(
    request: HttpRequest, draft: NoticeDraft, form: NoticeForm, confirm: ConfirmForm
) -> HttpResponse:
    try:
        notices.give_notice(
            draft_id=draft.pk,
            version=read_version(request),
            answers=form.answers,
            another_because=confirm.cleaned_data.get("another_because", ""),
            actor=user_of(request),
            now=timezone.now(),
        )
    except drafts.StaleDraft as stale:
        return _show_stale(request, stale.draft, form)
    except notices.PossibleDuplicate as found:
        asked = ConfirmForm(request.POST, duplicate=found.case, today=form.today)
        return _show_check(request, draft, form, asked, status=409)
    return redirect("casework:notice_given", draft.public_id)


def _show_stale(request: HttpRequest, draft: NoticeDraft, form: NoticeForm) -> HttpResponse:
    """Answer whoever looked at other answers than are kept now, whatever else they left out."""
    again = ConfirmForm(today=form.today)
    return _show_check(request, draft, form, again, stale=True, status=409)


def _ask_head(request: HttpRequest, draft: NoticeDraft) -> HttpResponse:
    try:
        drafts.ask_head_to_confirm(
            draft_id=draft.pk,
            version=read_version(request),
            actor=user_of(request),
            now=timezone.now(),
        )
    except drafts.StaleDraft:
        messages.info(request, "Somebody else has changed this notice. Check it again.")
        return redirect("casework:confirm_notice", draft.public_id)
    messages.success(request, "The headteacher will find the notice on their first page.")
    return redirect("casework:start_notice")


def _show_check(
    request: HttpRequest,
    draft: NoticeDraft,
    form: NoticeForm,
    confirm: ConfirmForm,
    *,
    stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "draft": draft,
        "sections": summarise(form, reverse("casework:draft", args=[draft.public_id])),
        "form": confirm,
        "duplicate": confirm.duplicate,
        "is_head": access.may_give_notice(user_of(request), draft.school),
        "notes": form.find_notes(),
        "stale": stale,
    }
    return render(request, PAGE, context, status=status)


@login_required
@require_http_methods(["GET"])
def show_given(request: HttpRequest, public_id: UUID) -> HttpResponse:
    draft = get_draft(request, public_id)
    if draft.case is None:
        return redirect("casework:draft", draft.public_id)
    case = draft.case
    looks.note_case(request, case)
    standing = case.deadlines.exclude(state=DeadlineState.LAPSED)
    clocks = standing.filter(rule_id__in=["G1", "G8", "E4"]).order_by("due_date", "rule_id")
    context = {
        "case": case,
        "deadlines": [(tell_subject(clock.rule_id), clock) for clock in clocks],
        "letters": get_messages(case.stream),
        "follow_up_due": queries.get_follow_up_day(case),
    }
    return render(request, "casework/notice_given.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def tell_board_told(request: HttpRequest, public_id: UUID) -> HttpResponse:
    user = user_of(request)
    visible = Case.objects.open_to(user).select_related("school")
    case = get_object_or_404(visible, public_id=public_id)
    looks.note_case(request, case)
    typed = request.POST if request.method == "POST" else None
    form = BoardToldForm(typed, case=case, today=timezone.localdate())
    if form.is_valid():
        notices.record_board_informed(
            case_id=case.pk,
            informed_on=form.cleaned_data["informed_on"],
            actor=user,
            now=timezone.now(),
        )
        messages.success(request, "The governing board’s 15 school days are being counted.")
        return redirect(case)
    context = {
        "case": case,
        "form": form,
        "may_tell": may_move(
            CaseStatus(case.status), CaseStatus.AWAITING_BOARD, actor=user, school=case.school
        ),
    }
    status = 422 if form.is_bound else 200
    return render(request, "casework/notice_board_told.html", context, status=status)
