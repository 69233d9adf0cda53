"""What the pages of listing, moving and cancelling ask, and what they say was told."""

from datetime import UTC, date, datetime

import pytest

from hearings.models import Hearing
from notifications.models import Message
from tests.factories import clerk_of
from tests.hearings.conftest import AFTER, STARTS, THE_16TH, meeting, panel_of, typed_day, whole
from tests.hearings.test_outcomes import hold
from tests.hearings.test_pages import listing

SATURDAY = {"day": "another", **typed_day("other_day", date(2026, 9, 26))}
NOT_A_SCHOOL_DAY = "26 September 2026 is not a school day: people may not be there."
TOO_SOON = (
    "Too soon to send papers 5 clear school days before, which the guidance asks where possible."
)
AGAIN = {"starts": "10am", "ends": "midday", "mode": "IN_PERSON", "venue": "The library"}


def to_move(day, **values):
    return {"day": "another", **typed_day("other_day", day), **AGAIN, "version": 1, **values}


@pytest.fixture
def listing_page(maintained, client, clerk):
    return f"/cases/{maintained.public_id}/hearing/new/"


@pytest.fixture
def page_of_listed(maintained, client, listed, at):
    """A listed hearing with its clerk signed in: the address of its page."""
    hearing = listed(maintained)
    at(THE_16TH.replace(hour=12), client, clerk_of(maintained.school))
    return f"/hearings/{hearing.public_id}/"


def test_a_saturday_is_weighed_before_anybody_is_told(maintained, client, listing_page):
    panel = panel_of(maintained.school)

    asked = client.post(listing_page, listing(panel, **SATURDAY))

    page = whole(asked)
    assert asked.status_code == 422
    assert "Nothing is done yet. Tick what you have weighed" in page
    assert f'value="{NOT_A_SCHOOL_DAY}"' in page
    assert "checked" not in page.split("weighed", 1)[1].split("</fieldset>")[0]
    assert not Hearing.objects.exists()
    assert not Message.objects.filter(letter="hearing-invitation").exists()

    of_another_day = listing(panel, **SATURDAY, weighed=["27 September 2026 is not a school day"])
    assert client.post(listing_page, of_another_day).status_code == 422
    done = client.post(listing_page, listing(panel, **SATURDAY, weighed=[NOT_A_SCHOOL_DAY]))
    assert done.status_code == 302


def test_each_warning_is_weighed(maintained, client, listing_page):
    soon = {"day": "another", **typed_day("other_day", date(2026, 9, 19))}
    first = "19 September 2026 is not a school day: people may not be there."
    typed = listing(panel_of(maintained.school), **soon)

    assert client.post(listing_page, {**typed, "weighed": [first]}).status_code == 422
    assert client.post(listing_page, {**typed, "weighed": [first, TOO_SOON]}).status_code == 302


def test_of_an_offered_day_the_page_has_said_it_already(maintained, client, listing_page):
    typed = listing(panel_of(maintained.school), day="2026-09-17")

    assert TOO_SOON in whole(client.get(listing_page))
    assert client.post(listing_page, typed).status_code == 302


def test_a_meeting_entered_late_says_that_nobody_is_told(maintained, client, listing_page, at):
    at(AFTER, client, clerk_of(maintained.school))
    typed = listing(panel_of(maintained.school), **typed_day("other_day", date(2026, 9, 30)))
    typed |= {"day": "another"}

    refused = whole(client.post(listing_page, typed))
    assert "That time has passed. Choose a later one, or say that the meeting has alre" in refused
    page = whole(client.post(listing_page, {**typed, "already_held": "on"}, follow=True))

    assert "The hearing is listed. Nobody is written to: nobody has to be told." in page
    assert "Too soon to send papers" not in page


def test_a_move_says_how_many_are_told_and_one_that_changes_nothing_says_so(client, page_of_listed):
    url = f"{page_of_listed}move/"

    same = whole(client.post(url, to_move(date(2026, 9, 30)), follow=True))
    moved = whole(client.post(url, to_move(date(2026, 10, 1)), follow=True))

    assert "Nothing changed: the hearing has this time and place already" in same
    assert "The hearing is moved. 6 letters are on their way." in moved


def test_a_meeting_moved_to_when_it_was_corrects_whoever_was_told(
    maintained, client, page_of_listed, at
):
    at(STARTS.replace(hour=11), client, clerk_of(maintained.school))
    earlier = to_move(date(2026, 9, 30), starts="9am", ends="11am", already_held="on")

    page = whole(client.post(f"{page_of_listed}move/", earlier, follow=True))

    assert "The hearing is moved. 6 letters are on their way." in page
    assert Message.objects.filter(letter="hearing-took-place").count() == 6


def test_a_cancelling_says_how_many_are_told(maintained, client, listed, at):
    past = meeting(datetime(2026, 9, 16, 7, tzinfo=UTC), already_held=True)
    hearing = listed(maintained, past, now=THE_16TH.replace(hour=12))
    at(THE_16TH.replace(hour=13), client, clerk_of(maintained.school))
    why = {"how": "ERROR", "reason": "Typed twice", "version": 1}

    page = whole(client.post(f"/hearings/{hearing.public_id}/cancel/", why, follow=True))

    assert "The hearing is cancelled. Nobody is written to: nobody has to be told." in page


def test_what_the_family_asked_is_shown_and_an_in_person_meeting_needs_its_reason(
    maintained, client, listing_page
):
    panel = panel_of(maintained.school)
    assert "in_person_reason" not in whole(client.get(listing_page))
    maintained.follow_up = {"remote_meeting": "YES"}
    maintained.save()

    assert "The family has asked for a meeting by remote access." in whole(client.get(listing_page))
    refused = client.post(listing_page, listing(panel))
    assert "Hold it so, or say which condition is not met" in whole(refused)
    reason = "The pupil cannot hear on video"
    page = whole(client.post(listing_page, listing(panel, in_person_reason=reason), follow=True))
    assert "Why in person" in page
    assert reason in page


def test_moving_a_remote_hearing_fills_in_why_and_what_the_board_is_satisfied_of(
    maintained, client, listing_page
):
    remote = {
        "mode": "REMOTE", "remote_link": "https://meet.example", "ground": "EXTRAORDINARY",
        "conditions": ["FULL_PART", "HEARD_AND_SEEN", "FAIR"],
    }  # fmt: skip
    client.post(listing_page, listing(panel_of(maintained.school), **remote))
    hearing = Hearing.objects.get()

    page = whole(client.get(f"/hearings/{hearing.public_id}/move/"))

    for value in ("EXTRAORDINARY", "FULL_PART", "HEARD_AND_SEEN", "FAIR"):
        field = page.split(f'value="{value}"')[1].split(">")[0]
        assert "checked" in field, value


def test_who_was_invited_and_what_the_authority_answered_stay_once_it_is_held(
    maintained, client, page_of_listed, at
):
    hearing = Hearing.objects.get()
    hearing.invitations.filter(kind="AUTHORITY").update(
        answer="NOT_ATTENDING", answer_reason="Nobody was free", answered_at=THE_16TH
    )
    hold(hearing)
    at(AFTER, client, clerk_of(maintained.school))

    page = whole(client.get(page_of_listed))

    assert "Who attended" in page
    assert "Who was invited" in page
    assert "Not attending: Nobody was free" in page
