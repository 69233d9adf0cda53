"""The days out of a school year: what counts towards 45, from where, and for whose eyes."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client as Browser

from casework.access import declare_reach
from casework.days_out import CANCELLED_ON_NO_DAY, get_days_out, get_days_out_if_cancelled
from casework.facts import state_fact
from casework.models import BreakGlass, Pupil
from row_security.scope import WHOLE_SERVICE, declare
from statute.facts import Fact
from tests.factories import (
    CaseFactory,
    LocalAuthorityFactory,
    SchoolFactory,
    clerk_of,
    clocked,
    headteacher_of,
    manager_of,
    officer_of,
)
from tests.programs.builders import calls_with, make_client, token_of

NOW = datetime(2026, 10, 9, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def school(db):
    return SchoolFactory()


def cancelled(school, first, on, back=None, of=None, **more):
    """A case of ``school``, cancelled ``on`` a day; of the pupil of the case ``of``."""
    case = clocked(CaseFactory(school=school, excluded_on=first, **more), first)
    type(case).objects.filter(pk=case.pk).update(status="CANCELLED", attend_to_on=None)
    case.refresh_from_db()
    state_fact(case, Fact.CANCELLED, on, now=NOW)
    if back:
        state_fact(case, Fact.RETURNED, back, now=NOW)
    if of:
        same_pupil(case, of)
    return case


def same_pupil(case, of):
    for name in ("first_name", "last_name", "born_on", "upn"):
        setattr(case.pupil, name, getattr(of.pupil, name))
    case.pupil.save()


def say(case, sessions):
    case.follow_up = {"sessions_this_year": sessions}
    case.save(update_fields=["follow_up"])


@pytest.fixture
def case(school):
    """Out from 5 October 2026, cancelled on the 8th, back on the 9th; suspended for 12 days."""
    case = cancelled(school, date(2026, 10, 5), date(2026, 10, 8), date(2026, 10, 9))
    say(case, 24)
    return case


@pytest.fixture
def earlier(school, case):
    """The same pupil: out on 14, 15 and 16 September, and back on the 17th."""
    return cancelled(school, date(2026, 9, 14), date(2026, 9, 16), date(2026, 9, 17), of=case)


WITHOUT = "suspended 12 + out under this one 4 = 16 of 45 school days"
WITH = (
    "suspended 12 + out under another cancelled exclusion 3 + out under this one 4 = 19 of 45 "
    "school days"
)


def working(case, reader):
    return get_days_out(case, reader).total.working


def test_days_served_under_this_and_another_cancelled_exclusion_count_with_suspensions(
    case, earlier, school
):
    head = headteacher_of(school)

    assert working(case, head) == WITH
    assert [other.case for other in get_days_out(case, head).others] == [earlier]


def test_while_an_exclusion_stands_its_own_days_do_not_count(case, earlier, school):
    standing = clocked(CaseFactory(school=school, excluded_on=date(2026, 9, 28)))
    same_pupil(standing, case)
    say(standing, 2)

    out = get_days_out(standing, headteacher_of(school))

    assert (out.own, out.total.total) == (None, Decimal(8))
    assert [other.case for other in out.others] == [earlier, case]


@pytest.mark.parametrize(("session", "days"), [("", "4"), ("AM", "3.5"), ("PM", "3")])
def test_the_first_day_counts_for_what_was_lost_of_it(case, school, session, days):
    case.session = session
    case.save()

    assert get_days_out(case, headteacher_of(school)).own.days == Decimal(days)


def test_until_somebody_records_the_return_days_run_to_that_of_the_cancelling(school):
    case = cancelled(school, date(2026, 10, 5), date(2026, 10, 8))

    own = get_days_out(case, headteacher_of(school)).own

    assert (own.days, own.until, own.is_back) == (4, date(2026, 10, 8), False)


@pytest.mark.parametrize("what", ["suspensions", "school days", "day of cancelling"])
def test_what_is_unknown_is_said_as_unknown(case, school, client, what):
    said = {
        "suspensions": "Suspended not known + out under this one 4 = at least 4 of 45 school days.",
        "school days": "Suspended 12 + out under this one not known = at least 12 of 45",
        "day of cancelling": "not known, because the day on which it was cancelled is not recorded",
    }[what]
    if what == "suspensions":
        case.follow_up = {}
        case.save()
    elif what == "school days":
        school.calendar_versions.all().delete()
    else:
        case.facts.filter(fact__in=(Fact.CANCELLED, Fact.RETURNED)).delete()
        assert get_days_out(case, headteacher_of(school)).gaps == (CANCELLED_ON_NO_DAY,)

    assert get_days_out(case, headteacher_of(school)).total.total is None
    client.force_login(headteacher_of(school))
    assert said in client.get(f"/cases/{case.public_id}/").text


def test_half_days_said_when_it_was_cancelled_count(school):
    case = cancelled(school, date(2026, 10, 5), date(2026, 10, 8), date(2026, 10, 9))
    case.sessions_suspended = 5
    case.save()

    assert get_days_out(case, headteacher_of(school)).total.total == Decimal("6.5")


def test_a_day_is_counted_once_though_two_exclusions_kept_the_pupil_out(case, school):
    twice = cancelled(school, date(2026, 10, 7), date(2026, 10, 9), of=case)

    out = get_days_out(case, headteacher_of(school))

    assert [(other.case, other.served.days) for other in out.others] == [(twice, 1)]
    assert out.total.total == 17


def test_an_exclusion_that_took_no_day_of_its_own_is_not_listed(case, school):
    cancelled(school, date(2026, 10, 6), date(2026, 10, 7), of=case)

    assert working(case, headteacher_of(school)) == WITHOUT


@pytest.mark.parametrize(
    "change",
    [
        {"status": "REINSTATED"},
        {"excluded_on": date(2025, 9, 14)},
        {"excluded_on": date(2027, 9, 14)},
    ],
)
def test_only_cancelled_exclusions_of_the_school_year_count(case, earlier, school, change):
    type(earlier).objects.filter(pk=earlier.pk).update(**change)
    if "excluded_on" in change:
        earlier.facts.all().delete()

    counted = get_days_out(case, headteacher_of(school)).others

    assert [o.case.pk for o in counted if o.served.days] == []


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({}, True),
        ({"upn": ""}, True),
        ({"first_name": "Other"}, True),  # the same number
        ({"upn": "Z999999999999", "first_name": "Other"}, False),
        ({"upn": "", "born_on": date(2011, 1, 1)}, False),
    ],
)
def test_it_is_the_same_pupil_by_number_or_by_name_and_birth(case, earlier, school, change, same):
    Pupil.objects.filter(case=case).update(upn="A123456789012")
    Pupil.objects.filter(case=earlier).update(**{"upn": "A123456789012", **change})
    case.refresh_from_db()

    assert working(case, headteacher_of(school)) == (WITH if same else WITHOUT)


# Whose eyes: what is not in a reader's reach does not exist for them.


@pytest.fixture
def elsewhere(case):
    """The same pupil at a school of another authority before, while they lived in a third."""
    return cancelled(
        SchoolFactory(),
        date(2026, 9, 14),
        date(2026, 9, 16),
        date(2026, 9, 17),
        of=case,
        home_authority=LocalAuthorityFactory(),
    )


OF_HERE = {
    "head": lambda case: headteacher_of(case.school),
    "clerk": lambda case: clerk_of(case.school),
    "officer": lambda case: officer_of(case.authority),
    "manager": lambda case: manager_of(case.authority),
}


@pytest.mark.parametrize("who", OF_HERE)
def test_a_case_elsewhere_is_neither_counted_nor_told_of(case, elsewhere, who):
    reader = OF_HERE[who](case)
    browser = Browser()
    browser.force_login(reader)

    page = browser.get(f"/cases/{case.public_id}/").text

    declare(WHOLE_SERVICE)  # the filter alone, with the policies out of the way
    assert working(case, reader) == WITHOUT
    Pupil.objects.filter(case=elsewhere).update(upn="Z999999999999", first_name="Other")
    again = browser.get(f"/cases/{case.public_id}/").text
    assert WITHOUT[1:] in page
    assert elsewhere.reference not in page
    assert str(elsewhere.public_id) not in page
    assert tell_total(page) == tell_total(again)  # whether there is one makes no difference


def tell_total(page):
    return page.split('id="days-out"')[1].split("</section>")[0]


def test_the_policies_alone_let_no_case_elsewhere_be_counted(case, elsewhere, monkeypatch):
    reader = headteacher_of(case.school)
    monkeypatch.setattr("casework.models.cases.CaseQuerySet.open_to", lambda cases, user: cases)
    assert working(case, reader) == WITH

    declare_reach(reader)

    assert working(case, reader) == WITHOUT


def test_the_authority_where_the_pupil_lives_counts_both(case, elsewhere):
    home = elsewhere.home_authority
    type(case).objects.filter(pk=case.pk).update(home_authority=home)

    assert working(case, officer_of(home)) == WITH


def test_glass_broken_for_one_case_lets_no_other_be_counted(case, elsewhere):
    manager = manager_of(LocalAuthorityFactory())
    BreakGlass.objects.create(
        case=case,
        user=manager,
        authority=manager.standing_memberships[0].local_authority,
        reference=case.reference,
        reason="Danger",
        with_sealed=False,
        begun_at=NOW,
        ends_at=datetime(2026, 10, 9, 17, tzinfo=UTC),
    )

    assert working(case, manager) == WITHOUT


def test_a_program_of_the_school_counts_the_cases_of_its_schools(case, elsewhere, earlier):
    client, _ = make_client(case.school)

    assert working(case, client) == WITH


def test_what_a_head_may_not_see_bars_no_cancelling(school, elsewhere, case):
    standing = clocked(CaseFactory(school=school, excluded_on=date(2026, 10, 5)))
    same_pupil(standing, elsewhere)

    def total(reader):
        return get_days_out_if_cancelled(
            standing, reader, today=date(2026, 10, 8), suspended=Decimal(2)
        ).total.total

    assert total(headteacher_of(school)) == 6
    type(standing).objects.filter(pk=elsewhere.pk).update(school=school)
    assert total(headteacher_of(school)) == 9


# The API


def test_the_api_says_what_the_page_says(case, earlier, school):
    client = calls_with(token_of(officer_of(case.authority)))

    detail = client.get(f"/api/v1/cases/{case.public_id}/").json()

    assert detail["days_out"] == {
        "school_year": "2026/27",
        "suspended_school_days": 12.0,
        "under_other_cancelled": [{"case": str(earlier.public_id), "school_days": 3.0}],
        "under_this_school_days": 4.0,
        "under_this_counts": True,
        "total_school_days": 19.0,
        "at_least_school_days": 19.0,
        "at_most_school_days": 45,
        "working": WITH,
    }


def test_the_api_says_null_of_what_is_unknown(school):
    case = clocked(CaseFactory(school=school))
    client = calls_with(token_of(officer_of(case.authority)))

    told = client.get(f"/api/v1/cases/{case.public_id}/").json()["days_out"]

    assert {name: told[name] for name in told if name.endswith("_days")} == {
        "suspended_school_days": None,
        "under_this_school_days": None,
        "total_school_days": None,
        "at_least_school_days": 0.0,
        "at_most_school_days": 45,
    }
    assert (told["under_this_counts"], told["under_other_cancelled"]) == (False, [])


def test_the_api_tells_nobody_of_a_case_elsewhere(case, elsewhere):
    client = calls_with(token_of(officer_of(case.authority)))

    answer = client.get(f"/api/v1/cases/{case.public_id}/")

    assert answer.json()["days_out"]["working"] == WITHOUT
    assert str(elsewhere.public_id) not in answer.text
