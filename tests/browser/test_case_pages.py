"""Home, the list of cases and a case, in a real browser at two widths, as each role sees them."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from casework.facts import state_fact
from row_security.scope import WHOLE_SERVICE, scoped_transaction
from statute.facts import Fact
from tests.factories import (
    CaseFactory,
    ContactFactory,
    SchoolFactory,
    clerk_of,
    clocked,
    headteacher_of,
    manager_of,
    officer_of,
)

FLOOD = (
    "The river flooded the school on 2 October and no other hall was free; the network of the town "
    "failed too, so nobody could have been heard by remote access"
)
REASON = "The receipt of the clerk is dated the 17th"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("live_server", "sample"),
]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 9, 24, 8, tzinfo=UTC), tick=True)


@pytest.fixture
def sample(settings):
    settings.SAMPLE_DATA = True
    settings.COUNCIL_NAME = "Sampleshire Council"


@pytest.fixture
def school(transactional_db):
    with scoped_transaction(WHOLE_SERVICE):
        school = SchoolFactory(
            name="Sampleton School", local_authority__code="870", local_authority__name="Reading"
        )
        ContactFactory(local_authority=school.local_authority)
        return school


@pytest.fixture
def case(school):
    with scoped_transaction(WHOLE_SERVICE):
        clocked(CaseFactory(school=school, excluded_on=date(2026, 9, 21)), date(2026, 9, 22))
        return clocked(CaseFactory(school=school))


@pytest.fixture
def look(screen):
    """``look(user, path, name)``: the page as this person sees it is without fault."""

    def look(user, path, name=""):
        screen.sign_in(user)
        page = screen.open(path)
        assert screen.find_faults() == []
        if name:
            screen.shoot(name)
        return page

    return look


def person(make, of):
    with scoped_transaction(WHOLE_SERVICE):
        user = make(of)
        user.first_name, user.last_name = "Morgan", "Invented"
        user.save()
        return user


def test_an_officer_goes_from_home_to_how_a_date_was_counted(look, screen, school, case):
    officer = person(officer_of, school.local_authority)
    look(officer, "/", "home-officer")
    page = look(officer, "/cases/", "cases")

    page.locator(f"a[href='/cases/{case.public_id}/']").first.click()
    page.get_by_role("heading", name="What is owed, and by when").wait_for()
    assert screen.find_faults() == []
    screen.shoot("case")
    assert "{%" not in page.content()

    page.get_by_role("link", name="Board must meet").click()
    page.get_by_role("img", name="The days of this count, week by week").wait_for()
    assert screen.find_faults() == []
    screen.shoot("deadline")


def test_an_officer_s_other_pages(look, school, case):
    officer = person(officer_of, school.local_authority)
    look(officer, "/schools/")
    look(officer, "/messages/")
    look(officer, reverse("casework:calendar", args=[school.urn]), "school-days")
    look(officer, reverse("casework:offer_education", args=[case.public_id]))
    look(officer, f"/cases/{case.public_id}/")
    page = look(officer, reverse("casework:trail", args=[case.public_id]), "trail")
    assert case.reference in page.content()


def test_home_of_the_school_and_of_its_clerk(look, school, case):
    look(person(headteacher_of, school), "/", "home-headteacher")
    clerk = person(clerk_of, school)
    look(clerk, "/", "home-clerk")
    page = look(clerk, f"/cases/{case.public_id}/")
    assert case.reference in page.content()


def test_home_and_addresses_of_a_manager(look, school, case):
    manager = person(manager_of, school.local_authority)
    look(manager, "/", "home-manager")
    page = look(manager, "/contacts/")
    assert page.get_by_role("heading", level=1).inner_text() == "Addresses for letters"


def test_a_clerk_corrects_a_day_and_sees_first_what_will_change(look, screen, school, case):
    page = look(person(clerk_of, school), f"/cases/{case.public_id}/")
    screen.follow("link", "Correct a day on record")
    assert screen.find_faults() == []

    screen.follow("button", "Continue")
    assert screen.find_faults() == []
    page.get_by_role("link", name="Enter the right day").click()
    assert page.evaluate("document.activeElement.id") == "id_right_day_0"
    type_correction(page, "17")
    assert screen.find_faults() == []
    screen.shoot("correction")

    screen.follow("button", "Continue")
    page.get_by_text("2 deadlines will change").wait_for()
    assert screen.find_faults() == []
    screen.shoot("correction-check")
    screen.follow("button", "Change what I typed")
    assert page.get_by_label("Why is the day corrected?").input_value() == REASON

    screen.follow("button", "Continue")
    screen.follow("button", "Correct the day")
    page.get_by_text("The day is corrected. 2 deadlines changed.").wait_for()
    page.get_by_text("the governing board was told on 17 September 2026, not").wait_for()
    assert screen.find_faults() == []


def test_a_clerk_lets_the_limit_run_on_after_a_flood(look, screen, school, case, time_machine):
    time_machine.move_to(datetime(2026, 10, 7, 8, tzinfo=UTC), tick=True)
    look(person(clerk_of, school), f"/cases/{case.public_id}/")
    screen.follow("link", "Extraordinary events: give the board longer to meet")
    page = screen.page
    page.get_by_text("The ordinary limit ended on Tuesday 6 October 2026.").wait_for()
    assert screen.find_faults() == []

    screen.follow("button", "Continue")
    page.get_by_role("link", name="Enter the day by which the board will meet").click()
    assert page.evaluate("document.activeElement.id") == "id_extended_to_0"
    page.get_by_label("What happened?").fill(FLOOD)
    for box, typed in (("Day", "20"), ("Month", "10"), ("Year", "2026")):
        page.get_by_role("textbox", name=box, exact=True).fill(typed)
    assert screen.find_faults() == []

    screen.follow("button", "Continue")
    page.get_by_text("2 deadlines will change").wait_for()
    assert screen.find_faults() == []
    screen.shoot("extraordinary-events-check")
    screen.follow("button", "Change what I typed")
    assert page.get_by_label("What happened?").input_value() == FLOOD
    screen.shoot("extraordinary-events")

    screen.follow("button", "Continue")
    screen.follow("button", "Let the limit run on")
    page.get_by_text("The limit runs on. The board must meet by 20 October 2026.").wait_for()
    page.get_by_text("has longer to meet, until 20 October 2026").wait_for()
    page.get_by_text("13 days left").first.wait_for()
    assert screen.find_faults() == []

    screen.follow("link", "Board must meet after all")
    page.get_by_text("The day that was set: the law gives no number of days").wait_for()
    assert screen.find_faults() == []


def test_a_clerk_is_told_that_somebody_else_corrected_the_day(look, screen, school, case):
    page = look(person(clerk_of, school), reverse("casework:correct", args=[case.public_id]))
    type_correction(page, "17")
    with scoped_transaction(WHOLE_SERVICE):
        state_fact(
            case, Fact.BOARD_INFORMED, date(2026, 9, 16), now=datetime(2026, 9, 24, 8, tzinfo=UTC)
        )

    screen.follow("button", "Continue")

    page.get_by_text("16 September 2026 is on record now").wait_for()
    assert page.get_by_label("Why is the day corrected?").input_value() == REASON
    assert [fault for fault in screen.find_faults() if "409" not in fault] == []
    screen.shoot("correction-changed")


def type_correction(page, day):
    page.get_by_label("The governing board was told on").check()
    for box, typed in (("Day", day), ("Month", "9"), ("Year", "2026")):
        page.get_by_role("textbox", name=box, exact=True).fill(typed)
    page.get_by_label("Why is the day corrected?").fill(REASON)


def test_a_head_sees_the_sum_of_45_days_before_an_exclusion_is_cancelled(
    look, screen, school, case
):
    head = person(headteacher_of, school)
    page = look(head, f"/cases/{case.public_id}/cancel/")
    page.get_by_label("Half-days (sessions) suspended this school year").fill("3.5")
    page.get_by_label("Why are you cancelling the exclusion?").fill("New evidence.")
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="must be a whole number").wait_for()
    assert screen.find_faults() == []
    screen.shoot("cancel-asked")

    page.get_by_label("Half-days (sessions) suspended this school year").fill("24")
    page.get_by_role("button", name="Continue").click()
    page.get_by_text("Suspended 12 + out under this one 8 = 20 of 45 school days").wait_for()
    assert screen.find_faults() == []
    screen.shoot("cancel")

    page.get_by_role("button", name="Cancel the exclusion").click()
    page.get_by_role("heading", name="Days out in the school year 2026/27").wait_for()
    assert screen.find_faults() == []
    screen.shoot_part(page.locator("section", has=page.locator("#days-out")), "case-days-out")


def test_a_school_says_why_a_pupil_was_suspended_past_45_days(look, screen, school, case):
    page = look(person(headteacher_of, school), f"/cases/{case.public_id}/follow-up/")
    page.get_by_label("Half-days (sessions) suspended this school year").fill("96")
    page.get_by_role("button", name="Give the follow-up").click()

    page.get_by_role("link", name="48 school days are more than the law allows").click()
    assert page.evaluate("document.activeElement.id") == "id_sessions_this_year"
    assert screen.find_faults() == []
    asked = page.locator(".govuk-form-group", has=page.locator("#id_sessions_this_year"))
    screen.shoot_part(asked, "follow-up-past-45")
    page.get_by_label("Why was the pupil suspended for more than 45 school days").wait_for()
