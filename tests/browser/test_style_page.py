import copy

import pytest

TYPED_WRONG = {
    "first_name": "",
    "born_on_day": "32",
    "born_on_month": "March",
    "born_on_year": "12",
}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("style_pages", "live_server"),
]


@pytest.fixture
def style_pages(settings):
    settings.ROOT_URLCONF = "tests.browser.style_page"
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [*templates[0]["DIRS"], "tests/browser/templates"]
    settings.TEMPLATES = templates


def test_every_piece_looks_right(screen):
    screen.open("/pieces/")
    assert screen.find_faults() == []


def test_every_widget_in_its_normal_state(screen):
    screen.open("/form/")
    assert screen.find_faults() == []


def test_every_widget_in_its_error_state(screen):
    page = screen.open("/form/")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_text("There is a problem").wait_for()
    assert screen.find_faults() == []
    assert page.title() == "Error: Give notice – Fair Hearing"
