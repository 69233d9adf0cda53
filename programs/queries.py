"""Everything that is asked about clients and tokens. Nothing here writes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from organisations import access as organisations_access
from organisations.models import Membership, School, Trust, User
from organisations.roles import Role
from programs import access
from programs.credentials import digest
from programs.models import BearerToken, Client, ClientSecret, PersonalToken

JOINED = ("school__local_authority", "trust", "given_by")


def get_clients(user: User) -> QuerySet[Client]:
    """Return the clients that ``user`` answers for, or may, by name; those withdrawn too."""
    schools = [m.school_id for m in _hold(user, Role.HEADTEACHER)]
    trusts = [m.trust_id for m in _hold(user, Role.TRUST_OFFICER)]
    kept = Q(school__in=schools) | Q(trust__in=trusts) | Q(school__trust__in=trusts)
    authority = organisations_access.get_authority(user)
    if organisations_access.manages(user, authority):
        kept |= Q(school__local_authority=authority)
    return Client.objects.filter(kept).select_related(*JOINED).order_by("name", "pk")


def get_own_organisations(user: User) -> Sequence[School | Trust]:
    """Return the school or trust of which ``user`` is the head or an officer."""
    held = [*_hold(user, Role.HEADTEACHER), *_hold(user, Role.TRUST_OFFICER)]
    return [found for m in held if (found := m.school or m.trust)]


def find_client(client_id: str, secret: str, *, now: datetime) -> Client | None:
    """Return the client whose secret this is, if it still works; else None."""
    try:
        public_id = UUID(client_id)
    except ValueError:
        return None
    working = Q(ends_at=None) | Q(ends_at__gt=now)
    found = ClientSecret.objects.filter(
        working, digest=digest(secret), client__public_id=public_id
    ).select_related(*(f"client__{name}" for name in JOINED))
    row = found.first()
    return row.client if row and not access.find_end(row.client, now=now) else None


def find_bearer(token: str, *, now: datetime) -> BearerToken | None:
    """Return a client's token, if its time is not over and the client still works; else None."""
    found = BearerToken.objects.filter(digest=digest(token), expires_at__gt=now)
    row = found.select_related(*(f"client__{name}" for name in JOINED)).first()
    return row if row and not access.find_end(row.client, now=now) else None


def find_personal(token: str, *, now: datetime) -> PersonalToken | None:
    """Return a person's token, if its time is not over and their account is open; else None."""
    found = PersonalToken.objects.filter(digest=digest(token), expires_at__gt=now)
    return found.filter(user__is_active=True).select_related("user").first()


def _hold(user: User, role: Role) -> list[Membership]:
    return [m for m in user.standing_memberships if m.role == role]
