"""What the steps of the walk know, and how they look for their effect."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

from config.sample.people import PASSWORD, SECOND_STEP_SECRET
from config.sample.second_step import make_code
from embedded.browser import Browser, NotThere, Page

PATIENCE_SECONDS = 60  # a message leaves within seconds; a wake-up that was lost waits for a sweep


@dataclass
class Walk:
    """What the steps know of the system and hand on to one another."""

    url: str
    mail_url: str
    environment: dict[str, str]
    known: dict[str, str] = field(default_factory=dict)
    people: str = ""
    browsers: dict[str, Browser] = field(default_factory=dict)

    def as_role(self, role: str) -> Browser:
        """Return the browser of the sample's person in this role, signed in on first use."""
        if role not in self.browsers:
            self.browsers[role] = self._sign_in(self.find_address(role))
        return self.browsers[role]

    def find_address(self, role: str) -> str:
        """Return the address with which the sample's person in this role signs in."""
        if not self.people:
            command = [sys.executable, "manage.py", "list_sample_people"]
            done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
            self.people = done.stdout
        for line in self.people.splitlines():
            if line.strip().startswith(role) and (found := re.search(r"\S+@\S+", line)):
                return found.group()
        raise NotThere(f"the sample has no “{role}”: {self.people[:600]}")

    def _sign_in(self, address: str) -> Browser:
        browser = Browser(self.url)
        page = browser.get("/sign-in/")
        values = {"login": address, "password": PASSWORD}
        page = browser.submit(page, page.find_form(having="password"), values)
        if "Second step" in page.text:
            code = {"code": make_code(SECOND_STEP_SECRET, now=time.time())}
            page = browser.submit(page, page.find_form(having="code"), code)
        page.must_say("Sign out")
        return browser

    def wait_for_mail(self, *, to: str, holding: Sequence[str]) -> dict[str, Any]:
        """
        Return the newest message to ``to`` that holds all these words, waiting for it.

        :raises NotThere: if none came in time.
        """
        found: list[dict[str, Any]] = wait_for(lambda: self.find_mail(to=to, holding=holding))
        if not found:
            raise NotThere(f"no message with {holding} came for {to} in {PATIENCE_SECONDS} s")
        return found[-1]

    def find_mail(self, *, to: str, holding: Sequence[str]) -> list[dict[str, Any]]:
        with urlopen(f"{self.mail_url}messages?{urlencode({'to': to})}", timeout=10) as answer:
            messages: list[dict[str, Any]] = json.load(answer)
        return [
            message
            for message in messages
            if all(word in message["subject"] + message["text"] for word in holding)
        ]


Step = Callable[[Walk], None]


def wait_for(look: Callable[[], Any]) -> Any:
    """Look until there is something to see, or patience is at its end; return what was seen."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not (seen := look()) and time.monotonic() < until:
        time.sleep(0.3)
    return seen


def wait_for_page(browser: Browser, path: str, *texts: str) -> Page:
    """
    Load a page again until it says all of this.

    :raises NotThere: if it never does.
    """
    wait_for(lambda: all(text in browser.get(path).text for text in texts))
    page = browser.get(path)
    page.must_say(*texts)
    return page


def in_boxes(name: str, year: int, month: int, day: int) -> Mapping[str, str]:
    """Return a date as it is typed into its three boxes."""
    return {f"{name}_day": str(day), f"{name}_month": str(month), f"{name}_year": str(year)}


def check_private(message: Mapping[str, Any], *names: str) -> None:
    """:raises NotThere: if a name stands where everybody can read it on the way."""
    for name in names:
        if name in message["subject"]:
            raise NotThere(f"the subject “{message['subject']}” names the child")


def find_the_service_ready(walk: Walk) -> None:
    """The service, its database and its broker answer."""
    said = json.loads(Browser(walk.url).get("/readyz").body)
    if (said["database"], said["broker"]) != ("ready", "ready"):
        raise NotThere(f"the service says {said}")
