"""Listing a hearing, moving it, cancelling it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hearings import access
from hearings.actions import listings
from hearings.models import Hearing
from hearings.moves import check_listed
from hearings.pages.doors import (
    find_case,
    find_hearing,
    posted,
    read_clock,
    read_version,
    status_of,
    user_of,
)
from hearings.pages.listing_forms import CancelForm, ListingForm, MoveForm
from hearings.queries import get_invitations
from hearings.seats import GovernorNotFree
from statute.london import LONDON


@login_required
def list_hearing(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List the governing board's hearing of a case."""
    case, user, (now, today) = find_case(request, public_id), user_of(request), read_clock()
    access.check_may_run(user, case)
    listings.check_awaits_hearing(case)
    form = ListingForm(posted(request), case=case, today=today)
    if form.is_valid():
        try:
            hearing = listings.list_hearing(
                case_id=case.pk, proposal=form.proposal, panel=form.chosen, actor=user, now=now
            )
        except GovernorNotFree as taken:  # booked by somebody else since the form was checked
            form.add_error("panel", str(taken))
        else:
            messages.success(request, "The hearing is listed. Everybody entitled is being told.")
            return redirect("hearings:hearing", public_id=hearing.public_id)
    context = {"case": case, "form": form, "limits": form.limits}
    return render(request, "hearings/list.html", context, status=status_of(form))


@login_required
def move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a hearing another time or place."""
    hearing, user, (now, today) = find_hearing(request, public_id), user_of(request), read_clock()
    access.check_may_run(user, hearing.case)
    check_listed(hearing)
    form = MoveForm(posted(request), hearing=hearing, today=today, initial=_typed(hearing))
    if form.is_valid():
        try:
            listings.move_hearing(
                hearing_id=hearing.pk,
                proposal=form.proposal,
                version=read_version(request),
                actor=user,
                now=now,
            )
        except GovernorNotFree as taken:
            form.add_error("day", str(taken))
        else:
            messages.success(request, "The hearing is moved. Everybody who was told is told again.")
            return redirect("hearings:hearing", public_id=public_id)
    context = {
        "hearing": hearing,
        "form": form,
        "limits": form.limits,
        "told": get_invitations(hearing),
        "version": read_version(request) or hearing.version,
    }
    return render(request, "hearings/move.html", context, status=status_of(form))


@login_required
def cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Cancel a hearing."""
    hearing, user, (now, today) = find_hearing(request, public_id), user_of(request), read_clock()
    access.check_may_run(user, hearing.case)
    check_listed(hearing)
    form = CancelForm(posted(request), today=today)
    if form.is_valid():
        listings.vacate_hearing(
            hearing_id=hearing.pk,
            reason=form.cleaned_data["reason"],
            in_error=form.cleaned_data["how"] == "ERROR",
            version=read_version(request),
            actor=user,
            now=now,
        )
        messages.success(request, "The hearing is cancelled. Everybody who was told is told so.")
        return redirect("hearings:hearing", public_id=public_id)
    context = {
        "hearing": hearing,
        "form": form,
        "told": get_invitations(hearing),
        "version": read_version(request) or hearing.version,
    }
    return render(request, "hearings/cancel.html", context, status=status_of(form))


def _typed(hearing: Hearing) -> dict[str, object]:
    starts, ends = (at.astimezone(LONDON).time() for at in (hearing.starts_at, hearing.ends_at))
    return {
        "starts": starts,
        "ends": ends,
        "mode": hearing.mode,
        "venue": hearing.venue,
        "remote_link": hearing.remote_link,
    }
