"""What the pages of this room have in common: who asks, and for which case."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from casework import looks
from casework.models import Case
from data_protection import access
from design_system.forms import PageForm
from organisations.access import get_authority, manages
from organisations.models import LocalAuthority, User

SAFE_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def user_of(request: HttpRequest) -> User:
    """Return who is signed in; the page has asked for that already."""
    return cast(User, request.user)


def find_case(request: HttpRequest, public_id: UUID) -> tuple[Case, User]:
    """
    Return a case that this person may keep or export, noting the look, and who asks.

    :raises Http404: if it is not theirs, or this is not their part: the two look alike.
    """
    user = user_of(request)
    cases = Case.objects.visible_to(user).select_related("school", "authority", "pupil")
    case = get_object_or_404(cases, public_id=public_id)
    if not (access.may_hold(user, case) or access.may_export(user, case)):
        raise Http404
    looks.note_case(request, case)
    return case, user


def get_officer(request: HttpRequest) -> tuple[User, LocalAuthority]:
    """
    Return who asks, and the authority they act for.

    :raises Http404: if they work for none.
    """
    user = user_of(request)
    if (authority := get_authority(user)) is None:
        raise Http404
    return user, authority


def get_manager(request: HttpRequest) -> tuple[User, LocalAuthority]:
    """
    Return who asks, and the authority they manage.

    :raises Http404: if they manage none.
    """
    user, authority = get_officer(request)
    if not manages(user, authority):
        raise Http404
    return user, authority


def typed(request: HttpRequest) -> QueryDict | None:
    """Return what was typed, or None where the page was merely opened."""
    return request.POST if request.method == "POST" else None


def status_of(form: PageForm) -> int:
    """Return 422 for a form with faults."""
    return 422 if form.is_bound and not form.is_valid() else 200
