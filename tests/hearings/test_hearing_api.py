import pytest
from rest_framework.test import APIClient

from hearings.models import AttendanceRequest, Invitation
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import CaseFactory, clerk_of, headteacher_of, officer_of
from tests.hearings.conftest import AFTER, THE_16TH
from tests.hearings.test_attendance import ask
from tests.hearings.test_outcomes import decide, hold
from tests.programs.builders import Program, refusal_of

ASKED = {"requested_by": "The mother", "requested_on": "2026-09-16", "how": "by phone"}


@pytest.fixture
def program(time_machine):
    """``program(user)``: a client that calls as this person on 16 September 2026."""

    def sign_in(user, at=THE_16TH):
        time_machine.move_to(at, tick=False)
        declare(WHOLE_SERVICE)
        client = Program()
        client.force_login(user)
        return client

    return sign_in


def test_the_hearings_of_a_case_are_read_with_every_standing(academy, listed, program):
    hearing = listed(academy)
    ask(academy)
    invitation = Invitation.objects.get(kind="AUTHORITY")

    answer = program(officer_of(academy.authority)).get(
        f"/api/v1/cases/{academy.public_id}/hearings/"
    )

    assert answer.status_code == 200
    assert answer.json()["hearings"] == [
        {
            "id": str(hearing.public_id),
            "status": "LISTED",
            "starts_at": "2026-09-30T10:00:00+01:00",
            "ends_at": "2026-09-30T12:00:00+01:00",
            "mode": "IN_PERSON",
            "venue": "The library",
            "remote_link": "",
            "sequence": 0,
            "version": 1,
            "invitations": [
                {
                    "id": str(invitation.public_id),
                    "authority": academy.authority.code,
                    "invited_at": "2026-09-16T10:00:00+01:00",
                    "answer": "",
                    "reason": "",
                    "answered_at": None,
                }
            ],
            "outcome": None,
        }
    ]


def test_each_authority_has_a_standing_of_its_own(academy, program):
    ask(academy)
    url = f"/api/v1/cases/{academy.public_id}/hearings/"

    read = program(officer_of(academy.authority)).get(url)

    assert read.json()["standings"] == [
        {
            "authority": academy.authority.code,
            "name": "Sampleshire",
            "is_home": False,
            "standing": "OBSERVER",
            "words": "may attend as an observer: the family has asked for it",
            "basis": "SI 2012/1033 reg 24(3). The mother asked on 16 September 2026 (by phone)",
        },
        {
            "authority": academy.home_authority.code,
            "name": "Homeshire",
            "is_home": True,
            "standing": "NO_RIGHT",
            "words": "has no right to attend unless the family asks for it",
            "basis": "SI 2012/1033 reg 24(3)",
        },
    ]


def test_the_outcome_comes_with_its_hearing(maintained, listed, program):
    hearing = listed(maintained)
    hold(hearing)
    decide(hearing)

    read = program(headteacher_of(maintained.school), AFTER).get(
        f"/api/v1/cases/{maintained.public_id}/hearings/"
    )

    assert read.json()["hearings"][0]["outcome"] == {
        "decision": "DECLINED",
        "decided_on": "2026-09-30",
        "reinstate_by": None,
        "notice_given_on": None,
        "review_until": None,
    }


def test_an_authority_answers_by_program(maintained, listed, program):
    listed(maintained)
    there = f"/api/v1/invitations/{Invitation.objects.get(kind='AUTHORITY').public_id}/"
    url = f"{there}answer/"
    officer = program(officer_of(maintained.authority))

    assert officer.post(url, {"answer": ""}, read=there).status_code == 422
    refused = officer.post(url, {"answer": "NOT_ATTENDING"}, read=there)
    assert (refused.status_code, refusal_of(refused)) == (
        422,
        {
            "code": "NoReason",
            "detail": "say why the local authority will not attend",
            "fields": {},
        },
    )
    said = {"answer": "NOT_ATTENDING", "reason": "Nobody is free"}
    given = officer.post(url, said, read=there)
    assert given.status_code == 200
    assert (given.json()["answer"], given.json()["answered_at"]) == (
        "NOT_ATTENDING",
        "2026-09-16T10:00:00+01:00",
    )


def test_what_the_family_asked_is_recorded_by_program(academy, program):
    url = f"/api/v1/cases/{academy.public_id}/attendance-requests/"
    clerk = program(clerk_of(academy.school))

    elsewhere = clerk.post(url, {**ASKED, "authority": "1"}, format="json")
    assert (elsewhere.status_code, refusal_of(elsewhere)) == (
        422,
        {
            "code": "invalid",
            "detail": "What was sent has faults. Nothing was saved.",
            "fields": {"authority": ["This is no authority of this case."]},
        },
    )
    home = {**ASKED, "authority": academy.home_authority.code}
    recorded = clerk.post(url, home, format="json")
    assert recorded.status_code == 201
    assert [one["standing"] for one in recorded.json()] == ["NO_RIGHT", "OBSERVER"]
    assert clerk.post(url, home, format="json").status_code == 409
    declare(WHOLE_SERVICE)
    assert AttendanceRequest.objects.get().local_authority == academy.home_authority


def test_what_is_not_yours_is_not_found(maintained, listed, program):
    listed(maintained)
    invitation = Invitation.objects.get(kind="AUTHORITY").public_id
    stranger = program(officer_of(CaseFactory().authority))

    for url in (
        f"/api/v1/cases/{maintained.public_id}/hearings/",
        f"/api/v1/cases/{maintained.public_id}/attendance-requests/",
        f"/api/v1/invitations/{invitation}/answer/",
    ):
        method = stranger.get if url.endswith("/hearings/") else stranger.post
        assert method(url).status_code == 404
        assert APIClient().get(url).status_code in (401, 403)


