"""Who may come to a hearing: the family's request, the trust's word, the authority's answer."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from casework.models import Case
from design_system.words import capitalise
from hearings import access, permissions
from hearings.actions import attendance
from hearings.letters import describe_when, describe_where
from hearings.models import Answer
from hearings.moves import check_listed
from hearings.pages.attendance_forms import AnswerForm, PermissionForm, RequestForm
from hearings.pages.doors import (
    find_case,
    find_invitation,
    posted,
    read_clock,
    status_of,
    tell_how_many,
    user_of,
)
from hearings.queries import find_listed_hearing
from hearings.standings import standings_of
from organisations.access import works_for


@login_required
def request(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record that the family asked for an authority to attend."""
    case, user, (now, today) = find_case(request, public_id), user_of(request), read_clock()
    access.check_may(permissions.RECORD_REQUEST, user, case)
    form = RequestForm(posted(request), case=case, today=today)
    if form.is_valid():
        try:
            attendance.record_attendance_request(
                case_id=case.pk,
                authority=form.chosen,
                requested_by=form.cleaned_data["requested_by"],
                requested_on=form.cleaned_data["requested_on"],
                how=form.cleaned_data["how"],
                actor=user,
                now=now,
            )
        except attendance.NothingToAsk as refused:
            form.add_error("authority", capitalise(str(refused)))
        except attendance.NotADay as refused:
            form.add_error("requested_on", capitalise(str(refused)))
        else:
            told = f"It is recorded that the family asked for {form.chosen.name}."
            return _go_back(request, case, told, now=now)
    context = {"case": case, "form": form, "standings": standings_of(case)}
    return render(request, "hearings/family_request.html", context, status=status_of(form))


@login_required
def permit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record that the trust agrees to an authority's speaking."""
    case, user, (now, today) = find_case(request, public_id), user_of(request), read_clock()
    access.check_may(permissions.RECORD_PERMISSION, user, case)
    form = PermissionForm(posted(request), case=case, today=today)
    if form.is_valid():
        try:
            attendance.record_speaking_permission(
                case_id=case.pk,
                authority=form.chosen,
                given_by=form.cleaned_data["given_by"],
                given_on=form.cleaned_data["given_on"],
                scope=form.cleaned_data["scope"],
                actor=user,
                now=now,
            )
        except attendance.NothingToAsk as refused:
            form.add_error("authority", capitalise(str(refused)))
        except attendance.NotADay as refused:
            form.add_error("given_on", capitalise(str(refused)))
        else:
            told = f"It is recorded that the trust agrees for {form.chosen.name}."
            return _go_back(request, case, told, now=now)
    context = {"case": case, "form": form, "standings": standings_of(case)}
    return render(request, "hearings/permission.html", context, status=status_of(form))


@login_required
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show an authority its invitation, and take its answer."""
    invitation, user = find_invitation(request, public_id), user_of(request)
    now, today = read_clock()
    hearing, authority = invitation.hearing, invitation.local_authority
    open_now = hearing.is_listed and invitation.withdrawn_at is None
    may_answer = open_now and authority is not None and works_for(user, authority)
    if request.method == "POST":
        check_listed(hearing)
    form = AnswerForm(
        posted(request),
        today=today,
        initial={"answer": invitation.answer, "reason": invitation.answer_reason},
    )
    if form.is_valid():
        attendance.answer_invitation(
            invitation_id=invitation.pk,
            answer=Answer(form.cleaned_data["answer"]),
            reason=form.cleaned_data["reason"] or "",
            actor=user,
            now=now,
        )
        messages.success(request, "Your answer is recorded. The clerk sees it at once.")
        return redirect("hearings:answer", public_id=public_id)
    standing = next((one for one in standings_of(hearing.case) if one.authority == authority), None)
    context = {
        "invitation": invitation,
        "hearing": hearing,
        "when": describe_when(hearing),
        "where": describe_where(hearing),
        "standing": standing,
        "form": form,
        "may_answer": may_answer,
    }
    return render(request, "hearings/answer.html", context, status=status_of(form))


def _go_back(request: HttpRequest, case: Case, told: str, *, now: datetime) -> HttpResponse:
    listed = find_listed_hearing(case.pk)
    also = f" {tell_how_many(listed, at=now)}" if listed else ""
    messages.success(request, f"{told}{also}")
    if listed:
        return redirect("hearings:hearing", public_id=listed.public_id)
    return redirect(f"/cases/{case.public_id}/")
