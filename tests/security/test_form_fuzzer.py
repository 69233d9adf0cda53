"""
Every form of every page, filled in by somebody who means harm or knows no better.

FUZZ_REQUESTS says how many requests are made in all (pages and API together); FUZZ_SEED begins
elsewhere. A failure names its seed and the request, which come again with the same two.
"""

import os
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from design_system.tidy import tidy
from tests.authorisation.matrix import EVERYBODY, MATRIX
from tests.authorisation.routes import address_of, walk
from tests.authorisation.world import World, build
from tests.design_system.files import PDF
from tests.security.drawn_forms import DrawnField, DrawnForm, read_forms
from tests.security.hostile import BROKEN_BODIES, QUERIES, pick_text
from tests.security.visitor import Visitor

REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "1000")) // 2
SEED = int(os.environ.get("FUZZ_SEED", "1"))
ANSWERS = {200, 204, 302, 400, 403, 404, 405, 409, 413, 415, 422, 429}
URLENCODED = "application/x-www-form-urlencoded"
TOKEN = "csrfmiddlewaretoken"


@dataclass(frozen=True)
class Target:
    """One form, where it is sent to and by whom."""

    route: str
    url: str
    who: str
    form: DrawnForm


@dataclass(frozen=True)
class Shot:
    """One request: what is sent, and as which type."""

    target: Target
    query: str
    body: bytes
    content_type: str
    typed: dict[str, list[str]] | None = None  # None: too broken for anything to be kept


def find_targets(world: World, visitors: dict[str, Visitor]) -> list[Target]:
    """Draw every page as each kind of person who may see it, and return the forms on it."""
    found = {}
    for route in walk():
        let_in = MATRIX[route.name].get
        if "api" in route.name or let_in is None:
            continue
        asking = {"", "manager", "head"} if let_in >= EVERYBODY else let_in & visitors.keys()
        url = address_of(route, world)
        for who in sorted(asking):
            answer = visitors[who].ask("get", url)
            is_page = answer.headers.get("Content-Type", "").startswith("text/html")
            for form in read_forms(answer.whole.decode()) if is_page else ():
                to = form.action.split("?")[0] or url
                names = tuple(sorted(form.fields))
                found.setdefault((to, names), Target(route.name, to, who, form))
    return list(found.values())


def fill(random: Random, box: DrawnField) -> list[str]:
    """Return what an honest person might put into one field."""
    if box.kind in ("radio", "select", "submit"):
        return [random.choice(box.offered)] if box.offered else []
    if box.kind == "checkbox":
        return [each for each in box.offered if random.random() < 0.5]
    if box.values and any(box.values) and random.random() < 0.7:
        return box.values
    day = timezone.localdate() + timedelta(days=random.randrange(-20, 60))
    endings = {"day": str(day.day), "month": str(day.month), "year": str(day.year)}
    ending = endings.get(box.name.rpartition("_")[2])
    return [ending or random.choice(["Sample words", "kit@sample.example", "12", "10:30am"])]


def aim(random: Random, target: Target) -> Shot:
    """Return one request: the form filled in honestly, then spoilt in one to three places."""
    filled = {box.name: fill(random, box) for box in target.form.fields.values()}
    filled.pop(TOKEN, None)
    names = sorted(filled)
    if random.random() < 0.1:
        body, content_type = random.choice(BROKEN_BODIES)
        return Shot(target, random.choice(["", *QUERIES]), body, content_type)
    for _ in range(random.randint(1, 3)):
        name = random.choice(names) if names else "x"
        spoil = random.random()
        if spoil < 0.7:
            filled[name] = [pick_text(random)]
        elif spoil < 0.8:
            filled[name] = [pick_text(random), *filled.get(name, [])]
        elif spoil < 0.9:
            filled.pop(name, None)
        else:
            filled[f"{name}_{random.randrange(4)}"] = [pick_text(random)]
    query = random.choice(QUERIES) if random.random() < 0.1 else ""
    if random.random() < 0.5 or any(box.kind == "file" for box in target.form.fields.values()):
        return Shot(target, query, *write_multipart(random, target, filled), filled)
    pairs = [(name.encode("utf-8", "surrogatepass"), value.encode("utf-8", "surrogatepass"))
             for name, values in filled.items() for value in values]  # fmt: skip
    return Shot(target, query, urlencode(pairs).encode(), URLENCODED, filled)


