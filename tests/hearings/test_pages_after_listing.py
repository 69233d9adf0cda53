"""The pages about who may come, and about what follows the meeting."""

from datetime import date

import pytest

from audit.models import AuditEvent
from hearings.models import Attendee, Hearing, Invitation, Outcome
from hearings.states import HearingStatus
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import (
    CaseFactory,
    clerk_of,
    headteacher_of,
    officer_of,
    trust_officer_of,
)
from tests.hearings.conftest import (
    AFTER,
    THE_16TH,
    typed_day,
    whole,
)
from tests.hearings.test_attendance import ask
from tests.hearings.test_outcomes import OCTOBER_1, decide, hold


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
    assert "It is recorded already that the family asked for Sampleshire" in whole(again)

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
    return {**came, **names, "version": 1, **values}


@pytest.fixture
def over(maintained, client, listed, holidays, at):
    """A hearing whose time has passed, with its clerk signed in: the address of its page."""
    hearing = listed(maintained)
    at(AFTER, client, clerk_of(maintained.school))
    return f"/hearings/{hearing.public_id}/"


def test_the_clerk_is_reminded_of_people_whom_the_service_cannot_write_to(maintained, client, over):
    maintained.pupil.has_social_worker = maintained.pupil.is_looked_after = True
    maintained.pupil.save()

    page = whole(client.get(over))

    assert "Record the hearing" in page
    assert "The pupil has a social worker" in page
    assert "virtual school head may attend" in page


def test_attendance_tells_every_fault_and_is_recorded(client, over):
    url = f"{over}attendance/"
    assert "Officer of Sampleshire" in whole(client.get(url))

    refused = client.post(
        url, attended(7, name_5="", name_3="", came_3="ABSENT", other_name_0="Gil")
    )
    assert refused.status_code == 422
    page = whole(refused)
    assert "Enter who came: Officer of Sampleshire" in page
    assert "Enter who came: Headteacher" not in page
    assert "Select as what they came" in page
    page = whole(client.post(url, attended(7, came_0="ABSENT")))
    assert "A decision needs at least 3 governors" in page

    also = {"spoke_5": "on", "came_5": "REMOTELY", "other_name_0": "Gil", "as_0": "FRIEND"}
    assert client.post(url, attended(7, **also)).status_code == 302
    declare(WHOLE_SERVICE)
    rows = Attendee.objects.filter(capacity__in=["AUTHORITY", "FRIEND"]).order_by("position")
    assert list(rows.values_list("name", "standing", "remotely", "spoke")) == [
        ("Person 5", "PARTY", True, True),
        ("Gil", "", False, False),
    ]


def test_the_outcome_tells_every_fault_and_is_recorded(client, over):
    hold(Hearing.objects.get())
    url = f"{over}outcome/"
    assert 'value="2026"' in whole(client.get(url))

    assert client.post(url, {"decision": "DECLINED"}).status_code == 422
    decided = {
        "decision": "DECLINED",
        **typed_day("decided_on", date(2026, 9, 29)),
        "test_applied": "The test",
        "evidence_relied_on": "Page 4",
        "findings": "It happened",
        "version": 2,
    }
    assert "it cannot have decided before" in whole(client.post(url, decided))
    decided |= typed_day("decided_on", date(2026, 9, 30))
    assert client.post(url, decided).status_code == 302


def test_the_letter_is_shown_before_it_is_given(maintained, client, over, at):
    hearing = Hearing.objects.get()
    hold(hearing)
    decide(hearing)
    url = f"{over}decision-letter/"
    at(OCTOBER_1, client, clerk_of(maintained.school))
    assert "Show the letter" in whole(client.get(url))

    given = {"method": "FIRST_CLASS_POST", **typed_day("sent_on", OCTOBER_1), "version": 3}
    page = whole(client.post(url, given))
    assert "The last day to ask for a review is Tuesday 3 November 2026." in page
    assert "An application made after that day cannot be accepted." in page
    shown = page.split('name="give" value="')[1].split('"')[0]
    assert "The last day to ask" in whole(client.post(url, {**given, "give": "something else"}))
    assert not Outcome.objects.exclude(notice_sent_on=None).exists()

    assert client.post(url, {**given, "give": shown}).status_code == 302
    page = whole(client.get(over))
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
