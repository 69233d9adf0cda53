from datetime import UTC, datetime

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.core.management import CommandError, call_command

from audit.models import AuditEvent
from config import settings as real
from organisations.accounts import Accounts
from organisations.models import User
from programs.credentials import digest
from programs.models import PersonalToken
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import MembershipFactory, UserFactory

PASSWORD = "correct horse battery"
LIMITED = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "organisations_cache",
    },
    "throttles": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
NOW = datetime(2026, 9, 15, 9, tzinfo=UTC)


@pytest.fixture
def person(db):
    return UserFactory(email="kit@sample.example", password=make_password(PASSWORD))


def sign_in(client, email="kit@sample.example", password=PASSWORD, place="", **more):
    there = {"REMOTE_ADDR": place} if place else {}
    return client.post("/sign-in/", {"login": email, "password": password, **more}, **there)


def events():
    declare(WHOLE_SERVICE)
    return list(AuditEvent.objects.order_by("id").values_list("stream", "kind", "actor"))


def test_the_page_asks_for_an_email_address_and_a_password(client, db):
    page = client.get("/sign-in/")

    assert page.status_code == 200
    assert b'autocomplete="email"' in page.content
    assert b'autocomplete="current-password"' in page.content
    assert b"sign up" not in page.content.lower()


def test_signing_in_leads_home_and_is_on_the_record(client, person):
    answer = sign_in(client, email="KIT@sample.example")

    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/").status_code == 200
    assert events() == [(f"user/{person.pk}", "user.signed-in", f"user/{person.pk}")]


def test_signing_in_leads_to_the_page_that_was_asked_for_and_never_to_another_site(client, person):
    assert b'value="/cases/"' in client.get("/sign-in/?next=/cases/").content
    assert sign_in(client, next="/cases/").url == "/cases/"
    client.logout()
    assert sign_in(client, next="https://elsewhere.example/").url == "/"


def test_the_session_gets_a_new_key_so_that_a_planted_one_is_worthless(client, person):
    client.get("/sign-in/")
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted

    sign_in(client)

    assert client.session.session_key != planted
    assert not type(session)().exists(planted)


@pytest.mark.parametrize(
    ("email", "password", "stream"),
    [
        ("kit@sample.example", "wrong", "user/{pk}"),
        ("nobody@sample.example", PASSWORD, "user/unknown"),
    ],
)
def test_a_failed_try_says_the_same_for_everybody_and_keeps_no_address(
    client, person, email, password, stream
):
    answer = sign_in(client, email, password)

    assert answer.status_code == 422
    assert "Email address or password is not right." in answer.content.decode()
    assert f'value="{email}"' in answer.content.decode()
    assert password not in answer.content.decode()
    assert events() == [(stream.format(pk=person.pk), "user.sign-in-failed", "system/sign-in")]
    [facts] = AuditEvent.objects.values_list("facts", flat=True)
    assert list(facts) == ["email_digest"]
    assert "@" not in str(facts)
    assert client.get("/").status_code == 302


def test_an_account_that_was_closed_is_answered_like_a_wrong_password(client, person):
    User.objects.update(is_active=False)

    answer = sign_in(client)

    assert answer.status_code == 422
    assert "Email address or password is not right." in answer.content.decode()


def test_an_empty_form_tells_both_faults_and_records_nothing(client, person):
    answer = sign_in(client, "", "")

    text = answer.content.decode()
    assert ("Enter your email address" in text, "Enter your password" in text) == (True, True)
    assert events() == []


def test_the_sixth_try_from_one_place_in_five_minutes_is_refused_even_if_right(
    client, person, settings
):
    settings.CACHES = LIMITED
    cache.clear()
    for _ in range(5):
        assert sign_in(client, password="wrong").status_code == 422

    answer = sign_in(client)

    assert answer.status_code == 422
    assert "Too many tries. Wait 5 minutes" in answer.content.decode()


