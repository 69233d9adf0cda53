"""A hearing of a board whose limit runs on: the day that was set is the last day in time."""

from datetime import UTC, date, datetime

import pytest

from casework.actions.extensions import extend_for_extraordinary_events
from hearings.desk import get_work
from hearings.listing import check_listing
from hearings.models import Hearing
from tests.factories import clerk_of
from tests.hearings.conftest import meeting, whole

WEDNESDAY = datetime(2026, 10, 7, 9, tzinfo=UTC)


@pytest.fixture
def extended(maintained, client, at):
    """A case whose limit of 6 October runs on until 20 October; its clerk has signed in."""
    clerk = clerk_of(maintained.school)
    extend_for_extraordinary_events(
        case_id=maintained.pk, extended_to=date(2026, 10, 20), on_record=date(2026, 10, 6),
        reason="The river flooded the school", actor=clerk, now=WEDNESDAY,
    )  # fmt: skip
    at(WEDNESDAY, client, clerk)
    return maintained


def test_the_days_until_then_are_offered_and_its_own_count_is_linked(extended, client):
    page = whole(client.get(f"/cases/{extended.public_id}/hearing/new/"))

    assert "The last day in time is Tuesday 20 October 2026." in page
    assert f'href="/cases/{extended.public_id}/deadlines/G8/"' in page
    assert "The day that was set: the law gives no number of days" in whole(
        client.get(f"/cases/{extended.public_id}/deadlines/G8/")
    )


def test_a_meeting_by_then_is_not_late_and_one_afterwards_is(extended, listed):
    in_time = meeting(datetime(2026, 10, 20, 9, tzinfo=UTC))
    after = meeting(datetime(2026, 10, 21, 9, tzinfo=UTC), late_reason="The chair was ill")

    assert not [told for told in check_listing(extended, in_time, now=WEDNESDAY) if "late" in told]
    assert any("late" in told for told in check_listing(extended, after, now=WEDNESDAY))
    listed(extended, in_time, now=WEDNESDAY)
    assert Hearing.objects.get().late_reason == ""


def test_the_clerks_list_has_the_day_that_was_set(extended):
    [item] = get_work(clerk_of(extended.school), today=WEDNESDAY.date()).to_list

    assert item.last_day == date(2026, 10, 20)
