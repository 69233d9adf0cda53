"""How one date was worked out: every day that was counted, and every day that was not."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from casework import history
from casework.models import Deadline, DeadlineState
from casework.pages.cases import find_case
from casework.wording import TRIGGERS, tell_clock, tell_subject
from organisations.access import may_publish_calendar
from organisations.models import CalendarVersion
from statute.law import get_rule

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Day:
    """One day between the start and the end of a count."""

    day: date
    number: int | None  # its number in the count; None when it was not counted
    why: str  # why it was not counted


@require_GET
@login_required
def show_deadline(request: HttpRequest, public_id: UUID, rule_id: str) -> HttpResponse:
    """Show how one deadline of a case was counted, and how it has moved."""
    case, user = find_case(request, public_id)
    row = get_object_or_404(case.deadlines, rule_id=rule_id)
    today = timezone.localdate()
    version = CalendarVersion.objects.filter(pk=row.calendar_id or 0).first()
    context = {
        "case": case,
        "deadline": row,
        "subject": tell_subject(row.rule_id),
        "clock": tell_clock(
            row.rule_id, due_date=row.due_date, gap=row.gap, counted=row.counted, today=today
        ),
        "is_open": row.state == DeadlineState.OPEN,
        "is_lapsed": row.state == DeadlineState.LAPSED,
        "rule": get_rule(row.rule_id),
        "trigger": TRIGGERS[row.trigger],
        "days": get_days(row, version),
        "today": today,
        "version": version,
        "may_supply": may_publish_calendar(user, case.school),
        "recounts": history.get_recounts(case, row.rule_id),
    }
    return render(request, "casework/deadline.html", context)


def get_days(row: Deadline, version: CalendarVersion | None) -> list[Day]:
    """
    Return every day from the trigger to the last day in time, in order of the calendar.

    Where days are counted back from a day, the numbers run backwards too. Nothing is returned for
    a duty of the same day, or for a date that cannot be counted.
    """
    if not row.counted or row.counted == [row.triggered_on]:
        return []
    numbers = {day: number for number, day in enumerate(row.counted, start=1)}
    first, last = sorted((row.triggered_on, row.counted[-1]))
    closed = version.closed_days if version else {}
    return [
        Day(day, numbers.get(day), _tell_why(day, row, numbers, closed))
        for day in (first + timedelta(n) for n in range((last - first).days + 1))
    ]


def _tell_why(day: date, row: Deadline, numbers: dict[date, int], closed: dict[str, str]) -> str:
    if day in numbers:
        return ""
    if day == row.triggered_on:
        return "The count starts from this day, which is not counted itself"
    if day.weekday() >= SATURDAY:
        return "Weekend"
    return closed.get(day.isoformat()) or "Not a school day at this school"
