"""A notice in a real browser, from the first page to the follow-up, at two widths."""

from datetime import UTC, datetime

import pytest

from casework.models import Case
from row_security.scope import WHOLE_SERVICE, scoped_transaction
from tests.casework.notice_data import make_draft, type_notice
from tests.factories import ContactFactory, LocalAuthorityFactory, SchoolFactory, headteacher_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("live_server", "letters"),
]
TUESDAY = datetime(2026, 9, 15, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(TUESDAY, tick=True)


@pytest.fixture
def school():
    with scoped_transaction(WHOLE_SERVICE):
        school = SchoolFactory(
            name="Sampleton School",
            local_authority=LocalAuthorityFactory(code="870", name="Sampleton Council"),
        )
        ContactFactory(local_authority=school.local_authority)
        return school


@pytest.fixture
def head(school):
    with scoped_transaction(WHOLE_SERVICE):
        return headteacher_of(school)


@pytest.fixture
def draft(school, head):
    with scoped_transaction(WHOLE_SERVICE):
        return make_draft(school, head, TUESDAY)


def fill(page, typed):
    """Fill in the boxes of a page as a person would: what an answer reveals comes after it."""
    for name, value in typed.items():
        box = page.locator(f'[name="{name}"]')
        kind = box.first.evaluate("e => e.type")
        if kind == "radio":
            page.locator(f'[name="{name}"][value="{value}"]').check()
        elif kind == "checkbox":
            box.check()
        elif kind == "select-one":
            box.select_option(value)
        else:
            box.fill(value)


def in_page_order(typed):
    """Questions before what their answers reveal: radios are pressed first."""
    first = ("has_upn", "test_affected", "board_told")
    return {**{name: typed[name] for name in first}, **typed}


def test_a_head_types_checks_and_gives_a_notice(screen, school, head):
    screen.sign_in(head)
    page = screen.open("/notices/new/")
    assert screen.find_faults() == []
    page.get_by_role("button", name="Start a notice").click()
    page.get_by_role("heading", name="What the local authority needs today").wait_for()
    assert screen.find_faults() == []
    fill(page, in_page_order(type_notice(school)))
    screen.shoot("notice-today")

    page.reload()
    page.get_by_role("button", name="Save and check your answers").click()
    page.get_by_role("link", name="Enter the day of the exclusion").click()
    assert page.evaluate("document.activeElement.id") == "id_excluded_on_0"
    assert screen.find_faults() == []

    fill(page, in_page_order(type_notice(school)))
    page.get_by_role("button", name="Save and check your answers").click()
    page.get_by_role("heading", name="Check the answers before the notice is given").wait_for()
    assert screen.find_faults() == []
    screen.shoot("notice-check")

    page.get_by_label("I am the headteacher").check()
    page.get_by_role("button", name="Give notice of the exclusion").click()
    page.get_by_role("heading", name="Notice given").wait_for()
    page.get_by_text("870-2627-0001").wait_for()
    page.get_by_text("Tuesday 6 October 2026").first.wait_for()
    assert screen.find_faults() == []
    screen.shoot("notice-given")

    page.get_by_role("link", name="Fill in the follow-up page").click()
    page.get_by_role("heading", name="The follow-up to the notice").wait_for()
    assert screen.find_faults() == []
    screen.shoot("notice-follow-up")


def test_a_notice_is_given_by_keyboard_alone(screen, draft, head):
    screen.sign_in(head)
    page = screen.open(f"/notices/{draft.public_id}/confirm/")

    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "checkbox":
            break
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Give notice of the exclusion"
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Notice given").wait_for()
    with scoped_transaction(WHOLE_SERVICE):
        assert Case.objects.get().reference == "870-2627-0001"


def test_a_notice_is_typed_and_given_without_scripts(plain_screen, school, head):
    plain_screen.sign_in(head)
    page = plain_screen.open("/notices/new/")
    page.get_by_role("button", name="Start a notice").click()
    fill(page, in_page_order(type_notice(school)))
    page.get_by_role("button", name="Save and check your answers").click()
    page.get_by_label("I am the headteacher").check()
    page.get_by_role("button", name="Give notice of the exclusion").click()

    page.get_by_role("heading", name="Notice given").wait_for()
    page.get_by_text("870-2627-0001").wait_for()
    assert plain_screen.find_faults() == []


def test_two_people_see_both_versions_and_a_second_notice_is_questioned(
    screen, draft, school, head
):
    with scoped_transaction(WHOLE_SERVICE):
        second = make_draft(school, head, TUESDAY)
    screen.sign_in(head)
    page = screen.open(f"/notices/{draft.public_id}/")
    with scoped_transaction(WHOLE_SERVICE):
        draft.typed, draft.version = type_notice(school, first_name="Alex"), 2
        draft.save()
    page.get_by_label("Legal first name").fill("Kim")
    page.get_by_role("button", name="Save and come back later").click()
    page.get_by_text("Where the two differ").wait_for()
    assert [f for f in screen.find_faults() if "409" not in f] == []
    screen.shoot("notice-both")

    page = screen.open(f"/notices/{second.public_id}/confirm/")
    page.get_by_label("I am the headteacher").check()
    page.get_by_role("button", name="Give notice of the exclusion").click()
    page.get_by_role("heading", name="Notice given").wait_for()
    with scoped_transaction(WHOLE_SERVICE):
        draft.typed = type_notice(school)
        draft.save()
    page = screen.open(f"/notices/{draft.public_id}/confirm/")
    page.get_by_label("Why is this another exclusion").wait_for()
    assert [f for f in screen.find_faults() if "409" not in f] == []
    screen.shoot("notice-duplicate")
