"""Putting a governor on a panel and letting one go."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from design_system.fields import LongTextField, RadioField, TickField
from design_system.forms import PageForm
from design_system.widgets import Radios
from hearings import access, permissions, seats
from hearings.actions import panels
from hearings.listing import get_governors
from hearings.models import Hearing
from hearings.moves import check_listed
from hearings.pages.doors import find_hearing, read_clock, status_of, user_of


class SeatForm(PageForm):
    """One more governor for a panel."""

    governor = RadioField(what="a governor", label="Who is to sit?", choices=[])
    is_chair = TickField(what="the chair", label="In the chair", required=False)

    def __init__(self, *args: Any, hearing: Hearing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hearing = hearing
        sitting = hearing.seats.filter(released=False).values("governor")
        free = get_governors(hearing.case).exclude(pk__in=sitting)
        self.governors = {str(one.pk): one for one in free}
        field = cast(RadioField, self.fields["governor"])
        field.choices = [(pk, str(one)) for pk, one in self.governors.items()]
        cast(Radios, field.widget).hints = {
            pk: clash
            for pk, one in self.governors.items()
            if (clash := seats.describe_clash(one, hearing.during, but_for=hearing.pk))
        }


class ReleaseForm(PageForm):
    """A governor who is no longer to sit."""

    governor = RadioField(what="a governor", label="Who is no longer to sit?", choices=[])
    reason = LongTextField(
        what="why",
        label="Why?",
        help_text="For the record. It is not sent.",
        max_length=500,
        rows=2,
    )

    def __init__(self, *args: Any, hearing: Hearing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = hearing.seats.filter(released=False).select_related("governor").order_by("pk")
        self.governors = {str(seat.governor_id): seat.governor for seat in taken}
        field = cast(RadioField, self.fields["governor"])
        field.choices = [(pk, str(one)) for pk, one in self.governors.items()]


@login_required
def change_panel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Seat one more governor, or release one: two forms on one page."""
    hearing, user, (now, today) = find_hearing(request, public_id), user_of(request), read_clock()
    access.check_may(permissions.SEAT_GOVERNOR, user, hearing.case)
    check_listed(hearing)
    releasing = "release" in request.POST
    seating = request.method == "POST" and not releasing
    seat = SeatForm(request.POST if seating else None, hearing=hearing, today=today, prefix="seat")
    release = ReleaseForm(
        request.POST if releasing else None, hearing=hearing, today=today, prefix="release"
    )
    if release.is_valid():
        governor = release.governors[release.cleaned_data["governor"]]
        reason = release.cleaned_data["reason"]
        panels.release_governor(
            hearing_id=hearing.pk, governor=governor, reason=reason, actor=user, now=now
        )
        messages.success(request, f"{governor} is released and is being told.")
        return redirect("hearings:hearing", public_id=public_id)
    if seat.is_valid():
        try:
            governor = seat.governors[seat.cleaned_data["governor"]]
            panels.seat_governor(
                hearing_id=hearing.pk,
                governor=governor,
                is_chair=bool(seat.cleaned_data["is_chair"]),
                actor=user,
                now=now,
            )
        except (seats.GovernorNotFree, panels.CannotSit) as refused:
            seat.add_error("governor", str(refused))
        else:
            messages.success(request, f"{governor} is on the panel and is being invited.")
            return redirect("hearings:hearing", public_id=public_id)
    context = {"hearing": hearing, "seat": seat, "release": release, "forms": [seat, release]}
    status = max(status_of(seat), status_of(release))
    return render(request, "hearings/panel.html", context, status=status)