def test_the_same_person_may_still_sign_in_from_elsewhere(client, person, settings):
    settings.CACHES = LIMITED
    cache.clear()
    for _ in range(6):
        sign_in(client, password="wrong")

    assert sign_in(client).status_code == 422
    assert sign_in(client, place="203.0.113.7").status_code == 302


def test_an_account_tried_from_many_places_is_refused_from_all(client, person, settings):
    settings.CACHES = LIMITED
    cache.clear()
    for n in range(20):
        sign_in(client, password="wrong", place=f"203.0.113.{n}")

    answer = sign_in(client, place="203.0.113.99")

    assert answer.status_code == 422
    assert "Wait an hour, or choose a new password." in answer.content.decode()


def test_a_council_behind_one_address_is_not_locked_out_by_its_own_mistakes(
    client, person, settings
):
    settings.CACHES = LIMITED
    cache.clear()
    for n in range(60):
        answer = sign_in(client, email=f"colleague{n}@sample.example", password="wrong")
        assert answer.status_code == 422

    assert sign_in(client).status_code == 302


def test_right_passwords_are_not_counted(client, person, settings):
    settings.CACHES = LIMITED
    cache.clear()
    for _ in range(12):
        assert sign_in(client).status_code == 302
        client.logout()


def test_what_is_refused_unread_is_on_the_record_as_such(client, person, settings):
    settings.CACHES = LIMITED
    cache.clear()
    for _ in range(6):
        sign_in(client, password="wrong")

    kinds = [kind for _, kind, _ in events()]
    assert kinds == ["user.sign-in-failed"] * 5 + ["user.sign-in-throttled"]
    facts = str(list(AuditEvent.objects.values_list("facts", flat=True)))
    assert ("@" in facts, "wrong" in facts) == (False, False)


def test_signing_out_is_a_post_and_on_the_record(client, person):
    sign_in(client)

    asked = client.get("/sign-out/")
    assert "Do you want to sign out?" in asked.content.decode()
    assert client.get("/").status_code == 200

    assert client.post("/sign-out/").url == "/"
    assert client.get("/").status_code == 302
    assert [kind for _, kind, _ in events()] == ["user.signed-in", "user.signed-out"]


def test_signing_out_twice_does_no_harm(client, db):
    assert client.post("/sign-out/").status_code == 302
    assert client.get("/sign-out/").status_code == 302
    assert events() == []


def test_django_allauth_is_told_that_nobody_signs_up(rf):
    assert Accounts().is_open_for_signup(rf.get("/")) is False


def test_nobody_can_sign_up(client, db):
    for path in ("/signup/", "/sign-up/", "/accounts/signup/"):
        assert client.get(path).status_code == 404


def test_passwords_are_kept_with_argon2(settings):
    settings.PASSWORD_HASHERS = real.PASSWORD_HASHERS
    assert make_password(PASSWORD).startswith("argon2$argon2id$")


def test_a_token_is_shown_once_and_an_earlier_one_stops_working(db, capsys):
    person = MembershipFactory(role="REVIEW_MEMBER", user__email="kit@sample.example").user

    tokens = []
    for _ in range(2):
        call_command("issue_token", "--email", "Kit@sample.example")
        tokens.append(capsys.readouterr().out.strip())

    kept = PersonalToken.objects.get()
    assert (kept.digest, kept.user_id) == (digest(tokens[1]), person.pk)
    assert tokens[0] != tokens[1]
    event = AuditEvent.objects.filter(kind="user.token-issued").last()
    assert (event.stream, event.facts) == (f"user/{person.pk}", {})


def test_no_token_is_issued_to_nobody_or_to_a_closed_account(db):
    UserFactory(email="gone@sample.example", is_active=False)

    for email in ("nobody@sample.example", "gone@sample.example"):
        with pytest.raises(CommandError, match=f"Nobody with the address {email} may sign in"):
            call_command("issue_token", "--email", email)
    assert not PersonalToken.objects.exists()
