"""The systems of schools and trusts: seen, added, given a new secret and withdrawn."""

from datetime import datetime
from typing import cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organisations import access as organisations_access
from organisations.models import LocalAuthority, User
from programs import access, queries
from programs.actions import clients
from programs.models import Client, May
from programs.pages.forms import AddSystemForm, Organisation


@require_GET
@login_required
def list_systems(request: HttpRequest) -> HttpResponse:
    """Show the systems that the person answers for; 404 to whoever may keep none."""
    user, _, _ = _find_keeper(request)
    now = timezone.now()
    rows = [_describe(client, now=now) for client in queries.get_clients(user)]
    return render(request, "programs/systems.html", {"rows": rows})


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def add_system(request: HttpRequest) -> HttpResponse:
    """Let a system in, and show its secret this once."""
    user, own, authority = _find_keeper(request)
    form = AddSystemForm(
        request.POST if request.method == "POST" else None,
        today=timezone.localdate(),
        own=own,
        authority=authority,
    )
    if form.is_valid():
        now = timezone.now()
        client, secret = clients.make_client(
            name=form.cleaned_data["name"],
            organisation=form.cleaned_data["organisation"],
            may=[May(one) for one in form.cleaned_data["may"]],
            expires_at=now + settings.CLIENT_LASTS,
            actor=user,
            now=now,
        )
        return _show_secret(request, client, secret)
    status = 422 if form.is_bound else 200
    return render(request, "programs/add_system.html", {"form": form}, status=status)


@require_GET
@login_required
def show_system(request: HttpRequest, public_id: UUID) -> HttpResponse:
    client = _find_client(request, public_id)
    context = {
        **_describe(client, now=timezone.now()),
        "may": [May(one).label for one in client.may],
        "secrets": client.secrets.order_by("made_at"),
        "overlap": settings.SECRET_OVERLAP,
    }
    return render(request, "programs/system.html", context)


@never_cache
@require_POST
@login_required
def change_secret(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a system a new secret, and show it this once."""
    client = _find_client(request, public_id)
    secret = clients.rotate_secret(
        client_id=client.pk,
        overlap=settings.SECRET_OVERLAP,
        actor=cast(User, request.user),
        now=timezone.now(),
    )
    return _show_secret(request, client, secret, changed=True)


@require_POST
@login_required
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Shut a system out, at once and for good."""
    client = _find_client(request, public_id)
    clients.revoke_client(client_id=client.pk, actor=cast(User, request.user), now=timezone.now())
    messages.success(request, f"{client.name} has no access any more.")
    return redirect("programs:systems")


def _find_keeper(request: HttpRequest) -> tuple[User, list[Organisation], LocalAuthority | None]:
    user = cast(User, request.user)
    own = list(queries.get_own_organisations(user))
    authority = organisations_access.get_authority(user)
    manages = organisations_access.manages(user, authority)
    if not own and not manages:
        raise Http404
    return user, own, authority if manages else None


def _find_client(request: HttpRequest, public_id: UUID) -> Client:
    return get_object_or_404(queries.get_clients(cast(User, request.user)), public_id=public_id)


def _describe(client: Client, *, now: datetime) -> dict[str, object]:
    return {"client": client, "ended": access.find_end(client, now=now)}


def _show_secret(
    request: HttpRequest, client: Client, secret: str, *, changed: bool = False
) -> HttpResponse:
    context = {
        "client": client,
        "secret": secret,
        "changed": changed,
        "overlap_hours": int(settings.SECRET_OVERLAP.total_seconds() // 3600),
    }
    return render(request, "programs/secret.html", context)
