"""What every page of this room does first: find what the person may see and note the look."""

from datetime import date, datetime
from typing import cast
from uuid import UUID

from django import forms
from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone

from casework import looks
from casework.models import Case
from hearings.models import Hearing, Invitation
from hearings.queries import count_told
from organisations.models import User
from statute.london import london_date
from statute.meeting import Fault


def user_of(request: HttpRequest) -> User:
    return cast(User, request.user)


def find_case(request: HttpRequest, public_id: UUID) -> Case:
    cases = Case.objects.visible_to(user_of(request))
    cases = cases.select_related("school__trust", "authority", "home_authority", "pupil")
    case = get_object_or_404(cases, public_id=public_id)
    looks.note_case(request, case)
    return case


def find_hearing(request: HttpRequest, public_id: UUID) -> Hearing:
    hearings = Hearing.objects.visible_to(user_of(request)).select_related(
        "case__school__trust", "case__authority", "case__home_authority", "case__pupil"
    )
    hearing = get_object_or_404(hearings, public_id=public_id)
    looks.note_case(request, hearing.case)
    return hearing


def find_invitation(request: HttpRequest, public_id: UUID) -> Invitation:
    invitations = Invitation.objects.visible_to(user_of(request)).select_related(
        "local_authority", "hearing__case__school", "hearing__case__authority"
    )
    asked = get_object_or_404(invitations, public_id=public_id, local_authority__isnull=False)
    looks.note_case(request, asked.hearing.case)
    return asked


def tell_how_many(hearing: Hearing, *, at: datetime) -> str:
    """Say to how many the action of that moment writes: what the outbox holds, and no promise."""
    number = count_told(hearing, at=at)
    if not number:
        return "Nobody is written to: nobody has to be told."
    return "1 letter is on its way." if number == 1 else f"{number} letters are on their way."


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, be it nothing; None while the form is only asked for."""
    return request.POST if request.method == "POST" else None


def read_clock() -> tuple[datetime, date]:
    """Return now and the day it is in London: read once for each request."""
    now = timezone.now()
    return now, london_date(now)


def status_of(form: forms.BaseForm) -> int:
    """Return 422 for a form sent back with faults, else 200."""
    return 422 if form.is_bound and form.errors else 200


def add_faults(form: forms.Form, faults: list[Fault] | tuple[Fault, ...]) -> None:
    """Put each fault beside the field that it is about, or over the form where it has none."""
    for fault in faults:
        form.add_error(fault.about if fault.about in form.fields else None, fault.told)


def read_version(request: HttpRequest) -> int:
    """Return the version that the page was opened with; 0 where none came, which is never right."""
    typed = str(request.POST.get("version", ""))
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0
