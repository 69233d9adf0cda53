"""Words that name somebody, kept between two requests: readable by nobody in the database."""

import pytest
from django.contrib.sessions.models import Session

from organisations.sealing import seal, unseal
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import CaseFactory, manager_of


def test_what_was_sealed_is_read_for_its_own_purpose_alone(settings):
    sealed = seal("Zebedee", purpose="one")

    assert "Zebedee" not in sealed
    assert [unseal(sealed, purpose=each) for each in ("one", "two")] == ["Zebedee", ""]
    assert unseal("nonsense", purpose="one") == ""


def test_a_changed_key_reads_what_the_old_one_sealed(settings):
    sealed = seal("Zebedee", purpose="one")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", [settings.SECRET_KEY]
    assert unseal(sealed, purpose="one") == "Zebedee"

    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(sealed, purpose="one") == ""


@pytest.mark.parametrize("url", ["/cases/found/", "/people/found/"])
def test_the_words_of_a_search_are_in_no_address_and_not_readable_in_the_session(client, db, url):
    case = CaseFactory()
    manager = manager_of(case.authority)
    client.force_login(manager)
    name = "words" if "cases" in url else "search"

    answer = client.post(url, {name: "zebedee"}, follow=True)

    assert [to for to, _ in answer.redirect_chain] == [url]
    assert 'value="zebedee"' in answer.content.decode()
    declare(WHOLE_SERVICE)
    kept = [session.get_decoded() for session in Session.objects.all()]
    assert (len(kept), "zebedee" in str(kept)) == (1, False)


def test_a_search_for_nobody_in_particular_shows_everybody(client, db):
    case = CaseFactory()
    client.force_login(manager_of(case.authority))

    assert client.post("/people/found/", {"search": " \x00 "})["Location"] == "/people/"
    assert client.get("/people/found/")["Location"] == "/people/"


def test_a_message_that_names_somebody_is_shown_once_and_not_readable_meanwhile(client, db):
    case = CaseFactory()
    client.force_login(manager_of(case.authority))
    typed = {
        "email": "z@sample.example", "first_name": "Zebedee", "last_name": "Canary",
        "role": "LA_OFFICER", "organisation": "",
    }  # fmt: skip

    answer = client.post("/people/new/", typed)

    declare(WHOLE_SERVICE)
    kept = [session.get_decoded() for session in Session.objects.all()]
    assert answer.status_code == 302, answer.content.decode()
    assert (len(kept), "Zebedee" in str(kept), "messages" in client.cookies) == (1, False, False)
    shown = client.get(answer["Location"])
    assert "Zebedee Canary can now act" in shown.content.decode()
    assert "can now act" not in client.get(answer["Location"]).content.decode()
