"""What may be chosen as a password: anything long enough that nobody would guess first."""

import hashlib
import random
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from organisations.breached_passwords import is_listed
from organisations.own_words import list_words
from organisations.sign_in_links import make_forgotten_link
from tests.factories import UserFactory
from tests.organisations.test_passwords import choose, messages
from tests.organisations.test_sign_in import PASSWORD, sign_in

NOON = datetime(2026, 9, 15, 12, tzinfo=UTC)
LONG = "a long sentence that somebody keeps in a password manager, " * 3
OF_EVERY_KIND = {
    "small letters alone": "onlysmallonesofatoz",
    "figures alone": "831906427508913",
    "signs alone": "()_+{}|:<>?~^&*",
    "another script, long enough": "совсемдругоепредложение",
    "pictures": "🦊🐙🦔🐢🦜🐝🐌🦎🐿🦢🦡🐓",
    "what looks like code": "'; DROP TABLE x; -- <b>{{y}}",
    "64 characters": LONG[:64].replace(" ", "-"),
    "all 177": LONG,
    "spaces at its ends": "  kept as it was typed  ",
    "a tab and many spaces": "quite\tempty      words",
    "accents apart": "cafe\u0301 au lait tout seul",
}


@pytest.fixture
def person(db):
    return UserFactory(email="kit@sample.example", password=make_password(PASSWORD))


@pytest.mark.parametrize(
    "new", [one for one in OF_EVERY_KIND.values() if len(one) >= 12], ids=lambda new: new[:12]
)
def test_any_characters_are_taken_and_checked_exactly_as_typed(client, person, new):
    assert choose(client, make_forgotten_link(person), new).status_code == 302

    others = {new.strip(), new[:-1], new[:64], new + " ", new.swapcase(), new[1:]} - {new}
    assert [sign_in(client, password=other).status_code for other in others] == [422] * len(others)
    assert sign_in(client, password=new).status_code == 302


def refuses(password):
    try:
        validate_password(password)
    except ValidationError as refusal:
        return [fault.code for fault in refusal.error_list]
    return []


@pytest.mark.parametrize(
    "password",
    [
        "Fair Hearing 2026", "fairhearing!!!", "F41rH34r1ng2026", "SCHOOLexclusion1",
        "headteacher-2026", "Sampleton2026!!", "Sampleton council", "ExclusionS@mpleton",
        "hearings hearings hearings", "exclusions.sampleton.example",
    ],
)  # fmt: skip
def test_words_of_our_own_are_no_password(settings, password):
    settings.COUNCIL_NAME = "Sampleton Council"
    settings.BASE_URL = "https://exclusions.sampleton.example"

    assert "password_own_words" in refuses(password)


@pytest.mark.parametrize(
    "password", ["three words nobody guesses", "my school sold turnips", "a headteacher's bagpipes"]
)
def test_they_may_be_in_one_that_has_other_words_too(password):
    assert refuses(password) == []


def test_the_list_holds_the_names_of_service_council_and_host(settings):
    settings.COUNCIL_NAME = "Sampleton Borough"
    settings.BASE_URL = "https://hearings.sampleton.example"

    assert list_words() >= {"fair", "hearing", "sampleton", "borough", "exclusion", "headteacher"}


def digest_of(password):
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


@pytest.fixture
def listed(tmp_path, settings):
    chance = random.Random(3)
    known = [f"known to everybody {n}" for n in range(1000)]
    rows = sorted(
        f"{digest_of(one)}:{chance.randrange(10 ** chance.randint(1, 8))}" for one in known
    )
    path = tmp_path / "breached.txt"
    path.write_text("\r\n".join(rows) + "\r\n")
    settings.BREACHED_PASSWORDS = str(path)
    return known


def test_a_password_known_from_a_breach_is_refused_wherever_it_stands_in_the_list(listed):
    assert {tuple(refuses(one)) for one in listed} == {("password_breached",)}
    assert {tuple(refuses(f"another nobody knows {n}")) for n in range(1000)} == {()}


def test_the_person_is_told(client, person, listed):
    answer = choose(client, make_forgotten_link(person), listed[500])

    assert answer.status_code == 422
    assert "known to people who break into accounts" in answer.content.decode()


@pytest.mark.parametrize(("rows", "found"), [([], False), (["A" * 40], True), (["B" * 40], False)])
def test_a_list_of_none_or_one_is_read_too(tmp_path, rows, found):
    path = tmp_path / "few.txt"
    path.write_text("".join(f"{row}:1\n" for row in rows))

    with path.open("rb") as file:
        assert is_listed(b"A" * 40, file) is found


def test_a_list_that_was_named_and_is_not_there_lets_no_password_pass(settings, tmp_path):
    settings.BREACHED_PASSWORDS = str(tmp_path / "nothing.txt")

    with pytest.raises(FileNotFoundError):
        validate_password("three words nobody guesses")


@pytest.mark.parametrize(("minutes", "answered"), [(9, 200), (11, 302)])
def test_a_code_by_mail_works_for_ten_minutes(
    client, person, settings, time_machine, minutes, answered
):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    time_machine.move_to(NOON, tick=False)
    asked = sign_in(client)
    code = re.search(r"^\S{6,12}$", messages()[-1].body, re.MULTILINE).group()
    time_machine.move_to(NOON + timedelta(minutes=minutes), tick=False)

    client.post(asked.url, {"code": code})

    assert client.get("/account/").status_code == answered
