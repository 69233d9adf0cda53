"""The second step: enrolment, challenge, recovery, and nothing before it."""

import json
import time

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client

from audit.models import AuditEvent
from config import settings as real
from config.sample.second_step import make_code
from notifications.models import Message
from organisations.models import User
from organisations.roles import Role
from organisations.second_factor_roles import EVERY_ROLE, NotForRealData, read_roles
from row_security.scope import WHOLE_SERVICE, declare, scoped_transaction
from tests.factories import (
    LocalAuthorityFactory,
    SchoolFactory,
    headteacher_of,
    manager_of,
)
from tests.organisations.test_sign_in import LIMITED, PASSWORD, events

FACTORS = "/account/second-step/"


@pytest.fixture
def manager(db, settings):
    settings.SECOND_FACTOR_ROLES = frozenset({"LA_MANAGER"})
    manager = manager_of(LocalAuthorityFactory())
    User.objects.filter(pk=manager.pk).update(
        email="kit@sample.example", password=make_password(PASSWORD)
    )
    return User.objects.get(pk=manager.pk)


def give_password(client):
    return client.post("/sign-in/", {"login": "kit@sample.example", "password": PASSWORD})


def secret_on(page):
    return page.context["form"].secret


def enrol(client):
    """Set up an app as a person would, and return its secret."""
    give_password(client)
    secret = secret_on(client.get(f"{FACTORS}app/"))
    answer = client.post(f"{FACTORS}app/", {"code": make_code(secret, now=time.time())})
    assert answer.status_code == 302, answer.content.decode()
    return secret


def kinds():
    return [kind for _, kind, _ in events()]


def test_every_role_needs_a_second_step_unless_the_people_are_invented():
    assert real.SECOND_FACTOR_ROLES == EVERY_ROLE == frozenset(Role.values)
    assert read_roles("LA_MANAGER, ", sample=True) == {"LA_MANAGER"}
    assert read_roles(",".join(EVERY_ROLE), sample=False) == EVERY_ROLE
    with pytest.raises(NotForRealData, match="only for sample data"):
        read_roles("LA_MANAGER", sample=False)
    with pytest.raises(ValueError, match="no role: MANAGER"):
        read_roles("MANAGER", sample=True)


def test_somebody_without_a_second_step_can_open_nothing_but_its_pages(client, manager):
    assert give_password(client).url == "/"

    for path in ("/", "/cases/", "/people/", "/account/recovery-codes/new/"):
        answer = client.get(path)
        assert (answer.status_code, answer.url) == (302, FACTORS), path
    assert client.post("/people/new/", {}).url == FACTORS
    told = client.get("/api/v1/cases/")
    assert (told.status_code, told.json()["code"]) == (403, "second_step_needed")
    page = client.get(FACTORS).content.decode()
    assert "Set up a second step" in page
    assert "a password alone is not enough" in page
    assert [client.get(path).status_code for path in ("/help/", f"{FACTORS}app/")] == [200, 200]


def test_a_role_that_needs_none_is_not_asked(client, db, settings):
    settings.SECOND_FACTOR_ROLES = frozenset({"LA_MANAGER"})
    client.force_login(headteacher_of(SchoolFactory()))

    assert client.get("/").status_code == 200


def test_setting_up_an_app_opens_the_service_and_gives_recovery_codes_once(client, manager):
    give_password(client)
    page = client.get(f"{FACTORS}app/")
    secret = secret_on(page)
    assert secret[:4] + " " + secret[4:8] in page.content.decode()
    assert b"<svg" in page.content
    assert b"style=" not in page.content

    done = client.post(f"{FACTORS}app/", {"code": make_code(secret, now=time.time())})
    codes = client.get(done.url)

    assert done.url == "/account/recovery-codes/"
    assert len(codes.context["unused_codes"]) == 10
    assert codes.context["unused_codes"][0] in codes.content.decode()
    again = client.get(done.url).content.decode()
    assert codes.context["unused_codes"][0] not in again
    assert "10 of 10 are left" in again
    assert client.get("/people/").status_code == 200
    assert kinds() == ["user.signed-in", "user.second-factor-added"]


def test_no_secret_lies_readable_in_the_database_or_on_the_record(client, manager):
    secret = enrol(client)

    declare(WHOLE_SERVICE)
    [kept] = Authenticator.objects.filter(type="totp").values_list("data", flat=True)
    assert secret not in json.dumps(kept)
    facts = json.dumps(list(AuditEvent.objects.values_list("facts", flat=True)))
    assert secret not in facts
    assert "@" not in facts


