"""Two people change one hearing on its pages: the second sees both, and loses nothing."""

from datetime import date

import pytest

from hearings.models import Hearing
from tests.factories import clerk_of
from tests.hearings.conftest import AFTER, THE_16TH, typed_day, whole
from tests.hearings.test_outcomes import hold
from tests.hearings.test_pages_after_listing import attended

MOVED = {"day": "2026-10-02", "starts": "2pm", "ends": "4pm", "mode": "IN_PERSON"}
BOTH = "Somebody else changed this hearing after you opened this page"


@pytest.fixture
def changed(maintained, client, listed, at):
    """A hearing that somebody moved to the hall after the clerk had opened a page of version 1."""
    hearing = listed(maintained)
    at(THE_16TH, client, clerk_of(maintained.school))
    first = {**MOVED, "venue": "The hall", "version": 1}
    assert client.post(f"/hearings/{hearing.public_id}/move/", first).status_code == 302
    return f"/hearings/{hearing.public_id}/"


def test_who_moves_it_second_sees_both_and_may_send_theirs_again(client, changed):
    late = {**MOVED, "starts": "3pm", "venue": "The library", "version": 1}

    shown = client.post(f"{changed}move/", late)

    page = whole(shown)
    assert shown.status_code == 409
    for kept_or_typed in (BOTH, "The hall", "2pm", 'value="The library"', 'value="3pm"'):
        assert kept_or_typed in page
    assert 'name="version" value="2"' in page
    assert Hearing.objects.get().venue == "The hall"
    assert client.post(f"{changed}move/", {**late, "version": 2}).status_code == 302
    assert Hearing.objects.get().venue == "The library"


def test_who_cancels_it_sees_that_it_was_moved(client, changed):
    late = {"how": "VACATED", "reason": "The chair is ill", "version": 1}
    how = whole(client.get(f"{changed}cancel/")).split('name="how" value="')[1].split('"')[0]

    shown = client.post(f"{changed}cancel/", {**late, "how": how})

    page = whole(shown)
    assert shown.status_code == 409
    for kept_or_typed in (BOTH, "The hall", "The chair is ill", 'name="version" value="2"'):
        assert kept_or_typed in page
    assert Hearing.objects.get().is_listed


@pytest.fixture
def over(maintained, client, listed, holidays, at):
    """A hearing whose time has passed, with its clerk signed in: the address of its page."""
    hearing = listed(maintained)
    at(AFTER, client, clerk_of(maintained.school))
    return f"/hearings/{hearing.public_id}/"


def test_who_records_the_attendance_or_the_outcome_second_keeps_what_they_typed(client, over):
    late = client.post(f"{over}attendance/", attended(7, name_5="Sam Sample", version=9))
    assert late.status_code == 409
    assert 'value="Sam Sample"' in whole(late)
    assert BOTH in whole(late)

    hold(Hearing.objects.get())
    decided = {
        "decision": "DECLINED", **typed_day("decided_on", date(2026, 9, 30)),
        "test_applied": "The test", "evidence_relied_on": "Page 4", "findings": "It happened",
    }  # fmt: skip
    late = client.post(f"{over}outcome/", {**decided, "version": 1})
    assert late.status_code == 409
    assert "It happened" in whole(late)
    assert BOTH in whole(late)
    assert client.post(f"{over}outcome/", {**decided, "version": 2}).status_code == 302
