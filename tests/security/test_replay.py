"""Every id that one person is shown, tried by another: not found, and nothing said of it."""

import os
import re
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from casework.api import authentication
from config import middleware
from row_security.scope import WHOLE_SERVICE, declare
from tests.authorisation.matrix import EVERYBODY, MATRIX
from tests.authorisation.routes import Found, address_of, walk
from tests.authorisation.world import World, build
from tests.security.visitor import Visitor

WHOLE = os.environ.get("REPLAY_WHOLE") == "1"  # at night: by everybody, in both ways
STRANGERS = ("elsewhere_officer", "neighbour_head", "nobody")
if WHOLE:
    STRANGERS += (*("elsewhere_head", "elsewhere_clerk", "governor", "unassigned_reviewer", ""),)
INSIDE_AND_OUT = ("elsewhere_officer", "neighbour_head", "seated", "expired_governor", "nobody")
METHODS = ("get", "post") if WHOLE else ("get",)
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ADDRESS = re.compile(r'(?:href|action|src|value)="(/[^"#]*)|"(?:url|next|href)": ?"([^"]*)"')
NOT_FOUND = (302, 401, 404, 405)


def draw_everything(world: World, visitor: Visitor) -> dict[str, str]:
    """Return what this person is shown at each address of the case's side, pages and API alike."""
    shown = {}
    for route in walk():
        if MATRIX[route.name].get is not None:
            url = address_of(route, world)
            answer = visitor.ask("get", url)
            if answer.status_code == 200:
                shown[url] = answer.whole.decode("utf-8", "replace") + str(answer.headers)
    return shown


def find_addresses(shown: dict[str, str]) -> set[str]:
    """Return every address on what was shown that leads to something of a case."""
    linked = {a or b for text in shown.values() for a, b in ADDRESS.findall(text)} | set(shown)
    return {each for each in linked if UUID.search(each) and is_ours(each)}


def is_ours(address: str) -> bool:
    try:
        resolve(urlsplit(address).path)
    except Resolver404:
        return False
    return True


def find_routes_by_id() -> list[Found]:
    """Return the routes whose every parameter is random: each id is tried at each of them."""
    return [
        route
        for route in walk()
        if len(route.parameters) == 1 and not route.guessable and MATRIX[route.name].get is not None
        and not MATRIX[route.name].get >= EVERYBODY
    ]  # fmt: skip


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return build()


@pytest.fixture
def secrets(world):
    """What nobody outside may be told, also not by an error or a count."""
    case, people = world.case, world.people
    return (
        case.reference, case.pupil.last_name, case.narrative, str(case.public_id),
        str(world.hearing.public_id), str(world.document.public_id), str(world.letter.reference),
        people["staff"].email,
    )  # fmt: skip


def test_every_address_one_person_sees_is_not_there_for_another(world, secrets):
    shown = {}
    for who in ("officer", "head", "clerk") if WHOLE else ("officer", "clerk"):
        shown |= draw_everything(world, Visitor(world.people[who]))
    addresses = find_addresses(shown)
    assert len(addresses) > 20
    wrong = {}
    for who in STRANGERS:
        visitor = Visitor(world.people.get(who))
        for address in sorted(addresses):
            for method in METHODS:
                answer = visitor.ask(method, address)
                said = answer.whole.decode("utf-8", "replace").replace(address, "")
                told = [s for s in secrets if s in said and s not in address]
                if answer.status_code not in NOT_FOUND or told or answer.headers.get("ETag"):
                    wrong[who, method, address] = (answer.status_code, told)
    assert wrong == {}


@pytest.fixture
def database_lets_all_through(monkeypatch):
    """Every request has the whole service in view: what is kept back, its own filter keeps back."""
    for door in (middleware, authentication):
        monkeypatch.setattr(
            door, "declare_reach", lambda user, *, now: declare(replace(WHOLE_SERVICE, at=now))
        )


def test_every_view_keeps_strangers_out_without_the_help_of_the_database(
    world, secrets, database_lets_all_through
):
    """One that forgot its filter is found here; with both walls up the other would hide it."""
    visitors = {who: Visitor(world.people[who]) for who in INSIDE_AND_OUT}
    wrong = {}
    for route in walk():
        row, url = MATRIX[route.name], address_of(route, world)
        if row.get is None or row.get >= EVERYBODY:
            continue
        for who in sorted(visitors.keys() - row.get - row.told_whose):
            answer = visitors[who].ask("get", url)
            said = answer.whole.decode("utf-8", "replace").replace(url, "")
            told = [s for s in secrets if s in said and s not in url]
            if answer.status_code not in NOT_FOUND or told:
                wrong[route.name, who] = (answer.status_code, told)
    assert wrong == {}


def test_an_id_of_one_kind_opens_nothing_of_another_kind(world, secrets):
    """Each id that the officer sees is tried at each route that takes one, by strangers."""
    shown = draw_everything(world, Visitor(world.people["officer"]))
    ids = sorted({found for text in shown.values() for found in UUID.findall(text)})
    own = {str(world.elsewhere.public_id)}
    wrong = {}
    visitor = Visitor(world.people["elsewhere_officer"])
    for route in find_routes_by_id():
        template = address_of(route, world)
        for public_id in ids:
            answer = visitor.ask("get", UUID.sub(public_id, template))
            if answer.status_code not in NOT_FOUND and public_id not in own:
                wrong[route.name, public_id] = answer.status_code
    assert wrong == {}
    assert len(ids) > 5


def test_counts_lists_searches_and_figures_say_nothing_of_it(world, secrets):
    """Whoever has no case at all sees the same words whether or not this one is there."""
    wrong = {}
    for who in STRANGERS:
        visitor = Visitor(world.people.get(who))
        for name in ("casework:caseload", "home", "hearings:hearings", "notifications:worklist",
                     "casework-api:cases", "transparency:index"):  # fmt: skip
            said = visitor.ask("get", address_of(Found(name, ()), world)).whole.decode()
            wrong |= {(who, name, s): True for s in secrets if s in said}
        for words in (world.case.reference, world.case.pupil.last_name, world.case.pupil.upn):
            if words and who:
                visitor.browser.post("/cases/found/", {"words": words})
                said = visitor.browser.get("/cases/found/").content.decode()
                rows = len(re.findall(r"/cases/[0-9a-f-]{36}/", said))
                wrong |= {(who, words): rows} if rows and "elsewhere" not in who else {}
                wrong |= {(who, words, s): True for s in secrets if s in said and s != words}
    assert wrong == {}
