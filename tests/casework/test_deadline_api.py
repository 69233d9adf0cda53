"""A date's working by program: what the deadline's page shows."""

from datetime import date

from casework import deadlines
from casework.facts import state_fact
from casework.rulebook import get_rule
from row_security.scope import WHOLE_SERVICE, declare
from statute.facts import Fact
from tests.factories import CaseFactory, clerk_of, clocked, officer_of


def ask(client, user, case, rule_id=""):
    client.force_login(user)
    path = f"{rule_id}/" if rule_id else ""
    return client.get(f"/api/v1/cases/{case.public_id}/deadlines/{path}")


def test_every_deadline_of_a_case_is_listed_by_its_day(noticed, client):
    listed = ask(client, officer_of(noticed.authority), noticed).json()

    days = [row["due_date"] for row in listed]
    assert days == sorted(days)
    assert {"E4", "G1"} <= {row["rule"] for row in listed}


def test_the_working_has_every_day_the_rule_and_its_source(noticed, client):
    version = noticed.school.get_calendar_version()
    version.closed_days = {"2026-10-26": "Half term"}
    version.save()

    shown = ask(client, officer_of(noticed.authority), noticed, "E4").json()

    assert (shown["rule"], shown["due_date"]) == ("E4", "2026-09-23")
    assert shown["in_words"] == "6 school days after the day on which the exclusion took effect"
    assert [day["number"] for day in shown["days"]] == [None, 1, 2, 3, None, None, 4, 5, 6]
    assert shown["days"][4] == {"day": "2026-09-19", "number": None, "why": "Weekend"}
    assert shown["school_days"]["version"] == 1
    assert shown["school_days"]["of_authority"] is False


def test_the_reading_comes_with_the_one_not_taken(noticed, client):
    shown = ask(client, officer_of(noticed.authority), noticed, "G1").json()

    assert "A late meeting is still owed" in shown["reading"]
    assert shown["alternative"] == get_rule("G1").alternative != ""


def test_every_move_has_its_cause_and_who_made_it(noticed, client, tuesday):
    clerk = clerk_of(noticed.school)
    state_fact(noticed, Fact.BOARD_INFORMED, date(2026, 9, 16), now=tuesday)
    deadlines.reconcile(noticed, actor=f"user/{clerk.pk}", now=tuesday, cause="the receipt")

    moves = ask(client, clerk, noticed, "G1").json()["moves"]

    assert [(m["before"], m["after"], m["cause"], m["by"]) for m in moves] == [
        ("", "by 6 October 2026", "notice given", "the service"),
        ("by 6 October 2026", "by 7 October 2026", "the receipt", str(clerk)),
    ]


def test_a_date_that_cannot_be_counted_has_its_reason_and_no_days(case, client):
    case.school.calendar_versions.all().delete()
    clocked(case)

    shown = ask(client, officer_of(case.authority), case, "G1").json()

    assert (shown["due_date"], shown["days"], shown["school_days"]) == (None, [], None)
    assert shown["gap"] == "no school days have been supplied for this school"


def test_what_is_not_there_and_what_is_not_theirs_look_alike(noticed, client):
    officer = officer_of(noticed.authority)
    stranger = officer_of(CaseFactory().authority)

    assert ask(client, officer, noticed, "Z9").status_code == 404
    assert ask(client, stranger, noticed, "G1").status_code == 404
    declare(WHOLE_SERVICE)
    assert ask(client, stranger, noticed).status_code == 404


def test_the_working_is_in_the_description_of_the_api(client, db):
    schema = client.get("/api/v1/schema/?format=json").json()

    assert "/api/v1/cases/{public_id}/deadlines/{rule_id}/" in schema["paths"]
    assert set(schema["components"]["schemas"]["WorkingOut"]["properties"]) >= {
        "in_words", "reading", "alternative", "days", "school_days", "moves", "citation",
    }  # fmt: skip
