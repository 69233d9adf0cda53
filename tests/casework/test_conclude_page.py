from datetime import UTC, date, datetime

import pytest

from casework import deadlines
from casework.facts import state_fact
from casework.models import Case
from row_security.scope import WHOLE_SERVICE, declare
from statute.facts import Fact
from tests.factories import CaseFactory, clerk_of, officer_of


@pytest.fixture
def declined(db, tuesday):
    case = CaseFactory(status="REVIEW_WINDOW")
    state_fact(case, Fact.EXCLUDED, date(2026, 9, 15), now=tuesday)
    state_fact(case, Fact.DECISION_NOTICE_GIVEN, date(2026, 9, 29), now=tuesday)
    deadlines.reconcile(case, actor="user/1", now=tuesday, cause="the letter was given")
    return case


def status_of_the_case():
    declare(WHOLE_SERVICE)  # the request has left its own scope behind
    return Case.objects.get().status


def test_an_officer_records_that_the_exclusion_stands(declined, client, time_machine):
    time_machine.move_to(datetime(2026, 10, 21, 12, tzinfo=UTC), tick=False)
    client.force_login(officer_of(declined.authority))

    answer = client.post(f"/cases/{declined.public_id}/conclude/", {"ground": "TIME"})

    assert answer.status_code == 302
    assert status_of_the_case() == "CONCLUDED"


def test_a_day_early_the_page_says_until_when_and_keeps_what_was_chosen(
    declined, client, time_machine
):
    time_machine.move_to(datetime(2026, 10, 20, 12, tzinfo=UTC), tick=False)
    client.force_login(officer_of(declined.authority))

    answer = client.post(f"/cases/{declined.public_id}/conclude/", {"ground": "TIME"})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "the family may apply for a review until 20 October 2026" in page
    assert "checked" in page
    assert status_of_the_case() == "REVIEW_WINDOW"


def test_a_waiver_needs_its_date(declined, client, time_machine):
    time_machine.move_to(datetime(2026, 10, 20, 12, tzinfo=UTC), tick=False)
    client.force_login(officer_of(declined.authority))
    address = f"/cases/{declined.public_id}/conclude/"

    assert client.post(address, {"ground": "WAIVED"}).status_code == 422
    dated = {"waived_on_day": "1", "waived_on_month": "10", "waived_on_year": "2026"}
    assert client.post(address, {"ground": "WAIVED", **dated}).status_code == 302
    assert status_of_the_case() == "CONCLUDED"


@pytest.mark.parametrize("stranger", ["clerk", "officer elsewhere"])
def test_nobody_else_finds_the_page(declined, client, stranger):
    other = CaseFactory()
    who = clerk_of(declined.school) if stranger == "clerk" else officer_of(other.authority)
    client.force_login(who)

    assert client.get(f"/cases/{declined.public_id}/conclude/").status_code == 404
