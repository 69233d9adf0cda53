"""The page from which an authority keeps, disposes of and hands out."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from data_protection import queries
from data_protection.pages.asking import get_officer
from organisations.access import manages


@require_GET
@login_required
def show(request: HttpRequest) -> HttpResponse:
    user, authority = get_officer(request)
    context = {
        "authority": authority,
        "holds": queries.get_standing_holds(user),
        "disposals": queries.get_disposals(user),
        "may_dispose": manages(user, authority),
    }
    return render(request, "data_protection/overview.html", context)
