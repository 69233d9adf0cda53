"""The first page after signing in: what needs this person today."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def show_home(request: HttpRequest) -> HttpResponse:
    return render(request, "casework/home.html")
