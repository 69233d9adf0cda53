"""Putting right what was recorded of the family's asking and of the trust's word."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from audit.permissions import Row
from design_system.words import capitalise
from hearings import access, permissions
from hearings.actions import withdrawals
from hearings.actions.attendance import NotADay, NothingToAsk
from hearings.pages.attendance_forms import CorrectionForm
from hearings.pages.doors import (
    find_case,
    posted,
    read_clock,
    status_of,
    tell_how_many,
    user_of,
)
from hearings.queries import find_listed_hearing
from hearings.standings import standings_of


@login_required
def correct_request(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take back that the family asked, or put its day right."""
    heading = "The family’s request does not stand as recorded"
    return _correct(
        request, public_id, withdrawals.withdraw_request, permissions.WITHDRAW_REQUEST, heading
    )


@login_required
def correct_permission(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take back that the trust agreed, or put its day right."""
    heading = "The trust’s word does not stand as recorded"
    return _correct(
        request,
        public_id,
        withdrawals.withdraw_permission,
        permissions.WITHDRAW_PERMISSION,
        heading,
    )


def _correct(
    request: HttpRequest, public_id: UUID, withdraw: Callable[..., None], row: Row, heading: str
) -> HttpResponse:
    case, user, (now, today) = find_case(request, public_id), user_of(request), read_clock()
    access.check_may(row, user, case)
    form = CorrectionForm(posted(request), case=case, today=today)
    if form.is_valid():
        given = {"authority": form.chosen, "withdrawal": form.withdrawal}
        try:
            withdraw(case_id=case.pk, actor=user, now=now, **given)
        except NothingToAsk as refused:
            form.add_error("authority", capitalise(str(refused)))
        except NotADay as refused:
            form.add_error("right_day", capitalise(str(refused)))
        else:
            listed = find_listed_hearing(case.pk)
            also = f" {tell_how_many(listed, at=now)}" if listed else ""
            messages.success(request, f"What was recorded is put right.{also}")
            return redirect(f"/cases/{case.public_id}/")
    context = {"case": case, "form": form, "standings": standings_of(case), "heading": heading}
    return render(request, "hearings/correction.html", context, status=status_of(form))
