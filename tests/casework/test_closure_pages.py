"""The quick pages for a day of snow: asked, shown before it moves, done, and taken back."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from notifications.models import Message
from organisations.models import BankHoliday
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import (
    CaseFactory,
    SchoolFactory,
    TrustFactory,
    clerk_of,
    clocked,
    headteacher_of,
    officer_of,
    staff_of,
    trust_officer_of,
)

MONDAY = {"first_day_day": "21", "first_day_month": "9", "first_day_year": "2026"}
TUESDAY = {"last_day_day": "22", "last_day_month": "9", "last_day_year": "2026"}
SNOW = MONDAY | {"reason": "SNOW"}


@pytest.fixture(autouse=True)
def evening_before(db, at):
    at(datetime(2026, 9, 20, 19, tzinfo=UTC))


@pytest.fixture
def case(db):
    return clocked(CaseFactory(school=SchoolFactory(trust=TrustFactory())))


def post(client, case, typed, route="close_school"):
    return client.post(reverse(f"casework:{route}", args=[case.school.urn]), typed)


def due(case):
    declare(WHOLE_SERVICE)
    return case.deadlines.get(rule_id="G1").due_date


@pytest.mark.parametrize(
    ("of", "source"),
    [
        (lambda case: staff_of(case.school), "SCHOOL"),
        (lambda case: headteacher_of(case.school), "SCHOOL"),
        (lambda case: trust_officer_of(case.school.trust), "TRUST"),
        (lambda case: officer_of(case.authority), "AUTHORITY"),
    ],
)
def test_what_will_move_is_shown_and_then_moved(case, client, of, source):
    clerk = clerk_of(case.school)
    client.force_login(of(case))

    shown = post(client, case, SNOW | TUESDAY)

    assert [(m["subject"], m["before"], m["after"]) for m in shown.context["moved"]] == [
        ("Education must start", "23 September 2026", "25 September 2026"),
        ("Board must meet", "6 October 2026", "8 October 2026"),
    ]
    assert due(case) == date(2026, 10, 6)

    done = post(client, case, dict(shown.context["kept"]) | {"confirmed": "on"})

    assert done["Location"] == reverse("casework:calendar", args=[case.school.urn])
    assert due(case) == date(2026, 10, 8)
    version = case.school.get_calendar_version()
    assert (version.source, version.reason) == (source, "Snow or other severe weather")
    assert Message.objects.filter(to=clerk.email).count() == 1


def test_a_day_is_given_back(case, client):
    client.force_login(staff_of(case.school))
    post(client, case, SNOW | {"confirmed": "on"})
    assert due(case) == date(2026, 10, 7)
    typed = {"days": ["2026-09-21"], "why": "The snow held off"}

    shown = post(client, case, typed, "reopen_school")

    assert [(m["before"], m["after"]) for m in shown.context["moved"]] == [
        ("24 September 2026", "23 September 2026"),
        ("7 October 2026", "6 October 2026"),
    ]
    assert due(case) == date(2026, 10, 7)
    post(client, case, typed | {"confirmed": "on"}, "reopen_school")
    assert due(case) == date(2026, 10, 6)
    nothing = client.get(reverse("casework:reopen_school", args=[case.school.urn]))
    assert "No single day is closed" in nothing.content.decode()


def test_a_day_over_which_no_clock_stands_says_so(case, client):
    client.force_login(staff_of(case.school))
    december = {"first_day_day": "14", "first_day_month": "12", "first_day_year": "2026"}

    shown = post(client, case, december | {"reason": "OTHER", "other": "A funeral"})

    assert "No date of an open case will move" in shown.content.decode()
    assert (shown.context["reason"], shown.context["moved"]) == ("A funeral", [])


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "Enter the day on which the school is closed"),
        (MONDAY, "Select why the school is closed"),
        (MONDAY | {"reason": "OTHER"}, "Enter why the school is closed"),
        (
            SNOW | {"first_day_day": "19"},
            "Saturday 19 September 2026 is at a weekend, and no school day",
        ),
        (SNOW | {"first_day_month": "10", "first_day_day": "27"}, "it lies outside every term"),
        (
            SNOW | TUESDAY | {"last_day_day": "18"},
            "The last day must not be before 21 September 2026",
        ),
        (
            SNOW | TUESDAY | {"last_day_month": "10"},
            "This closes more than 10 days: send a file of school days instead",
        ),
        (SNOW | {"first_day_year": "2028"}, "are not known: they reach from 1 September 2026"),
    ],
)
def test_what_cannot_be_right_is_told_and_changes_nothing(case, client, typed, told):
    client.force_login(staff_of(case.school))

    answer = post(client, case, typed | {"confirmed": "on"})

    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert case.school.calendar_versions.count() == 1


def test_a_school_without_days_is_told_to_supply_them_first(client, db):
    school = SchoolFactory(calendar=None)
    client.force_login(staff_of(school))
    url = reverse("casework:close_school", args=[school.urn])

    answer = client.post(url, SNOW)

    assert answer.status_code == 422
    assert "No school days are known for this school" in answer.content.decode()
    again = client.post(reverse("casework:reopen_school", args=[school.urn]), {})
    assert "No single day is closed" in again.content.decode()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"why": "x"}, "Select the days that are school days after all"),
        ({"days": ["2026-09-21"]}, "Enter why they are school days after all"),
        ({"days": ["2026-09-22"], "why": "x"}, "from the list"),
        ({"days": ["2026-10-05"], "why": "x"}, "from the list"),
    ],
)
def test_only_single_closed_days_are_offered_for_opening(case, client, typed, told):
    BankHoliday.objects.create(day=date(2026, 10, 5), title="A bank holiday")
    client.force_login(staff_of(case.school))
    post(client, case, SNOW | {"confirmed": "on"})
    version = case.school.get_calendar_version()
    version.closed_days |= {"2026-10-05": "A bank holiday"}
    version.save()

    answer = post(client, case, typed | {"confirmed": "on"}, "reopen_school")

    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert case.school.get_calendar_version().number == 2
