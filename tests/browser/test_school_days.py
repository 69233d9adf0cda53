"""A snow day in a real browser at two widths: asked, shown before it moves, done, taken back."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from casework import deadlines
from casework.facts import state_fact
from row_security.scope import WHOLE_SERVICE, scoped_transaction
from statute.facts import Fact
from tests.factories import (
    CaseFactory,
    ContactFactory,
    SchoolFactory,
    clocked,
    officer_of,
    staff_of,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("live_server", "sample"),
]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 11, 3, 8, tzinfo=UTC), tick=True)


@pytest.fixture
def sample(settings):
    settings.SAMPLE_DATA = True
    settings.COUNCIL_NAME = "Sampleshire Council"


@pytest.fixture
def case(transactional_db):
    with scoped_transaction(WHOLE_SERVICE):
        school = SchoolFactory(
            name="Sampleton School", local_authority__code="870", local_authority__name="Reading"
        )
        ContactFactory(local_authority=school.local_authority)
        version = school.get_calendar_version()
        version.closed_days = {"2026-11-02": "Staff training"} | {
            f"2026-10-{day}": "Half term" for day in range(26, 31)
        }
        version.save()
        clocked(CaseFactory(school=school, excluded_on=date(2026, 9, 21)), date(2026, 9, 22))
        case = CaseFactory(school=school, excluded_on=date(2026, 10, 19))
        clocked(case, date(2026, 10, 20))
        state_fact(case, Fact.AUTHORITY_INFORMED, date(2026, 10, 19), now=case.notice_given_at)
        deadlines.reconcile(case, actor="system/test", now=case.notice_given_at, cause="told")
        return case


def person(make, of):
    with scoped_transaction(WHOLE_SERVICE):
        user = make(of)
        user.first_name, user.last_name = "Morgan", "Invented"
        user.save()
        return user


def address(name, case):
    return reverse(f"casework:{name}", args=[case.school.urn])


def choose_two_days(page):
    for question, day in (("On which day is the school closed?", 12), ("Until which day", 13)):
        boxes = page.get_by_role("group", name=question)
        for label, typed in (("Day", day), ("Month", 11), ("Year", 2026)):
            boxes.get_by_label(label).fill(str(typed))
    page.get_by_label("Snow or other severe weather").check()


def test_two_snow_days_are_shown_before_they_move_and_can_be_taken_back(screen, case):
    screen.sign_in(person(staff_of, case.school))
    page = screen.open(address("close_school", case))
    assert screen.find_faults() == []
    screen.follow("button", "See what will move")
    page.get_by_role("heading", name="There is a problem").wait_for()
    assert screen.find_faults() == []

    choose_two_days(page)
    screen.follow("button", "See what will move")
    assert screen.find_faults() == []
    screen.shoot("snow-day")
    screen.follow("button", "Close the school")
    page.get_by_role("heading", name="What moved").wait_for()
    assert screen.find_faults() == []

    screen.follow("link", "Open it again")
    page.get_by_label("Thursday 12 November 2026: Snow or other severe weather").check()
    page.get_by_label("Why?").fill("The snow held off")
    assert screen.find_faults() == []
    screen.follow("button", "See what will move")
    assert screen.find_faults() == []
    screen.follow("button", "Open the school")
    page.get_by_role("heading", name="What moved").wait_for()


def test_school_days_are_confirmed_without_scripts(plain_screen, case):
    plain_screen.sign_in(person(staff_of, case.school))
    page = plain_screen.open(address("calendar", case))
    plain_screen.follow("button", "These days are right")
    page.get_by_text("it is noted that these school days are right").wait_for()
    assert plain_screen.find_faults() == []


def test_the_clocks_of_a_case_and_the_days_of_a_date_need_no_script(plain_screen, case):
    plain_screen.sign_in(person(officer_of, case.authority))
    page = plain_screen.open(f"/cases/{case.public_id}/")
    page.get_by_role("img", name="The clocks of this case").wait_for()
    assert plain_screen.find_faults() == []

    plain_screen.follow("link", "Board must meet")
    page.get_by_role("img", name="The days of this count, week by week").wait_for()
    assert page.get_by_text("Half term").count() == 5
    assert page.get_by_text("Staff training").count() == 1
    assert plain_screen.find_faults() == []


def test_the_pictures_of_a_case_and_of_a_date(screen, case):
    screen.sign_in(person(officer_of, case.authority))
    page = screen.open(f"/cases/{case.public_id}/")
    picture = page.locator("figure.app-clocks")
    assert picture.bounding_box()["width"] <= screen.width
    dates = page.locator("section", has=page.locator("#dates"))
    screen.shoot_part(dates, "case-clocks")
    screen.open(f"/cases/{case.public_id}/deadlines/G1/")
    strip = page.locator("figure.app-days")
    strip.wait_for()
    screen.shoot_part(strip, "day-strip")
    assert screen.find_faults() == []
