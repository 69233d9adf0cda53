"""The pages as people use them: every fault at once, nothing lost, 404 for what is not yours."""

from datetime import date

import pytest

from hearings.models import Hearing
from tests.factories import (
    CaseFactory,
    clerk_of,
    governor_of,
    headteacher_of,
)
from tests.hearings.conftest import (
    THE_16TH,
    awaiting_board,
    meeting,
    panel_of,
    typed_day,
    whole,
)
from tests.hearings.test_move_hearing import LATER
from tests.hearings.test_outcomes import OCTOBER_1


def listing(panel, **values):
    given = {
        "day": "2026-09-30",
        "starts": "10am",
        "ends": "midday",
        "mode": "IN_PERSON",
        "venue": "The library",
        "panel": [str(one.governor.pk) for one in panel],
        "chair": str(panel[0].governor.pk),
    }
    return {**given, **values}


def test_lawful_days_are_offered_with_the_last_one_named(maintained, client, clerk):
    page = whole(client.get(f"/cases/{maintained.public_id}/hearing/new/"))

    assert "The last day in time is Tuesday 6 October 2026." in page
    assert page.count('value="2026-') == 14  # 17 September to 6 October
    assert "Papers should go out by 28 September 2026, 5 clear school days before." in page
    assert "Too soon to send papers" in page


def test_a_hearing_is_listed_from_its_page(maintained, client, clerk):
    url = f"/cases/{maintained.public_id}/hearing/new/"

    answer = client.post(url, listing(panel_of(maintained.school)), follow=True)

    page = whole(answer)
    hearing = Hearing.objects.get()
    assert answer.redirect_chain == [(f"/hearings/{hearing.public_id}/", 302)]
    assert "The hearing is listed. 6 letters are on their way." in page
    assert "Wednesday 30 September 2026, 10am to midday" in page
    assert hearing.seats.count() == 3


def test_a_late_day_asks_for_its_reason_and_keeps_what_was_typed(maintained, client, clerk):
    url = f"/cases/{maintained.public_id}/hearing/new/"
    late = {"day": "another", **typed_day("other_day", date(2026, 10, 8)), "venue": "Room 7"}
    panel = panel_of(maintained.school)

    refused = client.post(url, listing(panel, **late))

    page = whole(refused)
    assert refused.status_code == 422
    assert "The duty survives; the meeting is 2 school days late. Say why" in page
    assert 'value="Room 7"' in page
    accepted = client.post(url, listing(panel, **late, late_reason="The chair was ill"))
    assert accepted.status_code == 302


def test_every_fault_of_a_listing_is_told_at_once(maintained, client, clerk):
    url = f"/cases/{maintained.public_id}/hearing/new/"

    nothing = whole(client.post(url, {}))
    for told in ("Select a day", "Enter the time it starts", "Select how the meeting is held"):
        assert told in nothing
    two = panel_of(maintained.school, 2)
    page = whole(client.post(url, listing(two, ends="9am", venue=" ")))
    assert "Enter where the meeting is held" in page
    page = whole(client.post(url, listing(two, ends="9am")))
    assert "The meeting must end after it starts" in page
    assert "A panel has at least 3 governors" in page
    remote = {"mode": "REMOTE", "remote_link": "http://meet.example", "ground": "ASKED"}
    assert "The link must begin with https://" in whole(client.post(url, listing(two, **remote)))
    remote["remote_link"] = "https://meet.example"
    page = whole(client.post(url, listing(two, **remote)))
    assert "The board must be satisfied of each condition" in page


def test_a_governor_who_is_taken_is_shown_so_and_refused(maintained, client, clerk, listed):
    panel = panel_of(maintained.school)
    listed(awaiting_board(maintained.school), panel=panel)
    url = f"/cases/{maintained.public_id}/hearing/new/"

    assert "already sits on another panel on 30 September 2026" in whole(client.get(url))
    refused = client.post(url, listing(panel))
    assert refused.status_code == 422
    assert "already sits on another panel" in whole(refused)
    assert Hearing.objects.count() == 1


def test_a_governor_taken_at_the_last_moment_is_told_on_the_form(
    maintained, client, clerk, listed, monkeypatch
):
    panel = panel_of(maintained.school)
    listed(awaiting_board(maintained.school), panel=panel)
    monkeypatch.setattr("hearings.seats.describe_clash", lambda *_, **__: "")

    refused = client.post(f"/cases/{maintained.public_id}/hearing/new/", listing(panel))

    assert refused.status_code == 422
    assert "already sits on another panel" in whole(refused)


def test_when_the_last_day_has_passed_the_reason_is_always_asked(maintained, client, clerk, at):
    at(OCTOBER_1.replace(day=12), client, clerk)
    url = f"/cases/{maintained.public_id}/hearing/new/"

    page = whole(client.get(url))

    assert "5 school days late." in page
    refused = client.post(url, listing(panel_of(maintained.school), day="2026-10-13"))
    assert "Say why it could not be held in time" in whole(refused)


