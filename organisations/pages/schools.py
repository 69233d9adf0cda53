"""The schools of an authority or a trust, and what is not known of them."""

from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from design_system.tidy import tidy
from organisations import access, permissions, queries
from organisations.actions import school_types
from organisations.models import LocalAuthority, School, Trust, User
from organisations.pages.forms import SchoolTypeForm
from organisations.roles import Role
from organisations.school_types import may_be_stated
from statute.facts import SchoolType

SCHOOLS_PER_PAGE = 50


def find_owner(user: User) -> LocalAuthority | Trust:
    """
    Return the authority this person acts for, else their trust.

    :raises Http404: if they work for neither.
    """
    trusts = (m.trust for m in user.standing_memberships if m.role == Role.TRUST_OFFICER)
    owner = access.get_authority(user) or next(trusts, None)
    if owner is None:
        raise Http404
    return owner


@require_GET
@login_required
def list_schools(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    owner = find_owner(user)
    search = tidy(request.GET.get("search", ""))[0].strip()[:100]
    schools = queries.get_open_schools(owner, search=search)
    page = Paginator(schools, SCHOOLS_PER_PAGE).get_page(request.GET.get("page"))
    types = queries.get_school_types([school.pk for school in page])
    manages = isinstance(owner, LocalAuthority) and access.manages(user, owner)
    rows = [
        (s, types[s.pk], manages and may_be_stated(s.type_group_code, s.type_code)) for s in page
    ]
    context = {
        "owner": owner,
        "is_authority": isinstance(owner, LocalAuthority),
        "rows": rows,
        "page": page,
        "search": search,
        "query": f"{urlencode({'search': search})}&" if search else "",
    }
    return render(request, "organisations/schools.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def state_type(request: HttpRequest, urn: int) -> HttpResponse:
    """Let a manager state what a school is where the register leaves it open."""
    user = cast(User, request.user)
    school = get_object_or_404(School.objects.select_related("local_authority"), urn=urn)
    if not (
        access.permits(permissions.STATE_SCHOOL_TYPE, user, school)
        and may_be_stated(school.type_group_code, school.type_code)
    ):
        raise Http404
    form = SchoolTypeForm(
        request.POST if request.method == "POST" else None, today=timezone.localdate()
    )
    if form.is_valid():
        typed = form.cleaned_data
        try:
            school_types.state_school_type(
                school_id=school.pk,
                school_type=SchoolType(typed["school_type"]),
                reason=typed["reason"],
                actor=user,
                now=timezone.now(),
            )
        except school_types.NotOfThatType as refusal:
            form.add_error("school_type", f"{str(refusal).capitalize()}.")
        else:
            messages.success(request, f"The type of {school} has been stated.")
            return redirect("organisations:schools")
    status = 422 if form.is_bound else 200
    context = {"form": form, "school": school}
    return render(request, "organisations/school_type.html", context, status=status)
