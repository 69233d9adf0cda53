"""Listing a hearing, moving it, cancelling it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from design_system.words import capitalise
from hearings import access, permissions
from hearings.actions import listings
from hearings.models import Hearing
from hearings.moves import HearingChanged, check_listed
from hearings.pages.changed import show_both
from hearings.pages.doors import (
    find_case,
    find_hearing,
    posted,
    read_clock,
    read_version,
    status_of,
    tell_how_many,
    user_of,
)
from hearings.pages.listing_forms import CancelForm, ListingForm, MoveForm
from hearings.queries import get_invitations
from hearings.seats import GovernorNotFree
from statute.london import LONDON
from statute.meeting import GROUNDS_IN_WORDS, Condition

GROUND_OF = {words: ground.value for ground, words in GROUNDS_IN_WORDS.items()}


@login_required
def list_hearing(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List the governing board's hearing of a case."""
    case, user, (now, today) = find_case(request, public_id), user_of(request), read_clock()
    access.check_may(permissions.LIST_HEARING, user, case)
    listings.check_awaits_hearing(case)
    form = ListingForm(posted(request), case=case, today=today, now=now)
    if form.is_valid():
        try:
            hearing = listings.list_hearing(
                case_id=case.pk, proposal=form.proposal, panel=form.chosen, actor=user, now=now
            )
        except GovernorNotFree as taken:  # booked by somebody else since the form was checked
            form.add_error("panel", str(taken))
        else:
            messages.success(request, f"The hearing is listed. {tell_how_many(hearing, at=now)}")
            return redirect("hearings:hearing", public_id=hearing.public_id)
    context = {"case": case, "form": form, "limits": form.limits}
    return render(request, "hearings/list.html", context, status=status_of(form))


@login_required
def move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a hearing another time or place."""
    hearing, user, (now, today) = find_hearing(request, public_id), user_of(request), read_clock()
    access.check_may(permissions.MOVE_HEARING, user, hearing.case)
    check_listed(hearing)
    form = MoveForm(posted(request), hearing=hearing, today=today, now=now, initial=_typed(hearing))
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
        except HearingChanged:
            context = {"limits": form.limits, "told": get_invitations(hearing)}
            return show_both(request, "hearings/move.html", hearing, form, **context)
        except listings.NothingChanged as unchanged:
            messages.info(request, f"{capitalise(str(unchanged))}.")
            return redirect("hearings:hearing", public_id=public_id)
        else:
            messages.success(request, f"The hearing is moved. {tell_how_many(hearing, at=now)}")
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
    access.check_may(permissions.VACATE_HEARING, user, hearing.case)
    check_listed(hearing)
    form = CancelForm(posted(request), today=today)
    if form.is_valid():
        try:
            listings.vacate_hearing(
                hearing_id=hearing.pk,
                reason=form.cleaned_data["reason"],
                in_error=form.cleaned_data["how"] == "ERROR",
                version=read_version(request),
                actor=user,
                now=now,
            )
        except HearingChanged:
            told = get_invitations(hearing)
            return show_both(request, "hearings/cancel.html", hearing, form, told=told)
        messages.success(request, f"The hearing is cancelled. {tell_how_many(hearing, at=now)}")
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
        "in_person_reason": "" if hearing.is_remote else hearing.mode_reason,
        "ground": GROUND_OF.get(hearing.mode_reason, "") if hearing.is_remote else "",
        "conditions": [condition.value for condition in Condition] if hearing.is_remote else [],
        "late_reason": hearing.late_reason,
    }
