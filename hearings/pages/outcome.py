"""After the meeting: who came, what was decided, and the letter about it."""

import hashlib
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hearings import access, permissions
from hearings.actions import outcomes
from hearings.decision_letters import Draft, address_letters, draft_letter
from hearings.models import Decision
from hearings.moves import HearingChanged, check_listed
from hearings.pages.changed import show_both
from hearings.pages.doors import (
    add_faults,
    find_hearing,
    posted,
    read_clock,
    read_version,
    status_of,
    user_of,
)
from hearings.pages.outcome_forms import AttendanceForm, GivingForm, OutcomeForm, find_expected
from hearings.sitting import CannotBeRecorded

GIVEN = (
    "The decision letter is given. What goes by email is being sent; what goes by post waits below "
    "for you to print and post it."
)


@login_required
def record_held(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record who attended."""
    hearing, user, (now, today) = find_hearing(request, public_id), user_of(request), read_clock()
    access.check_may(permissions.RECORD_HELD, user, hearing.case)
    check_listed(hearing)
    form = AttendanceForm(posted(request), today=today, expected=find_expected(hearing, str(user)))
    if form.is_valid():
        try:
            outcomes.record_held(
                hearing_id=hearing.pk,
                people=form.people,
                version=read_version(request),
                actor=user,
                now=now,
            )
        except HearingChanged:
            return show_both(request, "hearings/attendance.html", hearing, form)
        except CannotBeRecorded as refused:
            add_faults(form, refused.faults)
        else:
            messages.success(request, "It is recorded who attended. Now record the outcome.")
            return redirect("hearings:outcome", public_id=public_id)
    version = read_version(request) or hearing.version
    context = {"hearing": hearing, "form": form, "version": version}
    return render(request, "hearings/attendance.html", context, status=status_of(form))


@login_required
def record_outcome(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record what the board decided."""
    hearing, user, (now, today) = find_hearing(request, public_id), user_of(request), read_clock()
    access.check_may(permissions.RECORD_OUTCOME, user, hearing.case)
    outcomes.check_awaits_outcome(hearing)
    form = OutcomeForm(posted(request), today=today, initial={"decided_on": hearing.held_on})
    if form.is_valid():
        try:
            outcomes.record_outcome(
                hearing_id=hearing.pk,
                outcome=form.outcome,
                version=read_version(request),
                actor=user,
                now=now,
            )
        except HearingChanged:
            return show_both(request, "hearings/outcome.html", hearing, form)
        except CannotBeRecorded as refused:
            add_faults(form, refused.faults)
        else:
            messages.success(request, "The outcome is recorded. Now give the decision letter.")
            return redirect("hearings:decision_letter", public_id=public_id)
    version = read_version(request) or hearing.version
    context = {"hearing": hearing, "form": form, "version": version}
    return render(request, "hearings/outcome.html", context, status=status_of(form))


@login_required
def give_letter(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the decision letter as it would be given, then give it."""
    hearing, user, (now, today) = find_hearing(request, public_id), user_of(request), read_clock()
    access.check_may(permissions.GIVE_LETTER, user, hearing.case)
    outcome = outcomes.get_outcome_to_tell(hearing)
    form = GivingForm(posted(request), today=today, initial={"sent_on": today})
    draft: Draft | None = None
    if form.is_valid():
        draft = draft_letter(outcome, form.giving, now=now)
        for missing in draft.missing:
            form.add_error(None, missing)
        # What is given is what was shown: a change since then is shown first.
        if not draft.missing and request.POST.get("give") == _describe(draft):
            outcomes.give_decision_letter(
                hearing_id=hearing.pk,
                giving=form.giving,
                version=read_version(request),
                actor=user,
                now=now,
            )
            messages.success(request, GIVEN)
            return redirect("hearings:hearing", public_id=public_id)
    context = {
        "hearing": hearing,
        "outcome": outcome,
        "declined": outcome.decision == Decision.DECLINED,
        "form": form,
        "draft": draft,
        "addressed": address_letters(outcome, draft) if draft and not draft.missing else [],
        "shown": _describe(draft) if draft else "",
        "version": read_version(request) or hearing.version,
    }
    return render(request, "hearings/decision_letter.html", context, status=status_of(form))


def _describe(draft: Draft) -> str:
    told = [f"{one.to_name} {one.sent} {one.given_on} {one.review_until}" for one in draft.letters]
    return hashlib.sha256("; ".join(told).encode()).hexdigest()
