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
from django.views.decorators.http import require_http_methods, require_POST

from casework.actions.calendars import change_session_dates, confirm_session_dates
from casework.deadlines import Moved
from casework.forms.calendars import CalendarForm, ConfirmCalendarForm
from casework.history import tell_actors
from casework.wording import tell_subject
from design_system.words import write_day
from organisations.access import may_publish_calendar
from organisations.calendars import SOON
from organisations.models import CalendarSource, CalendarVersion, School, User
from organisations.roles import Role

SHOWN_VERSIONS = 10
MOVED = "casework.moved"  # what the last change of dates moved, in the session until it is shown


@dataclass(slots=True)
class Month:
    """One month of a calendar: how many school days, and which weekdays are closed and why."""

    first: date
    school_days: int = 0
    closed: list[tuple[date, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far ahead the school days are published, in words, and the colour of its tag."""

    words: str
    colour: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the school days, with the names of who published and who confirmed it."""

    row: CalendarVersion
    published_by: str
    confirmed_by: str


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
    context = describe(school, today) | {"form": form, "moved": request.session.pop(MOVED, None)}
    status = 422 if form.errors else 200
    return render(request, "casework/calendar.html", context, status=status)


@require_POST
@login_required
def confirm_calendar(request: HttpRequest, urn: int) -> HttpResponse:
    """Note that whoever presses the button has found the published days right."""
    school, user = find_school(request, urn)
    form = ConfirmCalendarForm(request.POST, today=timezone.localdate())
    number = form.cleaned_data["number"] if form.is_valid() else 0  # of no version: it is refused
    confirm_session_dates(school=school, number=number, actor=user, now=timezone.now())
    messages.success(request, "Thank you: it is noted that these school days are right.")
    return redirect("casework:calendar", urn)


def get_source(user: User, school: School) -> CalendarSource:
    """Return for whom this person supplies the dates: the nearest to the school counts."""
    if any(user.has_role(role, school=school) for role in Role.of_schools()):
        return CalendarSource.SCHOOL
    if user.has_role(Role.TRUST_OFFICER, school=school):
        return CalendarSource.TRUST
    return CalendarSource.AUTHORITY


def tell_moved(request: HttpRequest, moved: Sequence[Moved], warnings: Sequence[str]) -> None:
    """Keep what moved for the next page."""
    messages.success(request, "The school days are published.")
    for warning in warnings:
        messages.info(request, f"{warning}.")
    request.session[MOVED] = write_moved(moved)


def write_moved(moved: Sequence[Moved]) -> list[dict[str, str]]:
    """Return what moved, for its table; a reference names no child."""
    return [
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


def describe(school: School, today: date) -> dict[str, object]:
    """Return what the page says of a school's days."""
    version = school.get_calendar_version()
    return {
        "school": school,
        "version": version,
        "is_own": version is not None and version.school_id is not None,
        "reach": tell_reach(version.known_until, today) if version else None,
        "versions": tell_versions(school) if version else [],
        "months": get_months(version) if version else [],
    }


def tell_reach(known_until: date, today: date) -> Reach:
    """Say how far the school days are published, and how pressing it is to publish more."""
    weeks = (known_until - today).days // 7
    if known_until < today:
        return Reach("They have run out", "red")
    if known_until - today < SOON:
        left = "this week" if weeks < 1 else f"in {weeks} week{'' if weeks == 1 else 's'}"
        return Reach(f"They run out {left}", "orange")
    return Reach(f"{weeks} weeks ahead", "green")


def tell_versions(owner: School) -> list[Version]:
    """Return the latest versions of the school's own days, newest first, with who did what."""
    rows = list(owner.calendar_versions.defer("session_days").order_by("-number")[:SHOWN_VERSIONS])
    names = tell_actors([actor for row in rows for actor in (row.published_by, row.confirmed_by)])
    return [
        Version(row, names.get(row.published_by, ""), names.get(row.confirmed_by, ""))
        for row in rows
    ]


def get_months(version: CalendarVersion) -> list[Month]:
    """Return the months of a calendar, in order; a month without a school day is left out."""
    counts = Counter(day.replace(day=1) for day in version.session_days)
    months = {first: Month(first, number) for first, number in sorted(counts.items())}
    for written, why in sorted(version.closed_days.items()):
        day = date.fromisoformat(written)
        if month := months.get(day.replace(day=1)):
            month.closed.append((day, why))
    return list(months.values())