def test_while_the_last_day_is_unknown_no_reason_is_asked(maintained, client, clerk):
    maintained.deadlines.update(due_date=None, gap="school days are missing", state="OPEN")

    page = whole(client.get(f"/cases/{maintained.public_id}/hearing/new/"))

    assert "cannot be worked out yet: school days are missing" in page
    assert "late_reason" not in page


@pytest.mark.parametrize("step", ["", "move/", "cancel/", "panel/", "attendance/", "outcome/"])
def test_a_hearing_of_another_school_is_not_found(maintained, client, listed, step, at):
    at(THE_16TH)
    hearing = listed(maintained)
    client.force_login(clerk_of(CaseFactory().school))

    assert client.get(f"/hearings/{hearing.public_id}/{step}").status_code == 404
    assert client.get(f"/cases/{maintained.public_id}/hearing/new/").status_code == 404


def test_somebody_elses_task_is_refused_with_a_sentence(maintained, client, listed, at):
    at(THE_16TH)
    hearing = listed(maintained)
    client.force_login(headteacher_of(maintained.school))

    refused = client.get(f"/hearings/{hearing.public_id}/move/")
    assert refused.status_code == 403
    assert "Only the clerk to the governing board may do this." in whole(refused)
    shown = whole(client.get(f"/hearings/{hearing.public_id}/"))
    assert "Move the hearing" not in shown


def test_moving_shows_who_will_be_told_and_moves(maintained, client, clerk, listed):
    hearing = listed(maintained)
    url = f"/hearings/{hearing.public_id}/move/"

    page = whole(client.get(url))
    assert "Who will be told at once" in page
    assert "Sampleshire" in page
    assert 'value="The library"' in page

    moved = {
        "day": "2026-10-02",
        "starts": "2pm",
        "ends": "4pm",
        "mode": "IN_PERSON",
        "venue": "The hall",
        "version": hearing.version,
    }
    stale = client.post(url, {**moved, "version": "x"})
    assert stale.status_code == 409
    assert client.post(url, moved).status_code == 302
    whole(client.get(f"/hearings/{hearing.public_id}/"))
    assert Hearing.objects.get().held_on == date(2026, 10, 2)


def test_moving_onto_another_panel_is_told_on_the_form(
    maintained, client, clerk, listed, monkeypatch
):
    panel = panel_of(maintained.school)
    listed(awaiting_board(maintained.school), meeting(LATER), panel=panel)
    hearing = listed(maintained, panel=panel)
    moved = {
        "day": "2026-10-02", "starts": "10am", "ends": "midday", "mode": "IN_PERSON",
        "venue": "The hall", "version": hearing.version,
    }  # fmt: skip

    for _ in range(2):  # found by the form, and then by the database alone
        refused = client.post(f"/hearings/{hearing.public_id}/move/", moved)
        assert refused.status_code == 422
        assert "already sits on another panel" in whole(refused)
        monkeypatch.setattr(
            "hearings.pages.listing_forms.seats.describe_clash", lambda *_, **__: ""
        )
    assert Hearing.objects.get(pk=hearing.pk).held_on == date(2026, 9, 30)


def test_cancelling_needs_a_reason_and_tells_apart_a_mistake(maintained, client, clerk, listed):
    hearing = listed(maintained)
    url = f"/hearings/{hearing.public_id}/cancel/"

    assert client.get(url).status_code == 200
    refused = client.post(url, {"version": hearing.version})
    assert refused.status_code == 422
    sent = {"how": "ERROR", "reason": "Wrong case", "version": hearing.version}
    assert client.post(url, sent).status_code == 302
    shown = whole(client.get(f"/hearings/{hearing.public_id}/"))
    assert "Listed in error" in shown
    assert client.get(url).status_code == 409


def test_the_panel_is_changed_on_one_page(maintained, client, clerk, listed):
    panel = panel_of(maintained.school)
    hearing = listed(maintained, panel=panel)
    fourth = governor_of(maintained.school)
    url = f"/hearings/{hearing.public_id}/panel/"

    assert client.get(url).status_code == 200
    assert client.post(url, {"seat": "1"}).status_code == 422
    assert client.post(url, {"release": "1"}).status_code == 422
    again = {"seat": "1", "seat-governor": fourth.pk, "seat-is_chair": "on"}
    assert "this panel has a chair already" in whole(client.post(url, again))
    assert client.post(url, {"seat": "1", "seat-governor": fourth.pk}).status_code == 302
    gone = {"release-governor": panel[1].governor.pk, "release-reason": "Ill", "release": "1"}
    assert client.post(url, gone).status_code == 302
    page = whole(client.get(f"/hearings/{hearing.public_id}/"))
    assert str(fourth) in page
    sitting = hearing.seats.filter(released=False).values_list("governor", flat=True)
    assert set(sitting) == {panel[0].governor.pk, panel[2].governor.pk, fourth.pk}
