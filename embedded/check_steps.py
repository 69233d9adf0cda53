"""The steps of the main job, each by the person whose work it is, each seen to have its effect."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

from embedded.browser import Browser, NotThere

PATIENCE_SECONDS = 45  # a message leaves within seconds; a wake-up that was lost waits for a sweep


@dataclass
class Walk:
    """What the steps know of the system and hand on to one another."""

    url: str
    mail_url: str
    environment: dict[str, str]
    browsers: dict[str, Browser] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)

    def wait_for_mail(self, *, to: str, subject: str) -> dict[str, Any]:
        """
        Return the newest message to ``to`` with these words in its subject, waiting for it.

        :raises NotThere: if none came in time.
        """
        asked = urlencode({"to": to, "subject": subject})
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            with urlopen(f"{self.mail_url}messages?{asked}", timeout=10) as answer:
                found: list[dict[str, Any]] = json.load(answer)
            if found:
                return found[-1]
            time.sleep(0.25)
        raise NotThere(f"no message “{subject}” came for {to} in {PATIENCE_SECONDS} s")


def find_the_service_ready(walk: Walk) -> None:
    """The service, its database and its broker answer."""
    said = json.loads(Browser(walk.url).get("/readyz").body)
    if (said["database"], said["broker"]) != ("ready", "ready"):
        raise NotThere(f"the service says {said}")


STEPS: list[tuple[str, Callable[[Walk], None]]] = [
    ("the service is ready", find_the_service_ready),
]
