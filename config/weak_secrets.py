"""Nobody starts over https with a secret that somebody would guess."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from config.connections import stays_here

KEY_LENGTH, PASSWORD_LENGTH = 50, 16  # characters, as deploy/example.env makes them or longer
FEWEST_KINDS = 8  # different characters in either


class WeakSecret(ValueError):
    """A key or password of the settings is a default, or is too short to be a secret."""


def refuse_weak(settings: Mapping[str, Any]) -> None:
    """
    Refuse a service that people reach over https with a weak key or password of its own.

    :raises WeakSecret: naming each setting, and no secret.
    """
    if settings["BASE_URL"].startswith("https://") and (weak := list(find_weak(settings))):
        raise WeakSecret(
            f"Too weak, give it a new random value: {', '.join(weak)}; see docs/security/keys.md."
        )


def find_weak(settings: Mapping[str, Any]) -> Iterator[str]:
    """Yield the name of each setting whose secret is weak; one that is not set is not weak."""
    for key in (settings["SECRET_KEY"], *settings["SECRET_KEY_FALLBACKS"]):
        if _is_weak(key, KEY_LENGTH):
            yield "SECRET_KEY"
    for alias, database in settings["DATABASES"].items():
        name = "OWNER_DATABASE_URL" if alias == "owner" else "DATABASE_URL"
        if _opens_elsewhere(database["HOST"], database["PASSWORD"]):
            yield name
    broker = urlsplit(settings["CELERY_BROKER_URL"])
    if _opens_elsewhere(broker.hostname or "", unquote(broker.password or "")):
        yield "REDIS_URL"
    if settings["SMTP_USER"] and _opens_elsewhere(settings["SMTP_HOST"], settings["SMTP_PASSWORD"]):
        yield "SMTP_PASSWORD"


def _opens_elsewhere(host: str, password: str) -> bool:
    return bool(password) and not stays_here(host) and _is_weak(password, PASSWORD_LENGTH)


def _is_weak(secret: str, least: int) -> bool:
    return len(secret) < least or len(set(secret)) < FEWEST_KINDS
