"""Clients and tokens for tests, made as the service makes them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from rest_framework.test import APIClient

from organisations.models import School, Trust, User
from programs.actions import clients, tokens
from programs.models import Client, May
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import headteacher_of, trust_officer_of

LONG_AGO = datetime(2026, 9, 1, tzinfo=UTC)
FAR_AHEAD = datetime(2099, 1, 1, tzinfo=UTC)
ALL = (May.READ_CASES, May.SEND_NOTICES)


def make_client(
    organisation: School | Trust, *may: May, giver: User | None = None, expires_at=FAR_AHEAD
) -> tuple[Client, str]:
    """A client of ``organisation`` and its secret; without ``may``, it may do all."""
    declare(WHOLE_SERVICE)
    if giver is None:
        of_trust = isinstance(organisation, Trust)
        giver = trust_officer_of(organisation) if of_trust else headteacher_of(organisation)
    return clients.make_client(
        name="Sample Records",
        organisation=organisation,
        may=may or ALL,
        expires_at=expires_at,
        actor=giver,
        now=LONG_AGO,
    )


def bearer_of(client: Client, *may: May) -> str:
    declare(WHOLE_SERVICE)
    return tokens.grant_token(
        actor=client,
        may=[May(one) for one in may or client.may],
        lasts=FAR_AHEAD - LONG_AGO,
        now=LONG_AGO,
    )


def token_of(user: User) -> str:
    declare(WHOLE_SERVICE)
    lasts = FAR_AHEAD - LONG_AGO
    return tokens.issue_token(user=user, lasts=lasts, actor="system/test", now=LONG_AGO)


def calls_with(token: str) -> "Program":
    """A program that shows ``token``."""
    program = Program()
    program.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    return program


def system_of(organisation: School | Trust, *may: May) -> "Program":
    """A school's or trust's system with a token."""
    return calls_with(bearer_of(make_client(organisation, *may)[0]))


HOUR = timedelta(hours=1)


def refusal_of(answer) -> dict[str, object]:
    """What a refusal of the API says this time, without what its kind says each time."""
    told = answer.json()
    assert answer["Content-Type"] == "application/problem+json"
    assert (told["status"], told["fields"]) == (answer.status_code, told["faults"])
    return {name: told[name] for name in ("code", "detail", "fields")}


class Program(APIClient):
    """
    Calls as a program should: with a new key each time, on what it has read.

    ``post(…, key=…)`` sends the key again; ``post(…, read=url)`` reads there first.
    """

    def post(self, path, data=None, format="json", *, key=None, read="", match="", **more):
        headers = {"Idempotency-Key": key or uuid4().hex, **more.pop("headers", {})}
        if read or match:
            headers["If-Match"] = match or self.get(read).headers.get("ETag", '"unread"')
        return super().post(path, data, format=format, headers=headers, **more)
