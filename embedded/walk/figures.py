"""Step 7: the figures are published, and everybody sees them; no small number is among them."""

from __future__ import annotations

import csv
import io
import re

from embedded.browser import Browser, NotThere
from embedded.walk.state import Step, Walk

MANAGER = "Local authority manager"
SMALL = {"1", "2", "3", "4"}


def publish_the_figures(walk: Walk) -> None:
    """The manager counts this school year, looks at what would be out, and publishes it."""
    manager = walk.as_role(MANAGER)
    page = manager.get("/figures/publish/")
    form = page.find_form(having="year")
    newest = max(form.choices["year"].values())
    shown = manager.submit(page, form, {"year": newest})
    shown.must_say("Check the figures before you publish them")
    form = shown.find_form(having="digest")
    reason = next(iter(form.choices["reason"].values()))
    published = manager.submit(shown, form, {"reason": reason})
    published.must_say("is published")
    walk.known["figures"] = re.sub(r"^https?://[^/]+", "", published.url)


def read_the_figures(walk: Walk) -> None:
    """Somebody who is not signed in sees both kinds of school, the chart, and no small number."""
    anybody = Browser(walk.url)
    page = anybody.get(walk.known["figures"])
    page.must_say("Academies", "Maintained schools", "How we protect children", "Release")
    if "<svg" not in page.body or "<table" not in page.body:
        raise NotThere("the page has no chart, or no table beside it")
    anybody.get("/figures/").must_say(walk.known["figures"].split("/")[2][:4])
    data = anybody.get(page.find_link("Download these figures (CSV)")).body
    rows = list(csv.DictReader(io.StringIO(data.lstrip("\ufeff"))))
    if not rows:
        raise NotThere("the file has no row")
    counted = [name for name in rows[0] if name.endswith("_count")]
    for row in rows:
        if small := [name for name in counted if row[name] in SMALL]:
            raise NotThere(f"a small number is published in {small}: {row}")
    if not any("c" in row.values() for row in rows):
        raise NotThere("nothing is hidden, although so few cases must be")


FIGURES_STEPS: list[tuple[str, Step]] = [
    ("the manager publishes this school year's figures", publish_the_figures),
    ("everybody sees them, and no figure from 1 to 4", read_the_figures),
]
