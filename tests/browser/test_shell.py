import pytest

from config import context
from config.pages import NAMES
from organisations.roles import Role
from row_security.scope import WHOLE_SERVICE, scoped_transaction
from tests.factories import MembershipFactory, SchoolFactory, UserFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("live_server"),
]

PLACES = [
    (label, name, set(Role))
    for label, name in (
        *(("Home", "home"), ("Help", "help"), ("Cookies", "cookies")),
        *(("Privacy notice", "privacy"), ("Accessibility", "accessibility")),
    )
]


@pytest.fixture
def head(transactional_db):
    """A headteacher whose school has a long name."""
    with scoped_transaction(WHOLE_SERVICE):
        school = SchoolFactory(name="St Sample and All Invented Church of England Primary School")
        user = UserFactory(first_name="Augusta", last_name="Invented-Sample")
        MembershipFactory(user=user, role=Role.HEADTEACHER, school=school)
        return user


@pytest.mark.parametrize("name", NAMES)
def test_pages_about_the_service(screen, settings, name):
    settings.COUNCIL_NAME = "Sampleshire Council"
    screen.open(f"/{name}/")
    assert screen.find_faults() == []


def test_somebody_signed_in_finds_their_way(screen, settings, monkeypatch, head):
    settings.SAMPLE_DATA = True
    monkeypatch.setattr(context, "PLACES", PLACES)
    screen.sign_in(head)
    page = screen.open("/help/")
    assert screen.find_faults() == []

    menu = page.get_by_role("button", name="Menu")
    cookies = page.locator("#navigation").get_by_text("Cookies")
    assert (menu.is_visible(), cookies.is_visible()) == (
        (True, False) if screen.width == 360 else (False, True)
    )
    if menu.is_visible():
        menu.click()
        assert screen.find_faults() == []
    assert page.locator("[aria-current]").inner_text() == "Help"
    cookies.click()
    page.get_by_role("heading", name="Cookies", exact=True).wait_for()


def test_without_scripts_the_whole_menu_is_shown(plain_screen, monkeypatch, head):
    monkeypatch.setattr(context, "PLACES", PLACES)
    plain_screen.sign_in(head)
    page = plain_screen.open("/help/")

    page.get_by_role("link", name="Accessibility", exact=True).wait_for()
    assert plain_screen.find_faults() == []


def test_the_first_key_leads_past_the_header(screen):
    page = screen.open("/help/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_paper_shows_the_page_without_its_navigation(screen, monkeypatch, head):
    monkeypatch.setattr(context, "PLACES", PLACES)
    screen.sign_in(head)
    page = screen.open("/help/")
    page.emulate_media(media="print")

    page.get_by_role("heading", name="Help").wait_for()
    assert not page.get_by_role("navigation", name="Menu").is_visible()
    # What a reader on paper cannot open is open.
    page.get_by_text("Open “How this date was counted”").wait_for()
