"""Who acts for an authority and its schools: seen and changed by its managers."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from design_system.tidy import tidy
from organisations import access, queries
from organisations.actions import people
from organisations.models import LocalAuthority, User
from organisations.pages.forms import AddPersonForm, EndRoleForm
from organisations.roles import Role
from organisations.sealing import seal, unseal
from organisations.sign_in_links import make_password_link

PEOPLE_PER_PAGE = 50
LONGEST_SEARCH = 100
SOUGHT = "organisations.sought"  # the words last sought, in the session: a name, so encrypted


def find_authority(request: HttpRequest) -> tuple[LocalAuthority, User]:
    """
    Return the authority that the asking person manages and acts for, and the person.

    :raises Http404: if there is none.
    """
    user = cast(User, request.user)
    authority = access.get_authority(user)
    if authority is None or not access.manages(user, authority):
        raise Http404
    return authority, user


@require_GET
@login_required
def list_people(request: HttpRequest) -> HttpResponse:
    authority, _ = find_authority(request)
    return _draw_people(request, authority, search="")


@require_http_methods(["GET", "POST"])
@login_required
def find_people(request: HttpRequest) -> HttpResponse:
    """Take the words to find somebody by, keep them out of every address, and show who fits."""
    authority, _ = find_authority(request)
    if request.method == "POST":
        words = tidy(request.POST.get("search", ""))[0].strip()[:LONGEST_SEARCH]
        request.session[SOUGHT] = seal(words, purpose=SOUGHT)
        return redirect("organisations:found" if words else "organisations:people")
    words = unseal(request.session.get(SOUGHT, ""), purpose=SOUGHT)
    if not words:
        return redirect("organisations:people")
    return _draw_people(request, authority, search=words)


def _draw_people(request: HttpRequest, authority: LocalAuthority, *, search: str) -> HttpResponse:
    pages = Paginator(queries.get_memberships(authority, search=search), PEOPLE_PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {"authority": authority, "page": page, "search": search}
    return render(request, "organisations/people.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def add_person(request: HttpRequest) -> HttpResponse:
    authority, user = find_authority(request)
    form = AddPersonForm(
        request.POST if request.method == "POST" else None,
        today=timezone.localdate(),
        authority=authority,
    )
    if form.is_valid():
        typed = form.cleaned_data
        try:
            person = people.join(
                email=typed["email"],
                first_name=typed["first_name"],
                last_name=typed["last_name"],
                role=Role(typed["role"]),
                organisation=form.organisation,
                actor=user,
                now=timezone.now(),
            )
        except people.AlreadyThere as refusal:
            form.add_error("email", f"{refusal}.")
        else:
            role = Role(typed["role"]).label.lower()
            messages.success(request, f"{person} can now act as {role}.")
            return redirect("organisations:person", public_id=person.public_id)
    status = 422 if form.is_bound else 200
    context = {"form": form, "authority": authority}
    return render(request, "organisations/add_person.html", context, status=status)


@require_http_methods(["GET", "POST"])
@login_required
def show_person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a person's roles here, and end one of them."""
    authority, user = find_authority(request)
    person = get_object_or_404(User, public_id=public_id)
    held = list(queries.get_memberships(authority).filter(user=person))
    if not held:
        raise Http404
    choices = [(str(m.pk), f"{Role(m.role).label}, {m.organisation}") for m in held]
    form = EndRoleForm(
        request.POST if request.method == "POST" else None,
        today=timezone.localdate(),
        choices=choices,
    )
    if form.is_valid():
        ended = int(form.cleaned_data["membership"])
        people.leave(membership_id=ended, actor=user, now=timezone.now())
        messages.success(request, f"{person}’s role has ended.")
        return redirect("organisations:people")
    context = {
        "form": form,
        "authority": authority,
        "person_shown": person,
        "held": held,
        "within": queries.is_within(person, authority),
    }
    status = 422 if form.is_bound else 200
    return render(request, "organisations/person.html", context, status=status)


@require_POST
@login_required
def give_password_link(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show, once, the link with which a person chooses a password."""
    authority, user = find_authority(request)
    person = get_object_or_404(User, public_id=public_id)
    if not queries.get_memberships(authority).filter(user=person).exists():
        raise Http404
    people.record_password_link(person=person, actor=user, now=timezone.now())
    context = {"person_shown": person, "link": make_password_link(person)}
    return render(request, "organisations/password_link.html", context)