@pytest.mark.parametrize("code", ["", "000000", "abc", "１２３４５６", "é" * 6, "1" * 500, "\x00"])
def test_a_wrong_first_code_keeps_the_secret_and_sets_up_nothing(client, manager, code):
    give_password(client)
    secret = secret_on(client.get(f"{FACTORS}app/"))

    answer = client.post(f"{FACTORS}app/", {"code": code})

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert secret_on(answer) == secret
    assert not Authenticator.objects.exists()


def test_signing_in_asks_for_the_code_before_anything_is_open(client, manager):
    secret = enrol(client)
    other = Client()

    asked = give_password(other)
    assert asked.url == "/sign-in/second-step/"
    assert other.get("/").url.startswith("/sign-in/")
    page = other.get(asked.url)
    assert "Your password was right" in page.content.decode()

    cache.clear()
    done = other.post(asked.url, {"code": make_code(secret, now=time.time())})

    assert (done.status_code, done.url) == (302, "/")
    assert other.get("/people/").status_code == 200
    assert kinds()[-2:] == ["user.signed-in", "user.second-factor-used"]
    fact = AuditEvent.objects.get(kind="user.second-factor-used").facts
    assert fact == {"factor": "totp"}


def test_the_second_step_cannot_be_reached_or_skipped_without_the_password(client, manager):
    enrol(client)
    other = Client()

    for answer in (
        other.get("/sign-in/second-step/"),
        other.post("/sign-in/second-step/", {"code": "123456"}),
    ):
        assert (answer.status_code, answer.url) == (302, "/sign-in/")
    give_password(other)
    for path in ("/cases/", FACTORS, f"{FACTORS}app/", "/account/recovery-codes/new/"):
        assert other.get(path).url.startswith("/sign-in/?next="), path


BAD_PASSKEYS = [
    "", "{", "[]", "null", '"x"', "{}", "[" * 5000, '{"id": 1}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{}}',
    '{"id":"AA","rawId":"AA","type":"public-key","clientExtensionResults":{},'
    '"response":{"clientDataJSON":"AA","attestationObject":"AA","authenticatorData":"AA",'
    '"signature":"AA"}}',
]  # fmt: skip


@pytest.mark.parametrize(
    "typed", [{"code": "000000"}, {}, *({"credential": p} for p in BAD_PASSKEYS)]
)
def test_a_wrong_second_step_is_told_and_on_the_record(client, manager, typed):
    enrol(client)
    other = Client()
    give_password(other)
    other.get("/sign-in/second-step/")

    answer = other.post("/sign-in/second-step/", typed)

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert other.get("/").status_code == 302
    assert kinds()[-1] == "user.second-factor-failed"


@pytest.mark.parametrize("credential", BAD_PASSKEYS)
def test_a_passkey_that_is_none_is_refused_in_words(client, manager, credential):
    give_password(client)
    client.get(f"{FACTORS}passkeys/new/")

    answer = client.post(f"{FACTORS}passkeys/new/", {"name": "x", "credential": credential})

    assert answer.status_code == 422
    assert "The passkey was not used." in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_a_code_works_once_even_written_otherwise(client, manager, settings):
    settings.CACHES = LIMITED
    cache.clear()
    secret = enrol(client)
    cache.clear()  # setting up used a code of this very moment
    code = make_code(secret, now=time.time() + 30)  # the next: django-allauth forgets it too soon
    first, second = Client(), Client()
    give_password(first)
    assert first.post("/sign-in/second-step/", {"code": code}).status_code == 302
    cache.delete(f"allauth.mfa.totp.used?user={manager.pk}&code={code}")

    give_password(second)
    answer = second.post("/sign-in/second-step/", {"code": f"{code[:3]} {code[3:]}"})

    assert answer.status_code == 422
    assert "That code has been used" in answer.content.decode()


@pytest.mark.parametrize(
    ("seconds", "status"), [(-60, 422), (-30, 302), (0, 302), (30, 302), (60, 422)]
)
def test_a_code_is_of_this_half_minute_or_the_one_before_or_after(
    client, manager, time_machine, seconds, status
):
    time_machine.move_to(1_790_000_010, tick=False)
    secret = enrol(client)
    other = Client()
    give_password(other)

    code = make_code(secret, now=time.time() + seconds)

    assert other.post("/sign-in/second-step/", {"code": code}).status_code == status


