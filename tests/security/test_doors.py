"""What stands before every page: limits, methods, plain text, and a line for each refusal."""

import logging

import pytest
from django.core.cache import caches
from django.test import Client

from programs.models import May
from tests.authorisation.routes import address_of, walk
from tests.authorisation.world import build
from tests.factories import headteacher_of
from tests.programs.builders import bearer_of, calls_with, make_client, token_of
from tests.programs.test_grant import ask, shown
from tests.security.visitor import Visitor

LOCAL = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "page-limit"}
AWAY = {
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "LOCATION": "redis://127.0.0.1:1",
}
MOMENT = 1_790_000_000


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return build()


@pytest.fixture
def limited(settings, time_machine):
    time_machine.move_to(MOMENT, tick=False)
    settings.CACHES = {**settings.CACHES, "throttles": LOCAL}
    settings.PAGES_PER_MINUTE = 3
    yield time_machine
    caches["throttles"].clear()


def signed_in(person):
    browser = Client()
    browser.force_login(person)
    return browser


def test_somebody_who_asks_for_page_after_page_waits_and_nobody_else(world, limited):
    """Counted by person, in whichever browser: searches, lists, papers and exports alike."""
    first, second = signed_in(world.people["manager"]), signed_in(world.people["manager"])
    pages = ("/cases/", "/data-protection/", f"/cases/{world.case.public_id}/")
    assert [first.get(page).status_code for page in pages] == [200, 200, 200]

    refused = second.post("/cases/found/", {"words": "a"})

    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert "Too many pages in a short time" in refused.content.decode()
    assert signed_in(world.people["head"]).get("/cases/").status_code == 200
    assert [Client().get("/help/").status_code for _ in range(5)] == [200] * 5
    limited.shift(60)
    assert first.get("/cases/").status_code == 200


def test_a_broker_that_is_away_keeps_nobody_from_a_page(world, settings):
    settings.CACHES, settings.PAGES_PER_MINUTE = {**settings.CACHES, "throttles": AWAY}, 1
    browser = signed_in(world.people["head"])

    assert [browser.get("/cases/").status_code for _ in range(3)] == [200] * 3


@pytest.fixture
def over_https(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def test_a_page_is_sent_on_to_https_and_a_call_is_refused(world, over_https):
    page = Client().get("/sign-in/")
    assert (page.status_code, page.url) == (301, "https://testserver/sign-in/")
    head = calls_with(token_of(headteacher_of(world.case.school)))

    plain, encrypted = head.get("/api/v1/cases/"), head.get("/api/v1/cases/", secure=True)

    assert (plain.status_code, encrypted.status_code) == (403, 200)
    assert plain["Content-Type"] == "application/problem+json"
    assert "over https" in plain.json()["detail"]
    assert "Location" not in plain


def test_no_secret_brings_a_token_in_plain_text(world, over_https):
    assert ask(shown(*make_client(world.case.school))).status_code == 403


@pytest.mark.parametrize("who", ["", "manager", "head"])
def test_no_route_answers_trace_with_what_was_sent(world, who):
    visitor, found = Visitor(world.people.get(who)), {}
    for route in walk():
        answer = visitor.ask("trace", address_of(route, world), headers={"X-Canary": "zebulonia"})
        assert b"zebulonia" not in answer.whole, route.name
        found[route.name] = answer.status_code
    assert set(found.values()) == {405}


NOTED = [
    ("head", "post", "/people/found/", "refused 404 POST organisations:found to user/{pk}"),
    ("elsewhere_head", "get", "/cases/{id}/", "refused 404 GET casework:case to user/{pk}"),
    ("head", "put", "/cases/", "refused 405 PUT casework:caseload to user/{pk}"),
    ("head", "zebulonia", "/cases/", "refused 405 (another method) casework:caseload to user/{pk}"),
    ("", "get", "/api/v1/cases/", "refused 401 GET casework-api:cases to a visitor"),
    ("", "get", "/Zebulonia/", "refused 404 GET (no route) to a visitor"),
]


def lines_of(caplog):
    return [one.getMessage() for one in caplog.records if one.name == "config.noted_refusals"]


@pytest.mark.parametrize(("who", "method", "path", "line"), NOTED)
def test_what_somebody_may_not_do_is_in_the_log_without_what_they_typed(
    world, caplog, who, method, path, line
):
    person = world.people.get(who)
    browser = signed_in(person) if person else Client()

    with caplog.at_level(logging.WARNING):
        browser.generic(method.upper(), path.format(id=world.case.public_id))

    assert lines_of(caplog) == [line.format(pk=person.pk if person else "")]
    assert "ebulonia" not in lines_of(caplog)[0]


def test_who_tries_to_get_round_the_rules_is_in_the_log(world, caplog, limited):
    """A forged form, input with faults, a program without leave, and too many pages."""
    head, strict = world.people["head"], Client(enforce_csrf_checks=True)
    strict.force_login(head)
    system, _ = make_client(world.case.school, May.SEND_NOTICES)

    with caplog.at_level(logging.WARNING):
        strict.post("/cases/found/", {"words": "a"})
        strict.post("/sign-in/forgotten/", {"email": "a"})
        calls_with(bearer_of(system)).get("/api/v1/cases/")
        for _ in range(4):
            strict.get("/cases/")

    said = lines_of(caplog)
    assert said[0] == f"refused 403 POST casework:found to user/{head.pk}"
    assert said[2] == f"refused 403 GET casework-api:cases to client/{system.pk}"
    assert said[-1] == f"refused 429 GET casework:caseload to user/{head.pk}"


def test_what_is_answered_is_not_in_the_log(world, caplog):
    with caplog.at_level(logging.WARNING):
        signed_in(world.people["head"]).get("/cases/")

    assert lines_of(caplog) == []
