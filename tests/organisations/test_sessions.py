"""How long a session lasts, where somebody is signed in, and ending it all."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.test import Client

from organisations.devices import describe_device
from organisations.session_limits import Limits, begin, find_end, mark_seen
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import UserFactory
from tests.organisations.test_sign_in import PASSWORD, events, sign_in

NOON = datetime(2026, 9, 15, 12, tzinfo=UTC)
LIMITS = Limits(whole=timedelta(hours=12), idle=timedelta(minutes=30))


@pytest.fixture
def person(db):
    return UserFactory(email="kit@sample.example", password=make_password(PASSWORD))


def held(person):
    declare(WHOLE_SERVICE)
    return UserSession.objects.filter(user=person).count()


@pytest.mark.parametrize(
    ("seen", "now", "why"),
    [
        (0, timedelta(minutes=29, seconds=59), ""),
        (0, timedelta(minutes=30), "idle"),
        (11 * 3600 + 50 * 60, timedelta(hours=11, minutes=59, seconds=59), ""),
        (11 * 3600 + 50 * 60, timedelta(hours=12), "whole"),
    ],
)
def test_a_session_ends_at_either_limit(seen, now, why):
    session = {}
    begin(session, now=NOON)
    session["seen_at"] += seen

    assert find_end(session, LIMITS, now=NOON + now) == why


def test_a_session_whose_beginning_is_not_known_begins_now():
    session = {}
    assert find_end(session, LIMITS, now=NOON) == ""

    assert mark_seen(session, now=NOON)
    assert find_end(session, LIMITS, now=NOON + LIMITS.idle) == "idle"


def test_use_is_written_down_once_a_minute():
    session = {}
    begin(session, now=NOON)

    written = [mark_seen(session, now=NOON + timedelta(seconds=s)) for s in (59, 60, 119, 120)]

    assert written == [False, True, False, True]


def test_somebody_who_was_away_is_signed_out_and_told(client, person, time_machine):
    time_machine.move_to(NOON, tick=False)
    sign_in(client)
    time_machine.move_to(NOON + timedelta(minutes=20), tick=False)
    assert client.get("/account/still-here/").status_code == 204
    time_machine.move_to(NOON + timedelta(minutes=49), tick=False)
    assert client.get("/").status_code == 200
    time_machine.move_to(NOON + timedelta(minutes=80), tick=False)

    answer = client.get("/cases/", follow=True)

    assert answer.redirect_chain == [("/sign-in/?next=/cases/", 302)]
    assert "because nothing was done for 30 minutes" in answer.content.decode()
    assert [kind for _, kind, _ in events()] == ["user.signed-in", "user.session-over"]
    assert client.get("/api/v1/cases/").status_code == 401


def test_nobody_stays_signed_in_for_ever_however_busy(client, person, time_machine):
    time_machine.move_to(NOON, tick=False)
    sign_in(client)
    for quarter in range(1, 48):
        time_machine.move_to(NOON + quarter * timedelta(minutes=15), tick=False)
        assert client.get("/account/").status_code == 200
    time_machine.move_to(NOON + timedelta(hours=12), tick=False)

    answer = client.get("/account/", follow=True)

    assert "because you signed in 12 hours ago" in answer.content.decode()


def test_the_list_shows_each_place_and_marks_this_one(client, person):
    other = Client(headers={"user-agent": "Mozilla/5.0 (iPhone) Safari/604.1"})
    sign_in(other)
    sign_in(client)

    page = client.get("/account/sessions/").content.decode()

    assert "Safari on an iPhone" in page
    assert page.count("Last used") == 2
    assert page.count("This one") == 1


@pytest.mark.parametrize(
    ("where", "left", "here"), [("elsewhere", 1, 200), ("everywhere", 0, 302), ("", 1, 200)]
)
def test_signing_out_everywhere(client, person, where, left, here):
    others = [Client(), Client()]
    for each in (*others, client):
        sign_in(each)
    stranger = Client()
    UserFactory(email="other@sample.example", password=make_password(PASSWORD))
    sign_in(stranger, email="other@sample.example")

    client.post("/account/sessions/", {"where": where})

    assert held(person) == left
    assert [each.get("/account/").status_code for each in others] == [302, 302]
    assert client.get("/account/").status_code == here
    assert stranger.get("/account/").status_code == 200
    assert "user.sessions-ended" in [kind for _, kind, _ in events()]


def test_a_cookie_that_was_kept_opens_nothing_after_signing_out(client, person):
    sign_in(client)
    kept = client.cookies["sessionid"].value
    thief = Client()
    thief.cookies["sessionid"] = kept
    assert thief.get("/account/").status_code == 200

    client.post("/sign-out/")

    thief.cookies["sessionid"] = kept
    assert thief.get("/account/").status_code == 302
    assert thief.get("/api/v1/cases/").status_code == 401
    declare(WHOLE_SERVICE)
    assert not Session.objects.filter(pk=kept).exists()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140", "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X) Version/18 Safari/605", "Safari on a Mac"),
        ("Mozilla/5.0 (X11; Linux x86_64) Firefox/140", "Firefox on Linux"),
        ("<script>", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_device_is_told_in_words(said, words):
    assert describe_device(said) == words


CLEARED = '"cache", "storage"'


def test_a_browser_is_told_to_forget_these_pages_however_a_session_ends(
    client, person, time_machine
):
    time_machine.move_to(NOON, tick=False)
    ends = []
    for path, typed in (("/sign-out/", {}), ("/account/sessions/", {"where": "everywhere"})):
        sign_in(client)
        ends.append(client.post(path, typed).get("Clear-Site-Data"))
    sign_in(client)
    time_machine.move_to(NOON + timedelta(minutes=30), tick=False)
    ends.append(client.get("/cases/").get("Clear-Site-Data"))

    assert ends == [CLEARED] * 3


def test_a_browser_keeps_what_it_has_while_somebody_is_signed_in(client, person):
    came_in = sign_in(client)
    answers = [came_in, client.get("/account/"), client.post("/account/sessions/", {})]

    assert [answer.get("Clear-Site-Data") for answer in answers] == [None] * 3
