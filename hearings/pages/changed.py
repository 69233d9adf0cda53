"""Two people change one hearing: the second sees what is kept now beside what they typed."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hearings.models import Hearing
from hearings.pages.doors import find_hearing


def show_both(
    request: HttpRequest, template: str, hearing: Hearing, form: forms.Form, **context: object
) -> HttpResponse:
    """
    Answer a change that came after somebody else's: nothing is lost, and the person chooses.

    The form holds what they typed, on the version that is kept now: to send it again is to put it
    in place of the other's.
    """
    now = find_hearing(request, hearing.public_id)
    shown = {"hearing": now, "form": form, "changed": True, "version": now.version, **context}
    return render(request, template, shown, status=409)
