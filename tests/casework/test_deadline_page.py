from datetime import date

import pytest
from django.urls import reverse

from casework import deadlines
from casework.facts import state_fact
from statute.facts import Fact
from tests.factories import CaseFactory, clerk_of, clocked, headteacher_of, officer_of


def show(client, user, case, rule_id):
    client.force_login(user)
    return client.get(reverse("casework:deadline", args=[case.public_id, rule_id]))


def test_every_day_is_numbered_or_says_why_it_was_not_counted(case, client):
    """Worked example P02: half-term and a training day lie within the count."""
    case.excluded_on = date(2026, 10, 23)
    clocked(case, date(2026, 10, 23))
    version = case.school.get_calendar_version()
    version.closed_days = {"2026-10-26": "Half-term", "2026-11-02": "Staff training"}
    version.save()

    days = show(client, clerk_of(case.school), case, "E4").context["days"]

    weekend, unsaid = "Weekend", "Not a school day at this school"
    assert [(f"{d.day:%-d %b}", d.number, d.why) for d in days] == [
        ("23 Oct", None, "The count starts from this day, which is not counted itself"),
        ("24 Oct", None, weekend),
        ("25 Oct", None, weekend),
        ("26 Oct", None, "Half-term"),
        ("27 Oct", None, unsaid),
        ("28 Oct", None, unsaid),
        ("29 Oct", None, unsaid),
        ("30 Oct", None, unsaid),
        ("31 Oct", None, weekend),
        ("1 Nov", None, weekend),
        ("2 Nov", None, "Staff training"),
        ("3 Nov", 1, ""),
        ("4 Nov", 2, ""),
        ("5 Nov", 3, ""),
        ("6 Nov", 4, ""),
        ("7 Nov", None, weekend),
        ("8 Nov", None, weekend),
        ("9 Nov", 5, ""),
        ("10 Nov", 6, ""),
    ]


def test_days_counted_back_are_numbered_back(noticed, client, tuesday):
    state_fact(noticed, Fact.REVIEW_FIXED, date(2026, 10, 9), now=tuesday)
    deadlines.reconcile(noticed, actor="system/test", now=tuesday, cause="review fixed")

    days = show(client, clerk_of(noticed.school), noticed, "I15").context["days"]

    assert [d.number for d in days] == [5, None, None, 4, 3, 2, 1, None]


def test_the_page_states_the_rule_its_source_and_how_it_is_read(noticed, client):
    shown = show(client, officer_of(noticed.authority), noticed, "G1").content.decode()

    for said in [
        "Board must meet by 6 October 2026",
        "15 school days after the day on which the governing board was told",
        "SI 2012/1033 reg 6(1)(a), (7)(a)",
        "A late meeting is still owed",
        "The other reading",
        "that day out",
    ]:
        assert said in shown


def test_a_duty_of_the_same_day_counts_no_days(noticed, client):
    page = show(client, officer_of(noticed.authority), noticed, "N3")

    assert page.context["days"] == []
    assert "Without delay: kept as the same day" in page.content.decode()


def test_every_move_is_shown_with_both_dates_and_its_cause(noticed, client, tuesday):
    state_fact(noticed, Fact.BOARD_INFORMED, date(2026, 9, 16), now=tuesday)
    deadlines.reconcile(noticed, actor="system/test", now=tuesday, cause="the receipt says so")

    moves = show(client, clerk_of(noticed.school), noticed, "G1").context["recounts"]

    assert [(m.before, m.after, m.cause) for m in moves] == [
        ("", "by 6 October 2026", "notice given"),
        ("by 6 October 2026", "by 7 October 2026", "the receipt says so"),
    ]


def test_a_date_that_cannot_be_counted_says_why(case, client):
    case.excluded_on = date(2026, 12, 10)
    clocked(case, date(2026, 12, 10))

    page = show(client, headteacher_of(case.school), case, "G1")

    assert page.context["days"] == []
    shown = page.content.decode()
    assert "The school days after 18 December 2026 have not been supplied" in shown
    assert reverse("casework:calendar", args=[case.school.urn]) in shown


@pytest.mark.parametrize(
    ("done_on", "said"),
    [(date(2026, 9, 23), "23 September 2026, in time"), (date(2026, 9, 24), "2026, late")],
)
def test_a_duty_that_was_done_says_when_and_whether_in_time(
    noticed, client, tuesday, done_on, said
):
    state_fact(noticed, Fact.EDUCATION_STARTED, done_on, now=tuesday)
    deadlines.reconcile(noticed, actor="system/test", now=tuesday, cause="education began")

    assert said in show(client, officer_of(noticed.authority), noticed, "E4").content.decode()


def test_a_duty_no_longer_owed_says_so(noticed, client, tuesday):
    state_fact(noticed, Fact.CANCELLED, date(2026, 9, 16), now=tuesday)
    deadlines.reconcile(noticed, actor="system/test", now=tuesday, cause="cancelled")

    assert (
        "no longer owed"
        in show(client, officer_of(noticed.authority), noticed, "G1").content.decode()
    )


@pytest.mark.parametrize("rule_id", ["G4", "Z9", "%20"])
def test_a_deadline_that_the_case_does_not_have_is_not_found(noticed, client, rule_id):
    assert show(client, officer_of(noticed.authority), noticed, rule_id).status_code == 404


def test_a_deadline_of_others_is_not_found(noticed, client):
    stranger = officer_of(CaseFactory().authority)

    assert show(client, stranger, noticed, "G1").status_code == 404
