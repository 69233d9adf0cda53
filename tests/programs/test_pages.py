"""The pages on which systems are let in, given a new secret and shut out."""

import re

import pytest

from programs.models import Client, ClientSecret
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import (
    SchoolFactory,
    TrustFactory,
    headteacher_of,
    manager_of,
    trust_officer_of,
)
from tests.programs.builders import make_client

SECRET = re.compile(r"fhs_[\w-]{43}")
TYPED = {"name": "Sample Records", "may": ["cases:read"]}


@pytest.fixture
def school(db):
    return SchoolFactory(trust=TrustFactory())


def test_a_head_adds_a_system_and_sees_its_secret_once(client, school):
    client.force_login(headteacher_of(school))

    shown = client.post("/systems/new/", {**TYPED, "organisation": f"school-{school.pk}"})

    page = shown.content.decode()
    [secret] = SECRET.findall(page)
    assert "no-store" in shown["Cache-Control"]
    declare(WHOLE_SERVICE)
    made = Client.objects.get()
    assert (made.school, made.may) == (school, ["cases:read"])
    assert str(made.public_id) in page
    assert ClientSecret.objects.filter(digest__contains=secret).count() == 0
    for url in ("/systems/", f"/systems/{made.public_id}/"):
        later = client.get(url).content.decode()
        assert "Sample Records" in later
        assert SECRET.findall(later) == []


def test_a_manager_names_the_school_and_a_trust_officer_the_trust(client, school):
    client.force_login(manager_of(school.local_authority))
    assert client.post("/systems/new/", {**TYPED, "urn": school.urn}).status_code == 200
    declare(WHOLE_SERVICE)
    client.force_login(trust_officer_of(school.trust))
    own = {**TYPED, "organisation": f"trust-{school.trust_id}"}
    assert client.post("/systems/new/", own).status_code == 200

    declare(WHOLE_SERVICE)
    assert set(Client.objects.values_list("school", "trust")) == {
        (school.pk, None),
        (None, school.trust_id),
    }


def test_what_is_missing_or_anothers_is_told_and_nothing_is_lost(client, school):
    client.force_login(manager_of(school.local_authority))

    answer = client.post("/systems/new/", {"name": "Sample", "urn": SchoolFactory().urn})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter the URN of a school in" in page
    assert "Select what it may do" in page
    assert 'value="Sample"' in page
    client.force_login(headteacher_of(school))
    other = {**TYPED, "organisation": f"school-{SchoolFactory().pk}"}
    assert client.post("/systems/new/", other).status_code == 422
    declare(WHOLE_SERVICE)
    assert not Client.objects.exists()


def test_a_new_secret_is_shown_once_and_a_second_click_does_not_end_the_first(client, school):
    system, _ = make_client(school)
    client.force_login(system.given_by)
    url = f"/systems/{system.public_id}/secret/"

    first, second = client.post(url), client.post(url)

    assert len(SECRET.findall(first.content.decode())) == 1
    assert "no-store" in first["Cache-Control"]
    assert "works for 48 hours more" in first.content.decode()
    assert (second.status_code, SECRET.findall(second.content.decode())) == (409, [])
    declare(WHOLE_SERVICE)
    assert system.secrets.count() == 2
    assert (
        "Earlier secret works until" in client.get(f"/systems/{system.public_id}/").content.decode()
    )


def test_a_system_that_is_withdrawn_says_so(client, school):
    system, _ = make_client(school)
    client.force_login(manager_of(school.local_authority))

    answer = client.post(f"/systems/{system.public_id}/withdraw/", follow=True)

    assert "Sample Records has no access any more." in answer.content.decode()
    assert "it was withdrawn" in answer.content.decode()
    shown = client.get(f"/systems/{system.public_id}/").content.decode()
    assert "Make a new secret" not in shown
    declare(WHOLE_SERVICE)
    system.refresh_from_db()
    assert system.revoked_at
