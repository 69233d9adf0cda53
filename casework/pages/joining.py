"""Accepting an invitation to one case, with the link in its letter."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from casework.access import declare_reach
from casework.actions import invitations
from organisations.models import User
from organisations.sign_in_links import make_forgotten_link
from row_security.scope import WHOLE_SERVICE, Scope, declare

SENT = (
    "The invitation is accepted. A link is on its way to the same email address: choose your "
    "password with it within an hour, then sign in."
)


@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """
    Offer to accept, and accept. A link that opens nothing is one page, which says no more.

    Whose invitation it is can be looked up only in the whole service: whoever holds the link
    reaches nothing yet.
    """
    person, now = request.user if isinstance(request.user, User) else None, timezone.now()
    declare(WHOLE_SERVICE)
    try:
        if request.method == "POST":
            return _accept(request, token, person)
        invitations.find_open(token, person=person, now=now)
    except invitations.SignInFirst:
        return render(request, "casework/join_sign_in.html", {"next": request.path})
    except invitations.InvitationNotOpen:
        return render(request, "casework/join_refused.html", status=404)
    finally:
        declare_reach(person, now=now) if person else declare(Scope())
    return render(request, "casework/join.html", {"person": person})


def _accept(request: HttpRequest, token: str, person: User | None) -> HttpResponse:
    user = invitations.accept(token=token, person=person, now=timezone.now())
    if person is None:
        facts = {"link": make_forgotten_link(user)}
        get_adapter(request).send_mail("account/email/password_reset_key", user.email, facts)
        messages.success(request, SENT)
        return redirect("account_login")
    messages.success(request, "The invitation is accepted. The case is in your list.")
    return redirect("casework:caseload")
