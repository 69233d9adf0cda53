"""Signed in as somebody is who went through the page and the second step."""

from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from organisations.models import User
from organisations.session_limits import begin


def sign_in(person: User) -> Client:
    """Return a browser in which ``person`` may open what their roles reach."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(person)
    request = HttpRequest()
    request.session = client.session
    begin(request.session, now=timezone.now())
    record_authentication(request, person, "mfa", type="totp")
    request.session.save()
    return client
