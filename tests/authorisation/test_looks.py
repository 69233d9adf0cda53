"""Every route that shows anything of a child leaves a mark of who looked, or it fails here."""

import pytest
from django.db import connection
from django.test import Client

from audit.models import AuditEvent
from row_security.scope import WHOLE_SERVICE, declare
from tests.authorisation.matrix import EVERYBODY, MATRIX
from tests.authorisation.routes import address_of, walk
from tests.authorisation.world import build

ROUTES = {route.name: route for route in walk()}
CANARY = "Canarybird"
# Routes about one thing, in whose address a number stands, and which are about no child.
ABOUT_NO_CHILD = {
    *("organisations:person", "organisations:reset_second_step", "organisations:password_link"),
    "casework:leaver",  # the cases somebody holds, by their references
    "programs:system",
    "casework-api:notice",  # what became of a draft: nothing of the child
}
OF_EACH_KIND = ("officer", "home_officer", "head", "clerk", "seated", "trust")
IDS = {"public_id", "reference", "document_id", "offer_id", "hold_id", "export_id"}


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = build()
    world.case.pupil.last_name = CANARY
    world.case.pupil.save()
    world.draft.typed = {"last_name": CANARY}
    world.draft.save()
    world.letter.body = f"About {CANARY}"
    world.letter.save()
    return world


def read(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def is_of_a_child(route, shown):
    """What is about one case, one paper or one letter is; so is whatever names the child."""
    about_one = IDS & set(route.parameters) and route.name not in ABOUT_NO_CHILD
    return bool(about_one) or CANARY.encode() in shown


def find_marks(user, case):
    declare(WHOLE_SERVICE)
    mine = AuditEvent.objects.filter(actor=f"user/{user.pk}")
    listed = [e for e in mine.filter(kind="cases.listed") if case.pk in e.facts["cases"]]
    return listed or list(mine.exclude(kind__startswith="user.").exclude(kind="cases.listed"))


def ask(world, who, route):
    """Open one page as somebody who never was there; return what was shown, and their marks."""
    user, browser, saved = world.people[who], Client(), connection.savepoint()
    browser.force_login(user)
    answer = browser.get(address_of(route, world))
    shown = read(answer) if answer.status_code in (200, 409, 422) else b""
    marks = find_marks(user, world.case)
    connection.savepoint_rollback(saved)  # or one page's mark would stand for the next one's
    declare(WHOLE_SERVICE)
    return shown, marks


def test_whatever_is_shown_of_a_child_leaves_a_mark(world):
    unmarked, marked = set(), set()
    for name, row in MATRIX.items():
        insiders = OF_EACH_KIND if row.get and row.get >= EVERYBODY else sorted(row.get or ())[:3]
        for who in insiders:
            shown, marks = ask(world, who, ROUTES[name])
            if shown and is_of_a_child(ROUTES[name], shown):
                (marked if marks else unmarked).add((name, who))
    assert unmarked == set()
    assert len({name for name, _ in marked}) >= 30  # so that the walk is not one past closed doors


def test_a_page_that_was_refused_leaves_none(world):
    for who, address in (
        ("clerk", f"/cases/{world.case.public_id}/trail/"),  # of the case, but not for them
        ("elsewhere_officer", f"/cases/{world.case.public_id}/"),
    ):
        browser = Client()
        browser.force_login(world.people[who])
        assert browser.get(address).status_code == 404
        assert find_marks(world.people[who], world.case) == []
