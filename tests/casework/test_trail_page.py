from datetime import UTC, datetime

import pytest

from casework import history, timeline
from programs.models import Client
from tests.factories import looked, officer_of

NOON = datetime(2026, 9, 15, 12, tzinfo=UTC)


@pytest.fixture
def officer(case):
    user = officer_of(case.authority)
    user.first_name, user.last_name = "Morgan", "Invented"
    user.save()
    return user


def look(case, officer, times=1):
    for _ in range(times):
        looked(case, officer, at=NOON)


def test_who_looked_is_told_by_name(client, case, officer):
    look(case, officer)
    client.force_login(officer)

    page = client.get(f"/cases/{case.public_id}/trail/").content.decode()

    assert "Looked at the case" in page
    assert "Morgan Invented" in page


def test_the_case_links_to_it(client, case, officer):
    client.force_login(officer)

    page = client.get(f"/cases/{case.public_id}/").content.decode()

    assert f"/cases/{case.public_id}/trail/" in page


def test_a_hundred_are_shown_at_a_time(client, case, officer):
    look(case, officer, 101)
    client.force_login(officer)
    page = client.get(f"/cases/{case.public_id}/trail/").content.decode()
    assert page.count("Looked at the case") == 100
    assert "?before=2" in page

    page = client.get(f"/cases/{case.public_id}/trail/?before=2").content.decode()

    assert page.count("Looked at the case") == 1
    assert "Latest events" in page
    assert "Older events" not in page


@pytest.mark.parametrize("before", ["", "x", "-1", "²", "9" * 30])
def test_a_number_that_is_none_shows_the_latest(client, case, officer, before):
    look(case, officer)
    client.force_login(officer)

    answer = client.get(f"/cases/{case.public_id}/trail/", {"before": before})

    assert "Looked at the case" in answer.content.decode()


def test_before_the_first_event_there_is_nothing(client, case, officer):
    look(case, officer)
    client.force_login(officer)

    page = client.get(f"/cases/{case.public_id}/trail/?before=1").content.decode()

    assert "Nothing is recorded before this." in page


def test_a_page_ends_where_the_events_do(case, officer):
    look(case, officer, 3)

    assert history.get_trail(case, most=3).older is None
    assert history.get_trail(case, most=2).older == 2


def test_a_system_that_looked_is_told_by_its_name(client, case, officer):
    system = Client.objects.create(
        name="Sample MIS", school=case.school, may=["cases:read"], given_by=officer,
        made_at=NOON, expires_at=NOON,
    )  # fmt: skip
    timeline.record(case, history.VIEWED, actor=f"client/{system.pk}", now=NOON)
    client.force_login(officer)

    page = client.get(f"/cases/{case.public_id}/trail/").content.decode()

    assert "Sample MIS (a program)" in page
