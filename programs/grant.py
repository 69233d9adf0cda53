"""The client-credentials grant of OAuth 2 (RFC 6749, section 4.4): a secret in, a token out."""

import json
from base64 import b64decode
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote_plus

from oauthlib.oauth2 import BackendApplicationServer, OAuth2Error, RequestValidator

from programs import access, queries
from programs.actions import tokens
from programs.models import May
from row_security.scope import declare

SAID = {
    "invalid_client": "The id or the secret is not right, or this system no longer has access",
    "invalid_scope": "This system may not do that, or there is no such scope",
    "unsupported_grant_type": "Send grant_type=client_credentials",
    "invalid_request": "Send grant_type=client_credentials in the body, as a form, and once",
}


class Answer:
    """The body, status and headers with which the request for a token is answered."""

    def __init__(self, headers: dict[str, str], body: str, status: int) -> None:
        self.values: dict[str, Any] = json.loads(body)
        self.status = status
        kept = {name: value for name, value in headers.items() if name != "Content-Type"}
        self.headers = {"Cache-Control": "no-store", "Pragma": "no-cache", **kept}
        if said := SAID.get(self.values.get("error", "")):
            self.values["error_description"] = said
        if status == 401:
            self.headers["WWW-Authenticate"] = 'Basic realm="Fair Hearing"'


def answer_request(
    path: str,
    sent: Sequence[tuple[str, str]],
    authorization: str,
    *,
    lasts: timedelta,
    now: datetime,
) -> Answer:
    """Return the answer to a request for a token; the library holds it against the standard."""
    server = BackendApplicationServer(
        _Clients(now),
        token_generator=lambda request: tokens.grant_token(
            actor=request.client, may=[May(one) for one in request.scopes], lasts=lasts, now=now
        ),
        token_expires_in=int(lasts.total_seconds()),
    )
    headers = {"Authorization": authorization}
    try:
        return Answer(*server.create_token_response(path, "POST", list(sent), headers))
    except OAuth2Error as refused:
        return Answer(refused.headers, refused.json, refused.status_code)


class _Clients(RequestValidator):  # type: ignore[misc]  # oauthlib is not typed
    """Our clients, as the library asks for them."""

    def __init__(self, now: datetime) -> None:
        super().__init__()
        self.now = now

    def authenticate_client(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        """Know the client by HTTP Basic or by the body, and declare what it reaches."""
        header: str = request.headers.get("Authorization", "")
        shown = _read_basic(header) if header else (request.client_id, request.client_secret)
        client_id, secret = shown or ("", "")
        if header and request.client_id not in (None, client_id):
            return False
        client = queries.find_client(client_id or "", secret or "", now=self.now)
        if client is None:
            return False
        request.client, request.client_id = client, client.client_id
        declare(access.scope_of(client))
        return True

    def validate_grant_type(self, client_id: str, grant_type: str, *args: Any, **_: Any) -> bool:
        return grant_type == "client_credentials"

    def get_default_scopes(self, client_id: str, request: Any, *args: Any, **_: Any) -> list[str]:
        return list(request.client.may)

    def validate_scopes(
        self, client_id: str, scopes: Sequence[str], client: Any, request: Any, *_: Any, **__: Any
    ) -> bool:
        return set(scopes) <= set(client.may)

    def save_bearer_token(self, token: Any, request: Any, *args: Any, **kwargs: Any) -> None:
        """Do nothing: the token was kept, as its digest, when it was made."""


def _read_basic(header: str) -> tuple[str, str] | None:
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        client_id, _, secret = b64decode(encoded, validate=True).decode().partition(":")
    except ValueError:
        return None
    return unquote_plus(client_id), unquote_plus(secret)
