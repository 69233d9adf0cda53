"""A hearing's own page, and the list of those that are coming."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework.models import Case
from casework.states import CaseStatus
from hearings import access, desk, permissions, queries
from hearings.letters import describe_when, describe_where
from hearings.listing import limits_of
from hearings.pages.doors import find_hearing, read_clock, user_of
from hearings.standings import find_recorded, standings_of
from notifications.queries import get_files
from statute.facts import SchoolType
from statute.meeting import Plan, Seat, find_meeting_warnings, find_panel_faults


@require_GET
@login_required
def show_hearings(request: HttpRequest) -> HttpResponse:
    """List what waits for this person and the hearings that are coming."""
    _, today = read_clock()
    work = desk.get_work(user_of(request), today=today)
    return render(request, "hearings/hearings.html", {"work": work, "today": today})


@require_GET
@login_required
def show_hearing(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one hearing: when, where, who is invited on what standing, and who was told."""
    hearing, user, (now, today) = find_hearing(request, public_id), user_of(request), read_clock()
    case = hearing.case
    seats = list(hearing.seats.filter(released=False).select_related("governor").order_by("pk"))
    plan = Plan(
        day=hearing.held_on, is_remote=hearing.is_remote, already_held=hearing.starts_at <= now
    )
    panel = [Seat(seat.governor_id, str(seat.governor), seat.is_chair) for seat in seats]
    is_clerk = access.may_run(user, case)
    told = queries.get_messages(hearing, user)
    standings = standings_of(case)
    context = {
        "hearing": hearing,
        "case": case,
        "when": describe_when(hearing),
        "where": describe_where(hearing),
        "standings": standings,
        "recorded": find_recorded(standings),
        "is_academy": case.school_type == SchoolType.ACADEMY,
        "seats": seats,
        "invitations": list(queries.get_invitations(hearing)),
        "attendees": list(hearing.attendees.select_related("local_authority").order_by("position")),
        "outcome": queries.find_outcome(hearing),
        "told": told,
        "to_post": [(one, get_files(one)) for one in told if one.is_to_post],
        "warnings": find_meeting_warnings(plan, limits_of(case, today=today)),
        "panel_faults": find_panel_faults(panel) if hearing.is_listed else [],
        "unreached": _find_unreached(case) if is_clerk and hearing.is_listed else [],
        "is_clerk": is_clerk,
        "has_begun": hearing.starts_at <= now,
        "awaits_board": case.status == CaseStatus.AWAITING_BOARD,
        "in_session": case.status == CaseStatus.BOARD_IN_SESSION and hearing.is_listed,
        "may_request": access.may(permissions.RECORD_REQUEST, user, case),
        "may_permit": access.may(permissions.RECORD_PERMISSION, user, case),
    }
    return render(request, "hearings/hearing.html", context)


def _find_unreached(case: Case) -> list[str]:
    """Whoever may attend and speak, and whom this service has no address of."""
    found = []
    if case.pupil.has_social_worker:
        found.append("The pupil has a social worker, who may attend and speak: invite them too.")
    if case.pupil.is_looked_after:
        found.append(
            "The pupil is looked after: the virtual school head may attend and speak. Invite them."
        )
    return found