def test_a_recovery_code_works_once(client, manager):
    enrol(client)
    [code, *_] = client.get("/account/recovery-codes/").context["unused_codes"]
    answers = []
    for _ in range(2):
        other = Client()
        give_password(other)
        answers.append(other.post("/sign-in/second-step/", {"code": code}).status_code)

    assert answers == [302, 422]


def test_new_recovery_codes_end_the_old_ones(client, manager):
    enrol(client)
    [old, *_] = client.get("/account/recovery-codes/").context["unused_codes"]

    assert "The 10 that are left" in client.get("/account/recovery-codes/new/").content.decode()
    made = client.post("/account/recovery-codes/new/")

    assert old not in client.get(made.url).context["unused_codes"]
    other = Client()
    give_password(other)
    assert other.post("/sign-in/second-step/", {"code": old}).status_code == 422
    assert "user.recovery-codes-made" in kinds()


def test_recovery_codes_are_for_somebody_who_has_a_factor(client, manager, settings):
    settings.SECOND_FACTOR_ROLES = frozenset()
    give_password(client)

    answer = client.post("/account/recovery-codes/new/")

    assert answer.status_code == 422
    assert "Set up an authenticator app or a passkey first." in answer.content.decode()


def test_the_only_factor_may_not_be_removed_by_who_needs_one(client, manager, settings):
    enrol(client)

    refused = client.post(f"{FACTORS}app/remove/")
    assert refused.status_code == 422
    assert "this is your only one" in refused.content.decode().lower().replace("  ", " ")
    settings.SECOND_FACTOR_ROLES = frozenset()
    assert client.post(f"{FACTORS}app/remove/").status_code == 302

    assert not Authenticator.objects.exists()
    assert kinds()[-1] == "user.second-factor-removed"


def test_a_session_that_began_before_the_factor_shows_it_first(client, manager):
    early = Client()
    give_password(early)
    secret = enrol(client)

    asked = early.get("/people/")
    assert asked.url == "/account/confirm/code/?next=%2Fpeople%2F"
    assert early.get(f"{FACTORS}passkeys/new/").url.startswith("/account/confirm/code/")
    assert early.post(asked.url, {"code": "000000"}).status_code == 422
    cache.clear()
    done = early.post(asked.url, {"code": make_code(secret, now=time.time())})

    assert done.url == "/people/"
    assert early.get("/people/").status_code == 200


def test_an_old_sign_in_is_confirmed_by_password_before_a_factor_changes(
    client, manager, time_machine
):
    enrol(client)
    time_machine.move_to(time.time() + 301)

    asked = client.get("/account/recovery-codes/new/")
    assert asked.url.startswith("/account/confirm/?next=")
    assert "Confirm that it is you" in client.get(asked.url).content.decode()
    assert client.post(asked.url, {"password": "wrong"}).status_code == 422
    assert kinds()[-1] == "user.confirm-failed"
    done = client.post(asked.url, {"password": PASSWORD})

    assert done.url == "/account/recovery-codes/new/"
    assert client.get(done.url).status_code == 200


def test_another_persons_passkey_is_not_found(client, manager):
    stranger = headteacher_of(SchoolFactory())
    passkey = Authenticator.objects.create(user=stranger, type="webauthn", data={"name": "x"})
    enrol(client)

    answers = [client.get(f"{FACTORS}passkeys/{pk}/remove/") for pk in (passkey.pk, 10**30)]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_a_secret_that_cannot_be_read_lets_nobody_in(client, manager, settings):
    secret = enrol(client)
    old = settings.SECRET_KEY
    other = Client()
    settings.SECRET_KEY = "another" * 8
    give_password(other)
    code = {"code": make_code(secret, now=time.time() + 30)}
    assert other.post("/sign-in/second-step/", code).status_code == 422

    settings.SECRET_KEY_FALLBACKS = [old]
    assert other.post("/sign-in/second-step/", code).status_code == 302


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_new_factor_is_told_by_mail_after_the_commit(client, live_manager):
    enrol(client)

    with scoped_transaction(WHOLE_SERVICE):
        bodies = [
            (message.to, "An authenticator app was set up." in message.body)
            for message in Message.objects.all()
        ]
    assert bodies == [("kit@sample.example", True)]


@pytest.fixture
def live_manager(transactional_db, settings):
    settings.SECOND_FACTOR_ROLES = frozenset({"LA_MANAGER"})
    manager = manager_of(LocalAuthorityFactory())
    User.objects.filter(pk=manager.pk).update(
        email="kit@sample.example", password=make_password(PASSWORD)
    )
