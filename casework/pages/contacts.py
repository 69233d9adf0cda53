"""The addresses that letters go to: added and verified by those who answer for them."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audit.permissions import Whose
from casework.actions import contacts as actions
from casework.pages.contact_forms import AddContactForm, VerifyContactForm
from organisations import access
from organisations.contacts import get_contacts
from organisations.models import Contact, LocalAuthority, School, User
from organisations.permissions import KEEP_CONTACTS


def find_owners(user: User) -> dict[str, School | LocalAuthority]:
    """
    Return whose addresses this person keeps, by a key for the form.

    :raises Http404: if nobody's.
    """
    authority = access.get_authority(user)
    owners: list[School | LocalAuthority] = []
    if authority and access.may_keep_contacts(user, authority):
        owners.append(authority)
    owners += access.get_schools(user, *KEEP_CONTACTS.get_roles(Whose.SCHOOL))
    if not owners:
        raise Http404
    return {_key(owner): owner for owner in owners}


@require_http_methods(["GET", "POST"])
@login_required
def list_contacts(request: HttpRequest) -> HttpResponse:
    """Show the addresses this person keeps, and add one."""
    user = cast(User, request.user)
    owners = find_owners(user)
    choices = [(key, owner.name) for key, owner in owners.items()]
    form = AddContactForm(
        request.POST if request.method == "POST" else None,
        today=timezone.localdate(),
        choices=choices,
    )
    if form.is_valid():
        contact = actions.add_contact(
            owner=owners[form.cleaned_data["owner"]],
            email=form.cleaned_data["email"],
            actor=user,
            now=timezone.now(),
        )
        return redirect("casework:verify_contact", contact_id=contact.pk)
    context = {"form": form, "held": [(owner, get_contacts(owner)) for owner in owners.values()]}
    status = 422 if form.is_bound else 200
    return render(request, "casework/contacts.html", context, status=status)


@require_http_methods(["GET", "POST"])
@login_required
def verify_contact(request: HttpRequest, contact_id: int) -> HttpResponse:
    """Have somebody vouch for an address before anything is sent to it."""
    user = cast(User, request.user)
    rows = Contact.objects.select_related("school", "local_authority")
    contact = get_object_or_404(rows, pk=contact_id, verified_at=None)
    owner = contact.school or contact.local_authority
    if owner is None or not access.may_keep_contacts(user, owner):
        raise Http404
    form = VerifyContactForm(
        request.POST if request.method == "POST" else None, today=timezone.localdate()
    )
    if form.is_valid():
        released = actions.verify_contact(contact_id=contact.pk, actor=user, now=timezone.now())
        letters = "1 letter that waited" if released == 1 else f"{released:,} letters that waited"
        told = f" It is being sent {letters} for an address." if released else ""
        messages.success(request, f"{contact.email} is now in use.{told}")
        return redirect("casework:contacts")
    context = {"form": form, "contact": contact, "owner": owner}
    status = 422 if form.is_bound else 200
    return render(request, "casework/verify_contact.html", context, status=status)


def _key(owner: School | LocalAuthority) -> str:
    return f"{'school' if isinstance(owner, School) else 'authority'}-{owner.pk}"
