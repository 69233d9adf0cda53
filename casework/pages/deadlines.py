"""How one date was worked out: every day that was counted, and every day that was not."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from casework import access, history, working
from casework.actions.duties import is_open_by_hand
from casework.models import DeadlineState
from casework.pages.cases import find_case
from casework.rulebook import get_rule
from casework.wording import tell_clock, tell_subject
from organisations.access import may_publish_calendar


@require_GET
@login_required
def show_deadline(request: HttpRequest, public_id: UUID, rule_id: str) -> HttpResponse:
    """Show how one deadline of a case was counted, and how it has moved."""
    case, user = find_case(request, public_id)
    row = get_object_or_404(case.deadlines, rule_id=rule_id)
    today = timezone.localdate()
    version = working.get_version(row)
    rule = get_rule(row.rule_id)
    context = {
        "case": case,
        "deadline": row,
        "subject": tell_subject(row.rule_id),
        "clock": tell_clock(
            row.rule_id, due_date=row.due_date, gap=row.gap, counted=row.counted, today=today
        ),
        "is_open": row.state == DeadlineState.OPEN,
        "is_lapsed": row.state == DeadlineState.LAPSED,
        "rule": rule,
        "in_words": working.tell_rule(row),
        "days": working.get_days(row, version.closed_days if version else {}),
        "today": today,
        "version": version,
        "may_record": is_open_by_hand(row) and access.may_record_done(user, case, rule.owed_by),
        "may_supply": may_publish_calendar(user, case.school),
        "recounts": history.get_recounts(case, row.rule_id),
    }
    return render(request, "casework/deadline.html", context)
