"""What somebody keeps of their own account."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@require_GET
@login_required
def show_account(request: HttpRequest) -> HttpResponse:
    """Show where to keep what one signs in with, and where one is signed in."""
    return render(request, "account/account.html")
