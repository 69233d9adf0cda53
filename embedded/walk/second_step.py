"""The second step of signing in, which the sample asks of one role."""

from __future__ import annotations

from config.sample.people import PASSWORD
from embedded.browser import Browser, NotThere
from embedded.walk.state import Step, Walk

MANAGER = "Local authority manager"


def stop_at_the_password(walk: Walk) -> None:
    """A password alone opens nothing of a manager's; with the code of their app they are in."""
    browser = Browser(walk.url)
    page = browser.get("/sign-in/")
    values = {"login": walk.find_address(MANAGER), "password": PASSWORD}
    page = browser.submit(page, page.find_form(having="password"), values)
    page.must_say("Second step", "Code")
    if "Sign out" in browser.get("/cases/").text:
        raise NotThere("a manager was let in without the second step")
    walk.as_role(MANAGER).get("/cases/").must_say("Sign out")


SECOND_STEP_STEPS: list[tuple[str, Step]] = [
    ("a manager's password alone opens nothing; with the second step they are in",
     stop_at_the_password),
]  # fmt: skip
