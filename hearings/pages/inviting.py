"""Who is invited to one case and its papers: seen, added to, and taken back."""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from casework import access, looks
from casework.actions import invitations
from casework.forms.invitations import InviteForm
from casework.models import Case, CaseInvitation
from casework.permissions import REVOKE_INVITATION
from hearings.pages.doors import posted, read_clock, status_of, user_of
from hearings.queries import find_listed_hearing
from organisations.models import User
from statute.school_calendar import CalendarGap

SCHOOL_DAYS_TO_READ = 5
DAYS_AFTER_THE_MEETING = 28  # for the decision letter and what follows from it


@require_http_methods(["GET", "POST"])
@login_required
def show_invited(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List who was invited to the case, and invite one more."""
    case, user, (now, today) = _find_case(request, public_id), user_of(request), read_clock()
    papers = access.get_documents_for(user, case).filter(replaced_by=None).in_order()
    form = InviteForm(
        posted(request),
        today=today,
        roles=(roles := access.get_roles_to_invite(user, case)),
        papers=list(papers),
        initial=_propose_days(case),
    )
    if form.is_bound and not roles:
        raise Http404
    if form.is_valid():
        invitation = invitations.invite(
            case_id=case.pk, guest=form.make_guest(), actor=user, now=now
        )
        messages.success(request, f"An invitation is on its way to {invitation.email}.")
        return redirect("hearings:invited", public_id=public_id)
    invited = [
        (one, one.tell_state(now=now), _may_revoke(one, user, now))
        for one in invitations.get_invitations(case)
    ]
    context = {"case": case, "form": form, "invited": invited, "may_invite": bool(roles)}
    return render(request, "hearings/invited.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
@login_required
def revoke(request: HttpRequest, public_id: UUID, invitation_id: UUID) -> HttpResponse:
    """Ask once more, then take an invitation back."""
    case, user, (now, _) = _find_case(request, public_id), user_of(request), read_clock()
    found = CaseInvitation.objects.filter(case=case)
    invitation = get_object_or_404(found, public_id=invitation_id)
    if not _may_revoke(invitation, user, now):
        raise Http404
    if request.method == "POST":
        invitations.revoke(invitation_id=invitation.pk, actor=user, now=now)
        messages.success(request, "The invitation is revoked. It opens nothing any more.")
        return redirect("hearings:invited", public_id=public_id)
    context = {"case": case, "invitation": invitation}
    return render(request, "hearings/revoke.html", context)


def _find_case(request: HttpRequest, public_id: UUID) -> Case:
    user: User = user_of(request)
    cases = Case.objects.open_to(user).select_related("school__trust", "authority", "pupil")
    case = get_object_or_404(cases, public_id=public_id)
    if not access.holds(REVOKE_INVITATION, user, case):
        raise Http404
    looks.note_case(request, case)
    return case


def _may_revoke(invitation: CaseInvitation, user: User, now: datetime) -> bool:
    open_still = invitation.is_open(now=now)
    return open_still and access.may_revoke(user, invitation.case, invitation.role)


def _propose_days(case: Case) -> dict[str, object]:
    """Papers from 5 school days before the meeting, if one is listed; until four weeks after it."""
    hearing = find_listed_hearing(case.pk)
    if hearing is None:
        return {}
    proposed: dict[str, object] = {
        "ends_on": hearing.held_on + timedelta(days=DAYS_AFTER_THE_MEETING)
    }
    with suppress(CalendarGap):
        counted = case.school.get_calendar().count_before(hearing.held_on, SCHOOL_DAYS_TO_READ)
        proposed["papers_from"] = counted[-1]
    return proposed
