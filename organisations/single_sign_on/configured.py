"""Which organisations' sign-in is trusted. Plain Python: settings import it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost")


class HalfConfigured(ValueError):
    """A sign-in of which a part is missing would fail in front of people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSignOn:
    """A council's own directory (Entra ID). Whoever is in it is of that one authority."""

    issuer: str
    client_id: str
    secret: str
    authority_code: str
    email_domains: str  # with commas: an address elsewhere is not the council's to vouch for

    provider_id = "staff"
    name = "Sign in with your council account"
    scope = ("openid", "profile", "email")

    @property
    def rules(self) -> dict[str, Any]:
        domains = [part.strip().lower() for part in self.email_domains.split(",")]
        return {"authority_code": self.authority_code, "email_domains": domains}


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolSignOn:
    """DfE Sign-in. Its organisation claim says for which school, authority or trust."""

    issuer: str
    client_id: str
    secret: str

    provider_id = "schools"
    name = "Sign in with DfE Sign-in"
    scope = ("openid", "profile", "email", "organisation")

    @property
    def rules(self) -> dict[str, Any]:
        return {"email_domains": None}  # it sends a code to each address before it gives it out


SignOn = StaffSignOn | SchoolSignOn


def describe(sign_ons: Sequence[SignOn]) -> dict[str, Any]:
    """
    Return what django-allauth is told of those that are configured; none is no fault.

    :raises HalfConfigured: if a part of one is missing, or its issuer is not https.
    """
    apps = [_describe(each) for each in sign_ons if _is_configured(each)]
    return {"openid_connect": {"APPS": apps}}


def find_origins(providers: Mapping[str, Any]) -> list[str]:
    """Return where browsers are sent and where the service asks, as “https://host”."""
    urls = [urlsplit(app["settings"]["server_url"]) for app in _apps_of(providers)]
    return sorted({f"{url.scheme}://{url.netloc}" for url in urls})


def _apps_of(providers: Mapping[str, Any]) -> list[dict[str, Any]]:
    apps: list[dict[str, Any]] = providers.get("openid_connect", {}).get("APPS", [])
    return apps


def _is_configured(sign_on: SignOn) -> bool:
    values = {field.name: getattr(sign_on, field.name) for field in fields(sign_on)}
    missing = sorted(name for name, value in values.items() if not value)
    if len(missing) == len(values):
        return False
    prefix = "STAFF_SIGN_ON" if isinstance(sign_on, StaffSignOn) else "SCHOOL_SIGN_ON"
    if missing:
        names = ", ".join(f"{prefix}_{name.upper()}" for name in missing)
        raise HalfConfigured(f"to let people sign in over {sign_on.issuer or prefix}, set {names}")
    url = urlsplit(sign_on.issuer)
    if url.scheme != "https" and url.hostname not in LOOPBACK:
        raise HalfConfigured(f"{prefix}_ISSUER must begin with https://")
    return True


def _describe(sign_on: SignOn) -> dict[str, Any]:
    return {
        "provider_id": sign_on.provider_id,
        "name": sign_on.name,
        "client_id": sign_on.client_id,
        "secret": sign_on.secret,
        "settings": {
            "server_url": sign_on.issuer,
            "scope": list(sign_on.scope),
            **sign_on.rules,
        },
    }
