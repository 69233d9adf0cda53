"""Every route, walked from the resolver: what each answer says to the browser, whoever asks."""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from html.parser import HTMLParser

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.authorisation.routes import Found, address_of, walk
from tests.authorisation.world import build
from tests.security.visitor import Visitor

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
REFUSED_DEVICES = ("camera=()", "geolocation=()", "microphone=()", "payment=()", "usb=()")
POLICY = {
    *("default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'"),
    *("form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"),
}
OPEN_TO_CACHES = "transparency:"  # published figures: nothing in them is anybody's


class InlineCode(HTMLParser):
    """Finds what a content security policy without inline code would not run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.found += [
            f"{tag} {name}" for name in given if name.startswith("on") or name == "style"
        ]
        self.found += [
            f"{tag} to {v}" for v in given.values() if (v or "").startswith("javascript:")
        ]
        if tag == "style" or (tag == "script" and not given.get("src")):
            self.found.append(tag)


@pytest.fixture(scope="module")
def routes():
    return list(walk())


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return build()


def find_faults(route: Found, answer: HttpResponse) -> list[str]:
    """Return what is wrong with one answer; a file may have a stricter policy than a page."""
    said = answer.headers
    faults = [
        f"{name}: {said.get(name)}" for name, value in FIXED.items() if said.get(name) != value
    ]
    policy = {each.strip() for each in said.get("Content-Security-Policy", "").split(";")}
    if not policy >= POLICY and not policy >= {"sandbox", "default-src 'none'"}:
        faults.append(f"Content-Security-Policy: {sorted(policy)}")
    if "unsafe" in " ".join(policy) or "*" in " ".join(policy):
        faults.append("Content-Security-Policy allows anything")
    faults += [each for each in REFUSED_DEVICES if each not in said.get("Permissions-Policy", "")]
    if not route.name.startswith(OPEN_TO_CACHES) and "no-store" not in said.get(
        "Cache-Control", ""
    ):
        faults.append(f"Cache-Control: {said.get('Cache-Control')}")
    if said.get("Content-Type", "").startswith("text/html"):
        parser = InlineCode()
        parser.feed(answer.whole.decode())
        faults += parser.found
    return faults


@pytest.mark.parametrize("who", ["", "manager", "head"])
def test_every_answer_is_hardened_whoever_asks(world, routes, who):
    wrong, pages = {}, 0
    visitor = Visitor(world.people.get(who))
    for route in routes:
        for method in ("get", "post"):
            answer = visitor.ask(method, address_of(route, world))
            pages += answer.headers.get("Content-Type", "").startswith("text/html")
            if faults := find_faults(route, answer):
                wrong[route.name, method] = faults
    assert wrong == {}
    assert pages > 40  # so that something was read


def test_every_form_is_refused_without_its_token(world, routes):
    visitor = Visitor(world.people["head"], strict_forms=True)
    statuses = {
        route.name: visitor.ask("post", address_of(route, world)).status_code for route in routes
    }
    statuses.pop("programs-api:token")  # knows a program by its secret alone, and reads no cookie
    assert {name: code for name, code in statuses.items() if code not in (403, 405)} == {}
    assert list(statuses.values()).count(403) > 40


def test_what_a_case_is_found_by_cannot_be_guessed(routes):
    """A case, a hearing, a paper and a letter have random names; numbers name public things."""
    numbered = {route.name: route.guessable for route in routes if route.guessable}
    assert {name for name, known in numbered.items() if "pk" in known} == {"mfa_remove_webauthn"}
    assert set().union(*numbered.values()) == {
        *("urn", "code", "year"),  # in public registers
        *("rule_id", "number"),  # under the random name of a case, a letter or a release
        *("uidb64", "token", "provider_id"),
        *("pk", "contact_id"),  # one's own passkey; an address of an organisation, not of a family
    }


def test_another_host_is_not_answered(db):
    answer = Client(headers={"host": "evil.example"}).get("/sign-in/")

    assert (answer.status_code, b"evil" in answer.content) == (400, False)


def test_security_txt_names_a_contact_and_a_day_within_a_year(client, db, settings):
    settings.BASE_URL = "https://exclusions.council.example"
    settings.SECURITY_CONTACTS = ["mailto:a@council.example", "https://council.example/tell"]

    answer = client.get("/.well-known/security.txt")

    lines = [line.split(": ", 1) for line in answer.content.decode().splitlines()]
    expires = datetime.fromisoformat(dict(lines)["Expires"])
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert [value for name, value in lines if name == "Contact"] == settings.SECURITY_CONTACTS
    assert timedelta(30) < expires - datetime.now(expires.tzinfo) < timedelta(365)
    assert ["Canonical", f"{settings.BASE_URL}/.well-known/security.txt"] in lines


def test_without_a_contact_there_is_no_security_txt(client, db, settings):
    settings.SECURITY_CONTACTS = []

    assert client.get("/.well-known/security.txt").status_code == 404


READ = """
import json
from config import settings
print(json.dumps({name: getattr(settings, name) for name in dir(settings)
                  if name.startswith(("SESSION_COOKIE", "CSRF_COOKIE", "SECURE"))}, default=str))
"""


def read_settings(base_url: str) -> dict[str, object]:
    said = subprocess.run(
        [sys.executable, "-c", READ],
        env={**os.environ, "BASE_URL": base_url}, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(said.stdout)


def test_over_https_cookies_and_transport_are_strict():
    found = read_settings("https://exclusions.council.example")

    expected = {
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SAMESITE": "Lax",
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    }
    assert {name: found[name] for name in expected} == expected


def test_https_is_promised_for_a_year(db, settings):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True

    said = Client().get("/sign-in/", secure=True).headers["Strict-Transport-Security"]

    assert said == "max-age=31536000; includeSubDomains"


def test_every_cookie_is_flagged(world, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    browser = Client()
    browser.force_login(world.people["manager"])

    browser.post("/people/found/", {"search": "kit"}, secure=True)  # writes to the session
    browser.get("/", secure=True)

    flags = ("secure", "httponly", "samesite", "domain", "path")
    found = {name: [kept[flag] for flag in flags] for name, kept in browser.cookies.items()}
    strict = [True, True, "Lax", "", "/"]
    assert found == {"sessionid": strict, "csrftoken": strict}


EVIL = (
    "//evil.example", "https://evil.example/", "http:evil.example", "/\\evil.example",
    "\\\\evil.example", "javascript:alert(1)", "https:///evil.example", "/%09/evil.example",
    "\t//evil.example", "//testserver@evil.example", "https://testserver.evil.example",
)  # fmt: skip


def find_where(visitor: Visitor, url: str, method: str, wanted: str) -> str:
    return visitor.ask(method, url, {"next": wanted}).headers.get("Location", "")


@pytest.mark.parametrize("who", ["", "manager"])
def test_no_address_sends_a_browser_to_another_site(world, routes, who):
    """Each route that heeds ``next`` is asked to lead astray."""
    visitor = Visitor(world.people.get(who))
    ways = [
        (route, address_of(route, world), method) for route in routes for method in ("get", "post")
    ]
    heeding = [way for way in ways if find_where(visitor, *way[1:], "/help/").endswith("/help/")]
    astray = {
        (route.name, method, wanted): to
        for route, url, method in heeding
        for wanted in EVIL
        if (to := find_where(visitor, url, method, wanted))
        and not (to.startswith("/") and to[1:2] not in ("/", "\\"))
    }
    assert astray == {}
    assert heeding