def write_multipart(
    random: Random, target: Target, filled: dict[str, list[str]]
) -> tuple[bytes, str]:
    parts = []
    for name, values in filled.items():
        box = target.form.fields.get(name)
        for value in values:
            file, content = "", value.encode("utf-8", "surrogatepass")
            if box and box.kind == "file":
                file = random.choice(
                    ["a.pdf", "a.csv", "\u202efdp.exe", "..\\..\\a.pdf", "a.ics\x00"]
                )
                content = random.choice(
                    [PDF, b"", content, b"a,b\n\x00,=1", b"BEGIN:VCALENDAR\r\n"]
                )
            named = f'; filename="{file}"\r\nContent-Type: application/pdf' if file else ""
            head = f'--frontier\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'
            parts.append(head.encode("utf-8", "surrogatepass") + content + b"\r\n")
    return b"".join(parts) + b"--frontier--\r\n", "multipart/form-data; boundary=frontier"


def find_lost(shot: Shot, html: str) -> list[str]:
    """Return the boxes of the form whose content is not what was typed into them."""
    buttons = [box for box in shot.target.form.fields.values() if box.kind == "submit"]
    if any((shot.typed or {}).get(box.name, [""])[-1] not in box.offered for box in buttons):
        return []  # no browser sends a form without the button that was pressed
    drawn: dict[str, list[str]] = {}
    for form in read_forms(html):
        drawn |= form.find_kept()
    lost = []
    for name, typed in (shot.typed or {}).items():
        if name not in shot.target.form.find_kept() or len(typed) != 1 or name.endswith("version"):
            continue
        sent = typed[0].encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        found = " ".join(drawn.get(name, ["(no such box)"])).split()
        if found not in (sent.split(), tidy(sent)[0].split()):
            lost.append(name)
    return lost


def describe(shot: Shot, status: object, more: object = "") -> str:
    where = f"{shot.target.who} {shot.target.route} {shot.target.url}?{shot.query}"
    return f"{where} -> {status} {more}\n   {shot.body[:3000]!r}"


@pytest.mark.django_db(databases=["default", "owner"])
def test_no_form_breaks_the_service_or_loses_what_was_typed(db, settings, tmp_path):
    settings.MEDIA_ROOT, settings.UPLOAD_MAX_BYTES = tmp_path, 2000
    world, random = build(), Random(SEED)
    visitors = {"": Visitor(), **{name: Visitor(user) for name, user in world.people.items()}}
    targets = find_targets(world, visitors)
    assert len({target.route for target in targets}) > 30
    wrong, seen = [], set()
    for number in range(REQUESTS):
        shot = aim(random, targets[number % len(targets)])
        answer = visitors[shot.target.who].ask(
            "generic", "POST", f"{shot.target.url}?{shot.query}", shot.body, shot.content_type
        )
        seen.add(answer.status_code)
        if answer.status_code not in ANSWERS:
            told = repr(answer.exc_info[1]) if getattr(answer, "exc_info", None) else ""
            wrong.append(describe(shot, answer.status_code, told))
        elif answer.status_code == 422 and (lost := find_lost(shot, answer.whole.decode())):
            wrong.append(describe(shot, 422, f"lost {lost}"))
    assert wrong == [], f"seed {SEED}: {len(wrong)} of {REQUESTS}\n" + "\n".join(wrong[:40])
    assert seen >= {200, 302, 422}  # it came through the forms to what lies behind them