def test_the_schema_describes_these_addresses_without_a_warning(db, client, recwarn):
    paths = client.get("/api/v1/schema/?format=json").json()["paths"]

    assert {
        "/api/v1/cases/{public_id}/hearings/",
        "/api/v1/cases/{public_id}/attendance-requests/",
        "/api/v1/invitations/{public_id}/answer/",
    } <= set(paths)
    assert [str(warning.message) for warning in recwarn] == []


MOVED = {
    "starts_at": "2026-10-01T10:00:00+01:00",
    "ends_at": "2026-10-01T12:00:00+01:00",
    "mode": "IN_PERSON",
    "venue": "The library",
}


def test_the_trusts_word_is_recorded_by_program(academy, program):
    ask(academy)
    agreed = {
        "authority": academy.authority.code, "given_by": "A. Sample", "scope": "education",
        "given_on": "2026-09-16",
    }  # fmt: skip
    url = f"/api/v1/cases/{academy.public_id}/speaking-permissions/"
    client = program(clerk_of(academy.school))

    early = client.post(url, {**agreed, "given_on": "2026-09-15"}, format="json")
    answer = client.post(url, agreed, format="json")

    assert (early.status_code, early.json()["code"]) == (422, "NotADay")
    assert answer.status_code == 201
    assert answer.json()[0]["standing"] == "OBSERVER_MAY_SPEAK"


def test_a_hearing_is_moved_by_program(maintained, listed, program):
    there = f"/api/v1/hearings/{listed(maintained).public_id}/"
    client = program(clerk_of(maintained.school))
    before = client.get(there)["ETag"]

    answer = client.post(f"{there}move/", MOVED, match=before)

    assert answer.status_code == 200
    assert (answer.json()["starts_at"], answer.json()["version"]) == (
        "2026-10-01T10:00:00+01:00", 2,
    )  # fmt: skip
    assert answer["ETag"] == client.get(there)["ETag"]
    again = client.post(f"{there}move/", MOVED, read=there)
    assert (again.status_code, again.json()["code"]) == (409, "NothingChanged")


def test_a_change_of_what_was_not_read_shows_both_and_changes_nothing(maintained, listed, program):
    there = f"/api/v1/hearings/{listed(maintained).public_id}/"
    client = program(clerk_of(maintained.school))
    before = client.get(there)["ETag"]
    client.post(f"{there}move/", MOVED, match=before)
    other = {**MOVED, "venue": "The hall"}

    for path, sent in (("move/", other), ("cancel/", {"reason": "The chair is ill"})):
        unread = client.post(f"{there}{path}", sent)
        anything = client.post(f"{there}{path}", sent, match="*")
        stale = client.post(f"{there}{path}", sent, match=before)

        assert [one.status_code for one in (unread, anything, stale)] == [428, 428, 412]
        assert {refusal_of(one)["code"] for one in (unread, anything)} == {"if_match_needed"}
        assert (stale.json()["sent"], stale.json()["now"]) == (sent, client.get(there).json())
        assert stale["ETag"] == client.get(there)["ETag"]
    assert client.get(there).json()["venue"] == "The library"
    assert (
        client.post(f"{there}cancel/", sent, match=f"{before}, {stale['ETag']}").status_code == 200
    )


def test_two_officers_who_answer_do_not_write_over_each_other(maintained, listed, program):
    listed(maintained)
    there = f"/api/v1/invitations/{Invitation.objects.get(kind='AUTHORITY').public_id}/"
    first, second = (program(officer_of(maintained.authority)) for _ in range(2))
    read = [one.get(there)["ETag"] for one in (first, second)]

    done = first.post(f"{there}answer/", {"answer": "ATTENDING"}, match=read[0])
    sent = {"answer": "NOT_ATTENDING", "reason": "Nobody is free"}
    late = second.post(f"{there}answer/", sent, match=read[1])

    assert (done.status_code, late.status_code) == (200, 412)
    assert (late.json()["sent"], late.json()["now"]) == (sent, done.json())


def test_a_move_by_program_tells_every_fault_and_what_is_to_be_weighed(maintained, listed, program):
    there = f"/api/v1/hearings/{listed(maintained).public_id}/"
    client = program(clerk_of(maintained.school))
    saturday = {
        **MOVED,
        "starts_at": "2026-09-26T10:00:00+01:00",
        "ends_at": "2026-09-26T12:00:00+01:00",
    }
    past = {**MOVED, "starts_at": "2026-09-15T10:00:00+01:00", "venue": ""}

    asked = client.post(f"{there}move/", saturday, read=there)
    refused = client.post(f"{there}move/", past, read=there)

    told = ["26 September 2026 is not a school day: people may not be there."]
    assert (asked.status_code, asked.json()["fields"]) == (422, {"weighed": told})
    assert set(refused.json()["fields"]) == {"starts_at", "venue", "weighed"}
    weighed = {**saturday, "weighed": told}
    assert client.post(f"{there}move/", weighed, read=there).status_code == 200


def test_a_hearing_is_cancelled_by_program(maintained, listed, program):
    there = f"/api/v1/hearings/{listed(maintained).public_id}/"
    client = program(clerk_of(maintained.school))

    assert client.post(f"{there}cancel/", {}, read=there).status_code == 422
    answer = client.post(f"{there}cancel/", {"reason": "The chair is ill"}, read=there)

    assert (answer.status_code, answer.json()["status"]) == (200, "VACATED")


def test_only_the_clerk_changes_a_hearing_by_program(maintained, listed, program):
    there = f"/api/v1/hearings/{listed(maintained).public_id}/"
    client = program(headteacher_of(maintained.school))

    for name in ("move", "cancel"):
        assert client.post(f"{there}{name}/", MOVED, read=there).status_code == 403
