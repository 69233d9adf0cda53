"""The school days of one school: what is known, from whom, until when."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from organisations.access import may_publish_calendar
from organisations.models import CalendarVersion, School, User


@dataclass(slots=True)
class Month:
    """One month of a calendar: how many school days, and which weekdays are closed and why."""

    first: date
    school_days: int = 0
    closed: list[tuple[date, str]] = field(default_factory=list)


@require_GET
@login_required
def show_calendar(request: HttpRequest, urn: int) -> HttpResponse:
    """Show a school's days to those who keep them."""
    school, _ = find_school(request, urn)
    return render(request, "casework/calendar.html", describe(school))


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
