"""Signing in from behind one address: a council all comes in, and who guesses there does not."""

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client

from audit.models import AuditEvent
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import UserFactory
from tests.organisations.test_sign_in import LIMITED, PASSWORD, sign_in

COUNCIL, HOME = "198.51.100.1", "203.0.113.7"
ATTACKED = "attacked@sample.example"
COLLEAGUES = [f"colleague{n}@sample.example" for n in range(40)]
TRIES = 5  # at one account from one place, before it is refused there


@pytest.fixture
def crowd(db, settings):
    settings.CACHES = LIMITED
    cache.clear()
    password = make_password(PASSWORD)
    for email in (ATTACKED, *COLLEAGUES):
        UserFactory(email=email, password=password)


def is_in(browser):
    return browser.get("/account/").status_code == 200


def test_forty_come_in_while_somebody_beside_them_guesses_at_one_account(crowd):
    """Each colleague mistypes once; between any two of them the attacker tries again."""
    guessed, came_in = [], []
    attacker = Client()
    for email in COLLEAGUES:
        guess = sign_in(attacker, ATTACKED, "wrong", place=COUNCIL)
        guessed.append("Too many tries" in guess.content.decode())
        colleague = Client()
        assert sign_in(colleague, email, "mistyped", place=COUNCIL).status_code == 422
        sign_in(colleague, email, place=COUNCIL)
        came_in.append(is_in(colleague))

    assert came_in == [True] * len(COLLEAGUES)
    assert guessed == [False] * TRIES + [True] * (len(COLLEAGUES) - TRIES)
    assert sign_in(attacker, ATTACKED, place=COUNCIL).status_code == 422  # also with the right one
    assert not is_in(attacker)
    owner = Client()
    assert sign_in(owner, ATTACKED, place=HOME).status_code == 302
    assert is_in(owner)


def test_every_guess_is_on_the_record_of_the_account_that_was_attacked(crowd):
    for _ in range(TRIES + 2):
        sign_in(Client(), ATTACKED, "wrong", place=COUNCIL)

    declare(WHOLE_SERVICE)
    kinds = list(AuditEvent.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == ["user.sign-in-failed"] * TRIES + ["user.sign-in-throttled"] * 2
    [stream] = set(AuditEvent.objects.values_list("stream", flat=True))
    assert stream.startswith("user/")
    assert stream != "user/unknown"
