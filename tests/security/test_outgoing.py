"""What the service connects to: what its settings name, and nothing that an answer names."""

import ast
import socket
import urllib.request
from pathlib import Path
from uuid import uuid4

import pytest
import requests
from django.test import Client

from inspection.scanner import Scanner
from notifications.provider import Refused
from notifications.providers.smtp import SmtpProvider
from organisations.single_sign_on.configured import SchoolSignOn, describe
from organisations.single_sign_on.outgoing import NotConfigured, check_host, make_session
from tests.notifications.test_provider_contract import a_post
from tests.organisations.sign_on_provider import CLIENT_ID, SECRET, running

ROOT = Path(__file__).parents[2]
ROOMS = (
    "audit", "casework", "config", "data_protection", "design_system", "hearings", "inspection",
    "notifications", "organisations", "programs", "row_security", "statute", "transparency",
)  # fmt: skip
CALLING = {  # what a module can call another machine with
    "socket", "ssl", "http", "urllib.request", "smtplib", "ftplib", "imaplib", "poplib", "xmlrpc",
    "requests", "urllib3", "httpx", "aiohttp", "redis", "boto3", "paramiko", "webbrowser",
    "django.core.mail",
}  # fmt: skip
CALLERS = {  # each reviewed: whom it calls is a setting
    "config/health.py",  # REDIS_URL
    "inspection/scanner.py",  # SCANNER_ADDRESS
    "notifications/providers/smtp.py",  # SMTP_HOST, SMTP_LOOKUP_URL
    "organisations/single_sign_on/outgoing.py",  # the issuers of single sign-on
}
CALL_NOBODY = {
    "config/page_limit.py",  # the type of a fault
    "notifications/tasks.py",  # the name of this machine
    "organisations/pages/sign_on.py",  # the type of a fault
    "organisations/single_sign_on/adapter.py",  # the type of a session
    "programs/api/throttles.py",  # the type of a fault
}
ISSUER = "https://login.council.example/v2.0"
METADATA = "http://169.254.169.254/latest/meta-data/"


@pytest.fixture
def called(monkeypatch):
    """Every place that was looked up or connected to. Only this machine's own are reached."""
    places, connect = set(), socket.socket.connect

    def look_up(host, port, *rest, **more):
        places.add((host, port))
        if host != "127.0.0.1":
            raise socket.gaierror(socket.EAI_NONAME, "not looked up in a test")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]

    def note_and_connect(self, place):
        places.add(place)
        if place[0] != "127.0.0.1":
            raise ConnectionRefusedError
        return connect(self, place)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket.socket, "connect", note_and_connect)
    monkeypatch.setattr(urllib.request, "getproxies", dict)
    return places


def place_of(provider):
    host, port = provider.issuer.removeprefix("http://").split(":")
    return host, int(port)


@pytest.fixture
def signs_on_at(settings):
    def configure(issuer):
        sign_on = SchoolSignOn(issuer=issuer, client_id=CLIENT_ID, secret=SECRET)
        settings.SOCIALACCOUNT_PROVIDERS = describe([sign_on])

    return configure


def test_only_the_reviewed_modules_can_call_another_machine():
    found = set()
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if any(can_call(name) for name in read_imports(path)):
                found.add(path.relative_to(ROOT).as_posix())
    assert found == CALLERS | CALL_NOBODY


def read_imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def can_call(name):
    return any(name == each or name.startswith(f"{each}.") for each in CALLING)


def test_letters_go_to_the_mail_server_of_the_settings_whoever_they_are_for(called, settings):
    settings.SMTP_HOST, settings.SMTP_PORT = "mail.council.example", 2525

    with pytest.raises(Refused):
        SmtpProvider().post(a_post(to="clerk@elsewhere.example"))

    assert called == {("mail.council.example", 2525)}


def test_a_letter_in_doubt_is_asked_about_where_the_settings_say(called, settings):
    settings.SMTP_LOOKUP_URL = "http://kept.council.example:8025/by-id/"

    with pytest.raises(OSError):
        SmtpProvider().find(uuid4())

    assert called == {("kept.council.example", 8025)}


def test_a_letter_in_doubt_is_not_asked_about_where_an_answer_says(called, settings):
    """Else whoever redirects could have the service call anybody, and take that for a yes."""
    with running() as here, running() as elsewhere:
        settings.SMTP_LOOKUP_URL = f"{here.issuer}/by-id/"
        here.redirect_all_to = f"{elsewhere.issuer}/keys"

        with pytest.raises(OSError, match="302"):
            SmtpProvider().find(uuid4())

        assert (len(here.asked), elsewhere.asked) == (1, [])
        assert called == {place_of(here)}


def test_files_go_to_the_scanner_of_the_settings(called):
    assert Scanner("tcp://scanner.council.example:3310").answers() is False
    assert called == {("scanner.council.example", 3310)}


@pytest.mark.parametrize(
    "url",
    [
        METADATA, "https://169.254.169.254/", "http://127.0.0.1/", "https://127.0.0.1:8000/",
        "https://localhost/", "https://[::1]/", "https://[fe80::1]/", "https://10.0.0.1/",
        "http://login.council.example/", "https://login.council.example:8443/",
        "https://login.council.example@169.254.169.254/",
        "https://login.council.example.elsewhere.example/",
        "file:///etc/passwd", "//login.council.example/", "",
    ],
)  # fmt: skip
def test_single_sign_on_asks_no_address_but_the_issuers(called, signs_on_at, url):
    signs_on_at(ISSUER)

    check_host(f"{ISSUER}/token")
    with pytest.raises(NotConfigured):
        check_host(url)
    with pytest.raises(requests.RequestException):
        make_session().get(url)
    assert called == set()


def test_a_redirect_of_the_issuer_to_the_inside_is_not_followed(called, signs_on_at):
    with running() as provider:
        signs_on_at(provider.issuer)
        provider.redirect_token_to = METADATA

        with pytest.raises(NotConfigured):
            make_session().post(f"{provider.issuer}/token")

        assert called == {place_of(provider)}


@pytest.mark.parametrize("named", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
def test_what_the_issuer_publishes_of_the_inside_is_not_asked(db, called, signs_on_at, named):
    with running() as provider:
        signs_on_at(provider.issuer)
        provider.discovery = {named: METADATA}

        assert Client().post("/sign-in/with/schools/").status_code == 403
        assert called == {place_of(provider)}
