"""A connection that leaves the machine is encrypted to whom it was meant for, or nobody starts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qs, urlsplit

from psycopg.conninfo import conninfo_to_dict

NAMES = ("database", "broker", "mail", "scanner")


class PlainConnection(ValueError):
    """A setting would have data cross a network that anybody may read or answer on."""


@dataclass(frozen=True, slots=True)
class Connection:
    """One place to connect to, as PLAIN_CONNECTIONS calls it; ``mend`` says what to set."""

    name: str
    host: str
    is_safe: bool
    mend: str


def read_database(url: str) -> dict[str, object]:
    """Return Django's settings of the database at ``url``."""
    parts = conninfo_to_dict(url)  # unlike most URL readers, it decodes a socket folder as host
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": parts,
        "CONN_HEALTH_CHECKS": True,
    }


def refuse_plain(settings: Mapping[str, Any], *, named: Collection[str]) -> None:
    """
    Refuse settings with a connection that is not encrypted, or does not check who answers.

    What stays on this machine needs neither; nor does what ``named`` says is on a network of its
    own, such as that of one machine's containers.

    :raises PlainConnection: with every fault, and what mends it.
    """
    faults = [f"PLAIN_CONNECTIONS names {name!r}" for name in sorted(set(named) - set(NAMES))]
    faults += [
        f"{one.name}: {one.mend}"
        for one in find_connections(settings)
        if not (one.is_safe or stays_here(one.host) or one.name in named)
    ]
    if faults:
        raise PlainConnection(
            f"Not encrypted: {'; '.join(faults)}. Where a network is private, name it in"
            f" PLAIN_CONNECTIONS ({', '.join(NAMES)}); see docs/runbooks/deployment.md."
        )


def find_connections(settings: Mapping[str, Any]) -> Iterator[Connection]:
    """Yield every connection that the settings describe."""
    for database in settings["DATABASES"].values():
        safe = database["OPTIONS"].get("sslmode") == "verify-full"
        for host in (database["OPTIONS"].get("hostaddr") or database["HOST"]).split(","):
            yield Connection("database", host, safe, "set sslmode=verify-full in its address")
    broker = urlsplit(settings["CELERY_BROKER_URL"])
    checks = parse_qs(broker.query).get("ssl_cert_reqs", ["required"])[-1].lower()
    safe = broker.scheme == "rediss" and checks in ("required", "cert_required")
    at = (broker.hostname or "") if broker.scheme in ("redis", "rediss") else ""
    yield Connection("broker", at, safe, "begin its address with rediss: and check certificates")
    yield Connection("mail", settings["SMTP_HOST"], settings["SMTP_STARTTLS"], "SMTP_STARTTLS=1")
    lookup = urlsplit(settings["SMTP_LOOKUP_URL"])
    safe = lookup.scheme == "https"
    yield Connection("mail", lookup.hostname or "", safe, "begin SMTP_LOOKUP_URL with https:")
    scanner = urlsplit(settings["SCANNER_ADDRESS"])
    at = (scanner.hostname or "") if scanner.scheme == "tcp" else ""
    yield Connection("scanner", at, False, "use a socket file: its protocol has no encryption")


def stays_here(host: str) -> bool:
    """Tell whether what is sent to ``host`` never leaves this machine; a folder is a socket."""
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
