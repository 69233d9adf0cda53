"""Choosing a password: by a link that was sent, or while signed in; and showing whose address."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from audit.models import AuditEvent
from config import settings as real
from notifications.models import Message
from organisations.models import User
from organisations.sign_in_links import make_forgotten_link, make_password_link
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import UserFactory
from tests.fakes import FakeProvider
from tests.organisations.test_sign_in import LIMITED, PASSWORD, events, sign_in

NEW = "three words nobody guesses"


@pytest.fixture
def person(db):
    return UserFactory(
        email="kit@sample.example",
        first_name="Kit",
        last_name="Canary",
        password=make_password(PASSWORD),
    )


def ask(client, email):
    return client.post("/sign-in/forgotten/", {"email": email})


def messages():
    declare(WHOLE_SERVICE)
    return list(Message.objects.order_by("id"))


def kinds():
    return [kind for _, kind, _ in events()]


def path_of(link):
    return link.removeprefix(real.BASE_URL)


def choose(client, link, new=NEW, again=None):
    page = client.get(path_of(link), follow=True)
    path = page.redirect_chain[-1][0] if page.redirect_chain else path_of(link)
    return client.post(path, {"new_password1": new, "new_password2": again or new})


def test_a_link_is_sent_by_the_outbox_and_sets_a_password_once(
    client, person, letters, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = ask(client, "kit@SAMPLE.example")

    assert (answer.status_code, answer.url) == (302, "/sign-in/")
    assert "If there is an account with this address" in client.get("/sign-in/").content.decode()
    [post] = FakeProvider.posts
    assert post.to == "kit@sample.example"
    assert "Canary" not in post.subject + post.body
    link = re.search(r"http://\S+/new-password/\S+", post.body).group()
    assert choose(client, link).url == "/sign-in/"
    declare(WHOLE_SERVICE)
    assert User.objects.get(pk=person.pk).check_password(NEW)
    assert EmailAddress.objects.get(user=person).verified
    assert "This link no longer works" in client.get(path_of(link)).content.decode()
    assert kinds() == ["user.password-link-asked", "user.password-chosen"]
    assert messages()[-1].subject == "Your account was changed"


@pytest.mark.parametrize("email", ["nobody@sample.example", "gone@sample.example"])
def test_the_same_is_said_where_there_is_no_account_and_nothing_is_sent(client, person, email):
    UserFactory(email="gone@sample.example", is_active=False)

    answer = ask(client, email)

    assert (answer.status_code, answer.url) == (302, "/sign-in/")
    assert "If there is an account" in client.get("/sign-in/").content.decode()
    assert messages() == []
    [facts] = AuditEvent.objects.values_list("facts", flat=True)
    assert list(facts) == ["email_digest"]


@pytest.mark.parametrize("typed", ["", "kit", "kit@", "a" * 300 + "@x.example", "\x00@x.example"])
def test_what_is_no_address_is_told(client, person, typed):
    answer = ask(client, typed)

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert messages() == []


def test_nobody_fills_a_mailbox(client, person, settings):
    settings.CACHES = LIMITED
    cache.clear()

    answers = [ask(client, "kit@sample.example").status_code for _ in range(7)]

    assert answers == [302] * 7
    assert len(messages()) == 5
    assert kinds()[-1] == "user.password-link-throttled"


def test_a_sent_link_works_for_an_hour_and_a_given_one_for_three_days(client, person, time_machine):
    sent, given = make_forgotten_link(person), make_password_link(person)
    now = timezone.now()
    time_machine.move_to(now + timedelta(minutes=59), tick=False)
    assert client.get(path_of(sent)).status_code == 302
    time_machine.move_to(now + timedelta(minutes=61), tick=False)

    assert "This link no longer works" in client.get(path_of(sent)).content.decode()
    assert client.get(path_of(given)).status_code == 302


def test_a_link_of_one_kind_is_none_of_the_other(client, person):
    swapped = make_password_link(person).replace("choose-password", "new-password")

    assert "This link no longer works" in client.get(path_of(swapped)).content.decode()


@pytest.mark.parametrize(
    ("new", "again", "said"),
    [
        ("short", None, "at least 12 characters"),
        ("123456qwerty", None, "too common"),
        ("kit@sample.example", None, "too similar"),
        (NEW, "other words entirely", "didn’t match"),
        ("", None, "Enter a new password"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(client, person, new, again, said):
    answer = choose(client, make_forgotten_link(person), new, again)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert f'value="{new}"' not in answer.content.decode()
    declare(WHOLE_SERVICE)
    assert User.objects.get(pk=person.pk).check_password(PASSWORD)


def test_a_new_password_by_a_link_ends_every_session_and_lets_a_locked_out_person_in(
    client, person, settings
):
    settings.CACHES = LIMITED
    cache.clear()
    other = Client()
    sign_in(other)
    for n in range(20):
        sign_in(client, password="wrong", place=f"203.0.113.{n}")
    assert sign_in(client).status_code == 422

    person.refresh_from_db()  # a link says when they last signed in, and is none after the next
    choose(client, make_forgotten_link(person))

    assert other.get("/account/").status_code == 302
    assert sign_in(client, password=NEW).status_code == 302


def test_changing_a_password_signs_out_everywhere_else(client, person):
    other = Client()
    sign_in(other)
    sign_in(client)
    typed = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}

    answer = client.post("/account/password/", typed)

    assert answer.url == "/account/"
    assert client.get("/account/sessions/").content.decode().count("Last used") == 1
    assert other.get("/account/").status_code == 302
    assert kinds()[-1] == "user.password-chosen"
    assert [message.subject for message in messages()] == ["Your account was changed"]


def test_a_wrong_present_password_changes_nothing_and_cannot_be_guessed_at(
    client, person, settings
):
    settings.CACHES = LIMITED
    cache.clear()
    sign_in(client)
    typed = {"old_password": "wrong", "new_password1": NEW, "new_password2": NEW}

    answers = [client.post("/account/password/", typed) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert "Your present password is not right" in answers[0].content.decode()
    declare(WHOLE_SERVICE)
    assert User.objects.get(pk=person.pk).check_password(PASSWORD)


def test_a_first_sign_in_shows_that_the_address_is_theirs(client, person, settings):
    assert real.ACCOUNT_EMAIL_VERIFICATION == "mandatory"
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"

    asked = sign_in(client)
    assert asked.url == "/sign-in/confirm-email/"
    assert client.get("/").status_code == 302
    [letter] = messages()
    assert letter.subject == "Your code to sign in"
    assert "Canary" not in letter.subject + letter.body
    code = re.search(r"^\S{6,12}$", letter.body, re.MULTILINE).group()
    assert "kit@sample.example" in client.get(asked.url).content.decode()
    for wrong in ("", "000000", "é"):
        answer = client.post(asked.url, {"code": wrong})
        assert answer.status_code == (422 if wrong != "é" else 302)  # the third wrong one ends it
    assert client.get("/").status_code == 302

    cache.clear()
    sign_in(client)
    code = re.search(r"^\S{6,12}$", messages()[-1].body, re.MULTILINE).group()
    done = client.post(asked.url, {"code": code})

    assert done.url == "/"
    assert client.get("/account/").status_code == 200
    client.logout()
    assert sign_in(client).url == "/"  # not asked again


def test_the_page_for_a_code_is_closed_to_whoever_has_not_given_a_password(client, person):
    for answer in (
        client.get("/sign-in/confirm-email/"),
        client.post("/sign-in/confirm-email/", {"code": "123456"}),
        client.post("/sign-in/confirm-email/", {"action": "change", "email": "x@x.example"}),
    ):
        assert (answer.status_code, answer.url) == (302, "/sign-in/")
    client.force_login(person)
    assert client.get("/sign-in/confirm-email/").url == "/"
