"""The pages as people use them: every fault at once, nothing lost, 404 for what is not yours."""

from datetime import date

import pytest

from audit.models import AuditEvent
from hearings.models import Attendee, Hearing, Invitation, Outcome
from hearings.states import HearingStatus
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import (
    CaseFactory,
    clerk_of,
    governor_of,
    headteacher_of,
    officer_of,
    trust_officer_of,
)
from tests.hearings.conftest import AFTER, THE_16TH, awaiting_board, meeting, panel_of
from tests.hearings.test_attendance import ask
from tests.hearings.test_move_hearing import LATER
from tests.hearings.test_outcomes import OCTOBER_1, decide, hold


@pytest.fixture
def at(time_machine):
    """``at(moment, client, user)``: it is that moment, and the person has signed in anew."""

    def move(moment, client=None, user=None):
        time_machine.move_to(moment, tick=False)
        if user:
            declare(WHOLE_SERVICE)
            client.force_login(user)

    return move


@pytest.fixture
def clerk(maintained, client, at):
    at(THE_16TH)
    user = clerk_of(maintained.school)
    client.force_login(user)
    return user


def typed_day(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


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


def whole(answer):
    declare(WHOLE_SERVICE)
    return answer.content.decode()


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
    assert "The hearing is listed. Everybody entitled is being told." in page
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


def test_the_familys_request_and_the_trusts_word_are_recorded(academy, client, listed, at):
    at(THE_16TH)
    hearing = listed(academy)
    client.force_login(trust_officer_of(academy.school.trust))
    asked = {
        "authority": academy.authority_id,
        "requested_by": "The mother",
        "how": "by phone",
        **typed_day("requested_on", THE_16TH),
    }
    url = f"/cases/{academy.public_id}/family-request/"

    assert client.get(url).status_code == 200
    assert client.post(url, {}).status_code == 422
    answer = client.post(url, asked)
    assert (answer.status_code, answer.url) == (302, f"/hearings/{hearing.public_id}/")
    again = client.post(url, asked)
    assert again.status_code == 422
    assert "it is recorded already that the family asked for Sampleshire" in whole(again)

    agreed = {
        "authority": academy.authority_id,
        "given_by": "A. Sample",
        "scope": "anything",
        **typed_day("given_on", THE_16TH),
    }
    url = f"/cases/{academy.public_id}/speaking-permission/"
    assert client.get(url).status_code == 200
    assert client.post(url, agreed).status_code == 302
    assert client.post(url, agreed).status_code == 422
    declare(WHOLE_SERVICE)
    assert Invitation.objects.get(kind="AUTHORITY").standing == "OBSERVER_MAY_SPEAK"


def test_a_request_without_a_hearing_leads_back_to_the_case(academy, client, at):
    at(THE_16TH)
    client.force_login(headteacher_of(academy.school))
    asked = {
        "authority": academy.home_authority_id,
        "requested_by": "The father",
        "how": "at the school gate",
        **typed_day("requested_on", THE_16TH),
    }

    answer = client.post(f"/cases/{academy.public_id}/family-request/", asked)

    assert (answer.status_code, answer.url) == (302, f"/cases/{academy.public_id}/")


def test_an_officer_answers_on_the_invitations_page(maintained, client, listed, at):
    at(THE_16TH)
    listed(maintained)
    invitation = Invitation.objects.get(kind="AUTHORITY")
    url = f"/invitations/{invitation.public_id}/"
    client.force_login(officer_of(maintained.authority))

    page = whole(client.get(url))
    assert "may attend and speak: its views must be considered" in page
    assert "SI 2012/1033 reg 6(3)" in page
    refused = client.post(url, {"answer": "NOT_ATTENDING"})
    assert refused.status_code == 422
    assert "Enter why your authority will not attend" in whole(refused)
    assert client.post(url, {"answer": "STATEMENT"}).status_code == 302
    assert "Sending a written statement" in whole(client.get(url))
    client.force_login(clerk_of(maintained.school))
    assert "Only Sampleshire answers this invitation." in whole(client.get(url))
    assert client.post(url, {"answer": "ATTENDING"}).status_code == 403
    declare(WHOLE_SERVICE)
    client.force_login(officer_of(CaseFactory().authority))
    assert client.get(url).status_code == 404


def test_an_invitation_taken_back_or_cancelled_says_so(maintained, client, listed, at):
    at(THE_16TH)
    listed(maintained)
    url = f"/invitations/{Invitation.objects.get(kind='AUTHORITY').public_id}/"
    Invitation.objects.update(withdrawn_at=THE_16TH)
    client.force_login(officer_of(maintained.authority))

    assert "This invitation was taken back" in whole(client.get(url))
    Hearing.objects.update(status=HearingStatus.HELD)
    assert "This hearing is held" in whole(client.get(url))
    assert client.post(url, {"answer": "ATTENDING"}).status_code == 409


def attended(expected, **values):
    came = {f"came_{n}": "IN_PERSON" for n in range(expected)}
    names = {f"name_{n}": f"Person {n}" for n in range(expected)}
    return {**came, **names, **values}


def test_attendance_outcome_and_letter_are_recorded_one_after_the_other(
    maintained, client, listed, holidays, at
):
    hearing = listed(maintained)
    clerk = clerk_of(maintained.school)
    at(AFTER, client, clerk)
    base = f"/hearings/{hearing.public_id}/"
    maintained.pupil.has_social_worker = maintained.pupil.is_looked_after = True
    maintained.pupil.save()
    page = whole(client.get(base))
    assert "Record the hearing" in page
    assert "The pupil has a social worker" in page
    assert "virtual school head may attend" in page

    page = whole(client.get(f"{base}attendance/"))
    assert "Officer of Sampleshire" in page
    nameless = attended(7, name_5="", version=1, other_name_0="Gil")
    refused = client.post(f"{base}attendance/", nameless)
    assert refused.status_code == 422
    page = whole(refused)
    assert "Enter the name of the local authority" in page
    assert "Select as what they came" in page
    absent = attended(7, came_0="ABSENT", version=1)
    page = whole(client.post(f"{base}attendance/", absent))
    assert "A decision needs at least 3 governors" in page
    full = attended(
        7, version=1, spoke_5="on", came_5="REMOTELY", other_name_0="Gil", as_0="FRIEND"
    )
    assert client.post(f"{base}attendance/", full).status_code == 302
    declare(WHOLE_SERVICE)
    rows = Attendee.objects.filter(capacity__in=["AUTHORITY", "FRIEND"]).order_by("position")
    assert list(rows.values_list("name", "standing", "remotely", "spoke")) == [
        ("Person 5", "PARTY", True, True),
        ("Gil", "", False, False),
    ]

    page = whole(client.get(f"{base}outcome/"))
    assert 'value="2026"' in page
    assert client.post(f"{base}outcome/", {"decision": "DECLINED"}).status_code == 422
    decided = {
        "decision": "DECLINED",
        **typed_day("decided_on", date(2026, 9, 29)),
        "test_applied": "The test",
        "evidence_relied_on": "Page 4",
        "findings": "It happened",
        "version": 2,
    }
    assert "it cannot have decided before" in whole(client.post(f"{base}outcome/", decided))
    decided |= typed_day("decided_on", date(2026, 9, 30))
    assert client.post(f"{base}outcome/", decided).status_code == 302

    url = f"{base}decision-letter/"
    assert "Show the letter" in whole(client.get(url))
    at(OCTOBER_1, client, clerk)
    given = {"method": "FIRST_CLASS_POST", **typed_day("sent_on", OCTOBER_1), "version": 3}
    page = whole(client.post(url, given))
    assert "The last day to ask for a review is Tuesday 3 November 2026." in page
    assert "An application made after that day cannot be accepted." in page
    shown = page.split('name="give" value="')[1].split('"')[0]
    other = whole(client.post(url, {**given, "give": "something else"}))
    assert "The last day to ask" in other
    assert not Outcome.objects.exclude(notice_sent_on=None).exists()
    assert client.post(url, {**given, "give": shown}).status_code == 302
    page = whole(client.get(base))
    assert "Last day to ask for a review" in page
    assert "3 November 2026" in page
    assert AuditEvent.objects.filter(kind="hearing.decision-letter-given").count() == 1
    assert client.get(url).status_code == 409


def test_a_letter_that_lacks_a_fact_says_so_on_its_page(maintained, client, listed, at):
    hearing = listed(maintained)
    hold(hearing)
    decide(hearing)
    at(OCTOBER_1)
    client.force_login(clerk_of(maintained.school))
    given = {"method": "FIRST_CLASS_POST", **typed_day("sent_on", OCTOBER_1), "version": 3}

    refused = client.post(f"/hearings/{hearing.public_id}/decision-letter/", given)

    assert refused.status_code == 422
    page = whole(refused)
    assert "no bank holidays have been supplied. Whoever runs this service must load" in page
    assert "Give the decision letter</button>" not in page


def test_what_waits_is_listed_for_each_person(academy, maintained, client, listed, at):
    at(THE_16TH)
    listed(academy)
    ask(academy)
    client.force_login(officer_of(academy.authority))
    assert "Invitations to answer" in whole(client.get("/hearings/"))
    client.force_login(clerk_of(maintained.school))
    page = whole(client.get("/hearings/"))
    assert "Hearings to list" in page
    assert "by 6 October 2026" in page
    client.force_login(trust_officer_of(academy.school.trust))
    assert "Hearings that are coming" in whole(client.get("/hearings/"))
    client.force_login(officer_of(CaseFactory().authority))
    assert "Nothing waits for you" in whole(client.get("/hearings/"))
    client.logout()
    assert client.get("/hearings/").status_code == 302
