"""How a program signs in to the API: with the token of a client, or of a person."""

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from casework.access import declare_reach
from programs import access, queries
from programs.callers import Caller
from programs.credentials import BEARER
from programs.models import BearerToken, PersonalToken
from row_security.scope import declare

SCHEMES = (b"bearer", b"token")


class ScopedTokenAuthentication(BaseAuthentication):
    """
    Know who calls by the token, and declare what they may see.

    The middleware knows only people with a session; without this, a token would see no row at all.
    """

    def authenticate(self, request: Request) -> tuple[Caller, BearerToken | PersonalToken] | None:
        scheme, _, shown = get_authorization_header(request).partition(b" ")
        if scheme.lower() not in SCHEMES:
            return None
        token, now = shown.strip().decode("latin-1"), timezone.now()
        if token.startswith(BEARER):
            if bearer := queries.find_bearer(token, now=now):
                declare(access.scope_of(bearer.client))
                return bearer.client, bearer
        elif personal := queries.find_personal(token, now=now):
            declare_reach(personal.user, now=now)
            return personal.user, personal
        raise AuthenticationFailed("This token is not known here, or its time is over.")

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="Fair Hearing"'
