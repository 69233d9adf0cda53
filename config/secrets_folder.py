"""Secrets from files that a vault has put into a folder, instead of from the environment."""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path

SECRETS = (
    "SECRET_KEY",
    "OLD_SECRET_KEYS",
    "DATABASE_URL",
    "OWNER_DATABASE_URL",
    "REDIS_URL",
    "SMTP_PASSWORD",
    "STAFF_SIGN_ON_SECRET",
    "SCHOOL_SIGN_ON_SECRET",
    "AUDIT_SIGNING_KEY",
)


class SecretTwice(ValueError):
    """The folder and the environment hold different secrets: nobody knows which is meant."""


def take_secrets(environment: MutableMapping[str, str], folder: str) -> None:
    """
    Add to ``environment`` each secret that ``folder`` holds as a file of its name.

    Nothing else that lies there is read. An empty ``folder`` names none.

    :raises SecretTwice: if the environment has another value for one of them.
    """
    for name in SECRETS if folder else ():
        path = Path(folder) / name
        if path.is_file():
            found = path.read_text().strip()
            if environment.setdefault(name, found) != found:
                raise SecretTwice(f"{name} is another in SECRETS_FOLDER than in the environment")
