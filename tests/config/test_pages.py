import pytest
from django.test import Client
from django.urls import path

from config.pages import NAMES

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def break_down(request):
    raise RuntimeError("a secret of ours")


urlpatterns = [path("broken/", break_down)]


@pytest.mark.parametrize("name", NAMES)
def test_pages_about_the_service_are_open_to_all(client, name):
    answer = client.get(f"/{name}/")

    assert answer.status_code == 200
    assert "Accessibility statement</a>" in answer.content.decode()


@pytest.mark.parametrize("on", [True, False])
def test_sample_data_is_announced_on_every_page_or_none(client, settings, on):
    settings.SAMPLE_DATA = on

    for url in ("/help/", "/nowhere/"):
        shown = client.get(url).content.decode()
        assert ("Everybody named here is invented" in shown) is on


def test_the_council_s_name_is_a_setting(client, settings):
    settings.COUNCIL_NAME = "Sampleshire <Council>"

    shown = client.get("/help/").content.decode()

    assert 'app-header__council">Sampleshire &lt;Council&gt;<' in shown


def test_a_page_that_is_not_there_says_so(client):
    answer = client.get("/nowhere/")

    assert answer.status_code == 404
    assert "There is no such page, or it is not one that you may see" in answer.content.decode()


def test_a_fault_of_ours_tells_nothing_of_itself(settings):
    settings.ROOT_URLCONF = "tests.config.test_pages"

    answer = Client(raise_request_exception=False).get("/broken/")

    assert answer.status_code == 500
    assert "The fault is ours" in answer.content.decode()
    assert "secret" not in answer.content.decode()


def test_a_forged_or_stale_form_is_refused_with_advice():
    answer = Client(enforce_csrf_checks=True).post("/help/", {"name": "x"})

    assert answer.status_code == 403
    assert "Send the form again" in answer.content.decode()
