"""The first page after signing in: what needs this person today."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from casework import desk, paper_desk
from casework.caseload import SEATED
from organisations.models import User
from organisations.roles import Role

CASE_KEEPERS = {
    *Role.of_authorities(),
    Role.SCHOOL_STAFF,
    Role.HEADTEACHER,
    Role.GOVERNANCE_CLERK,
    Role.TRUST_OFFICER,
}


@require_GET
@login_required
def show_home(request: HttpRequest) -> HttpResponse:
    """Show what needs this person today, whatever roles they hold."""
    user = request.user
    assert isinstance(user, User)
    now = timezone.now()
    today = timezone.localdate(now)
    roles = {Role(m.role) for m in user.standing_memberships}
    keeps = bool(roles & CASE_KEEPERS)
    tasks = desk.get_tasks(user, today=today) if keeps else []
    dated = [task for task in tasks if not task.gap]
    context = {
        "user": user,
        "today": today,
        "now": now,
        "keeps": keeps,
        "late": [task for task in dated if task.is_late],
        "soon": [task for task in dated if not task.is_late],
        "papers": paper_desk.get_papers_to_attend(user, now=now) if keeps else [],
        "without_dates": desk.get_schools_without_dates(tasks),
        "authority": desk.get_authority_desk(user, now=now),
        "is_manager": Role.LA_MANAGER in roles,
        "schools": desk.get_school_desks(user, today=today),
        "types_notices": bool(roles & {Role.SCHOOL_STAFF, Role.HEADTEACHER}),
        "is_head": Role.HEADTEACHER in roles,
        "is_seated": not keeps or bool(roles & set(SEATED)),
        "assigned": desk.get_assigned_cases(user) if not keeps or roles & set(SEATED) else [],
    }
    return render(request, "casework/home.html", context)
