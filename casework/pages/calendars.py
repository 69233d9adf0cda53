"""The school days of one school: what is known, from whom, until when."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework.actions.calendars import Moved, change_session_dates
from casework.forms.calendars import CalendarForm
from casework.wording import tell_subject
from design_system.words import write_day
from organisations.access import may_publish_calendar
from organisations.models import CalendarSource, CalendarVersion, School, User
from organisations.roles import Role

MOVED = "casework.moved"  # what the last change of dates moved, in the session until it is shown


@dataclass(slots=True)
class Month:
    """One month of a calendar: how many school days, and which weekdays are closed and why."""

    first: date
    school_days: int = 0
    closed: list[tuple[date, str]] = field(default_factory=list)


@require_http_methods(["GET", "POST"])
@login_required
def keep_calendar(request: HttpRequest, urn: int) -> HttpResponse:
    """Show a school's days to those who keep them, and take new ones from a file."""
    school, user = find_school(request, urn)
    now = timezone.now()
    today = timezone.localdate(now)
    if request.method == "POST":
        form = CalendarForm(request.POST, request.FILES, today=today, owner=school)
        if form.is_valid() and form.read:
            moved = change_session_dates(
                school=school,
                dates=form.read.dates,
                source=get_source(user, school),
                reason=form.cleaned_data["reason"],
                actor=user,
                now=now,
            )
            tell_moved(request, moved, form.read.warnings)
            return redirect("casework:calendar", urn)
    else:
        form = CalendarForm(today=today, owner=school)
    context = describe(school) | {"form": form, "moved": request.session.pop(MOVED, None)}
    status = 422 if form.errors else 200
    return render(request, "casework/calendar.html", context, status=status)


def get_source(user: User, school: School) -> CalendarSource:
    """Return for whom this person supplies the dates: the nearest to the school counts."""
    if any(user.has_role(role, school=school) for role in Role.of_schools()):
        return CalendarSource.SCHOOL
    if user.has_role(Role.TRUST_OFFICER, school=school):
        return CalendarSource.TRUST
    return CalendarSource.AUTHORITY


def tell_moved(request: HttpRequest, moved: Sequence[Moved], warnings: Sequence[str]) -> None:
    """Keep what moved for the next page; a reference names no child."""
    messages.success(request, "The school days are published.")
    for warning in warnings:
        messages.info(request, f"{warning}.")
    request.session[MOVED] = [
        {
            "reference": row.case.reference,
            "url": reverse("casework:deadline", args=[row.case.public_id, row.rule_id]),
            "subject": tell_subject(row.rule_id),
            "before": write_day(row.before) if row.before else "",
            "after": write_day(row.after) if row.after else "",
        }
        for row in moved
    ]


def find_school(request: HttpRequest, urn: int) -> tuple[School, User]:
    """
    Return the school and who asks for it.

    :raises Http404: if there is none, or this person does not keep its days.
    """
    assert isinstance(request.user, User)
    schools = School.objects.select_related("local_authority", "trust")
    school = get_object_or_404(schools, urn=urn)
    if not may_publish_calendar(request.user, school):
        raise Http404
    return school, request.user


def describe(school: School) -> dict[str, object]:
    """Return what the page says of a school's days."""
    version = school.get_calendar_version()
    return {
        "school": school,
        "version": version,
        "is_own": version is not None and version.school_id is not None,
        "months": get_months(version) if version else [],
    }


def get_months(version: CalendarVersion) -> list[Month]:
    """Return the months of a calendar, in order; a month without a school day is left out."""
    counts = Counter(day.replace(day=1) for day in version.session_days)
    months = {first: Month(first, number) for first, number in sorted(counts.items())}
    for written, why in sorted(version.closed_days.items()):
        day = date.fromisoformat(written)
        if month := months.get(day.replace(day=1)):
            month.closed.append((day, why))
    return list(months.values())
