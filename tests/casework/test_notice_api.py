"""The same notice by program: the same checks, the same case, once for each key."""

from datetime import UTC, datetime

import pytest
from rest_framework.test import APIClient

from casework.api.flat import KNOWN, flatten
from casework.api.shapes import AdultIn, NoticeIn
from casework.forms.family import PARTS
from casework.models import Case, NoticeDraft
from notifications.models import Message
from programs.api.once import AGAIN
from row_security.scope import WHOLE_SERVICE, declare
from tests.casework.notice_data import type_notice
from tests.factories import (
    LocalAuthorityFactory,
    SchoolFactory,
    clerk_of,
    headteacher_of,
    officer_of,
)
from tests.programs.builders import calls_with, refusal_of, token_of

TUESDAY = datetime(2026, 9, 15, 9, tzinfo=UTC)
NOTICE = {
    "first_name": "Robin",
    "last_name": "Invented",
    "born_on": "2012-05-01",
    "upn": "A123456789012",
    "sex": "F",
    "year_group": "10",
    "address": "1 Sample Street\nSampleton",
    "postcode": "zz99 9zz",
    "ethnic_group": "UNKNOWN",
    "sen_provision": "K",
    "is_looked_after": False,
    "has_social_worker": True,
    "adults": [
        {
            "name": "Sam Invented",
            "relation": "Mother",
            "phone": "01632 960 001",
            "email": "sam.invented@family.example",
            "agreed_to_email": True,
        }
    ],
    "excluded_on": "2026-09-15",
    "session": "AM",
    "reasons": ["PP", "DB"],
    "pattern": "ONE_OFF",
    "narrative": "Struck another pupil in the yard.",
    "parents_told_on": "2026-09-15",
    "parents_told_how": "IN_PERSON",
    "board_informed_on": "2026-09-15",
    "submitter_phone": "01632 960 002",
}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(TUESDAY, tick=False)


def signed_in(user):
    return calls_with(token_of(user))


@pytest.fixture
def notice(sampleton):
    return {"school": sampleton.urn, **NOTICE}


@pytest.fixture
def as_staff(staff):
    return signed_in(staff)


@pytest.fixture
def as_head(head):
    return signed_in(head)


def send(client, notice, key="key-1"):
    return client.post("/api/v1/notices/", notice, key=key)


def confirm(client, draft_id, sent=None, **more):
    there = f"/api/v1/notices/{draft_id}/"
    return client.post(f"{there}confirm/", sent or {}, **({"read": there} | more))


def see_all():
    declare(WHOLE_SERVICE)


def test_a_notice_by_program_is_typed_as_on_the_page(sampleton):
    typed, faults = flatten(NOTICE)

    assert faults == {}
    on_page = type_notice(sampleton)
    del on_page["home_area"]
    assert typed == on_page


def test_the_schema_names_the_fields_that_are_read():
    assert set(NoticeIn().fields) == KNOWN
    assert set(AdultIn().fields) == set(PARTS)


def test_staff_send_a_notice_and_the_head_gives_it(as_staff, as_head, notice, sampleton):
    sent = send(as_staff, notice)
    given = confirm(as_head, sent.data["id"])

    assert (sent.status_code, given.status_code) == (201, 201)
    assert {name: sent.data[name] for name in ("school", "state", "version", "case")} == {
        "school": sampleton.urn,
        "state": "OPEN",
        "version": 1,
        "case": None,
    }
    assert (given.data["reference"], given.data["status"], given.data["authority"]) == (
        "870-2627-0001",
        "AWAITING_BOARD",
        "870",
    )
    board = next(row for row in given.data["deadlines"] if row["rule"] == "G1")
    assert (board["due_date"], len(board["counted"]), board["counted"][0]) == (
        "2026-10-06",
        15,
        "2026-09-16",
    )
    see_all()
    assert Message.objects.count() == 1


def test_a_pupil_of_another_council_is_sent_with_its_code(as_staff, notice):
    home = LocalAuthorityFactory(code="872")

    sent = send(as_staff, {**notice, "home_area": home.code})

    assert sent.status_code == 201
    see_all()
    assert NoticeDraft.objects.get().typed["home_area"] == "872"


def test_the_same_key_and_notice_is_the_same_draft_and_case(as_head, notice):
    first, second = send(as_head, notice), send(as_head, notice)
    there = f"/api/v1/notices/{first.json()['id']}/"
    read = as_head.get(there)["ETag"]
    given = [as_head.post(f"{there}confirm/", {}, key="c", match=read) for _ in range(2)]
    given.append(confirm(as_head, first.json()["id"]))

    assert (first.status_code, second.status_code, first.json()) == (201, 201, second.json())
    assert (first.headers.get(AGAIN), second[AGAIN]) == (None, "true")
    assert [answer.status_code for answer in given] == [201, 201, 200]
    assert len({answer.json()["id"] for answer in given}) == 1
    assert given[0].content == given[1].content
    assert as_head.get(there).json()["case"] == given[0].json()["id"]
    see_all()
    assert (NoticeDraft.objects.count(), Case.objects.count(), Message.objects.count()) == (1, 1, 1)


def test_the_same_key_with_another_notice_is_refused(as_staff, notice):
    send(as_staff, notice)

    answer = send(as_staff, {**notice, "first_name": "Alex"})

    assert (answer.status_code, refusal_of(answer)) == (
        422,
        {
            "code": "KeyUsedBefore",
            "detail": "this key was used before with other contents: send a new key",
            "fields": {},
        },
    )
    see_all()
    assert NoticeDraft.objects.count() == 1


def test_every_fault_is_told_by_the_name_that_was_sent(as_staff, notice):
    faulty = {
        **notice,
        "born_on": "1 May 2012",
        "upn": "A1",
        "adults": [{"relation": "Mother"}],
        "reasons": ["PP", "ZZ"],
        "is_looked_after": "no",
        "excluded_on": "2026-09-12",
        "surprise": 1,
    }

    answer = send(as_staff, faulty)

    assert answer.status_code == 422
    assert refusal_of(answer) == {
        "code": "invalid",
        "detail": "The notice has faults. Nothing was saved.",
        "fields": {
            "born_on": ["Give the day as year, month and day, like 2026-09-15"],
            "upn": ["A UPN is a letter and 12 numbers, like Y820432115014"],
            "adults.0.name": ["Enter the name of the first parent or carer"],
            "reasons.1": ["Select the second reason from the list"],
            "is_looked_after": ["Give this as true or false"],
            "session_was_held": [
                "Sampleton School held no session on 12 September 2026, by the dates held here: "
                "correct the day of the exclusion, or confirm that a session was held"
            ],
            "surprise": ["There is no such field"],
        },
    }
    see_all()
    assert NoticeDraft.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"adults": "Sam"}, {"adults": ["Give a list of at most 2 adults"]}),
        ({"adults": ["Sam"]},
         {"adults.0": ["Give an adult as an object with a name and a relation"]}),
        ({"adults": [{"name": "S", "relation": "M", "age": 40}]},
         {"adults.0.age": ["There is no such field"]}),
        ({"reasons": ["PP", "PA", "VP", "VA"]},
         {"reasons": ["Give a list of at most 3 codes, the main one first"]}),
        ({"narrative": ["a", "b"]}, {"narrative": ["Give this as text"]}),
        ({"born_on": 20120501},
         {"born_on": ["Give the day as year, month and day, like 2026-09-15"]}),
        ({"narrative": "a\x00b"},
         {"narrative": ["What happened?: some characters cannot be kept and were taken out. "
                        "Check what is left"]}),
        ({"upn": None}, {"upn_missing_because": ["Enter why there is no UPN"]}),
        ({"test_missed": "GCSE"}, {"test_on": ["Enter the day of the exam or test"]}),
        ({"school": "x"}, {"school": ["Give the URN of the school as a number"]}),
        ({"reasons": None}, {"reasons.0": ["Select the main reason"]}),
    ],
)  # fmt: skip
def test_what_no_box_can_hold_is_a_fault_and_no_crash(as_staff, notice, changes, faults):
    answer = send(as_staff, {**notice, **changes})

    assert answer.status_code == 422
    fields = answer.json()["fields"]
    assert {name: fields.get(name) for name in faults} == faults


def test_no_adults_at_all_and_no_object_at_all(as_staff, notice):
    del notice["adults"]

    assert set(send(as_staff, notice).json()["fields"]) == {"adults.0.name", "adults.0.relation"}
    assert send(as_staff, [notice]).json()["fields"] == {"": ["Send one notice, as an object"]}


def test_a_day_that_our_dates_do_not_know_can_be_said_to_be_a_school_day(as_staff, notice):
    answer = send(as_staff, {**notice, "excluded_on": "2026-09-12", "session_was_held": True})

    assert answer.status_code == 201


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"reasons": ["PP", "PA", "VP", "VA"]}, {"reasons"}),
        ({"adults": "Sam"}, {"adults"}),
        ({"adults": ["Sam"]}, {"adults.0"}),
    ],
)
def test_what_could_not_be_read_is_not_also_asked_for(as_staff, notice, changes, faults):
    assert set(send(as_staff, {**notice, **changes}).json()["fields"]) == faults


def test_a_duplicate_is_refused_until_the_head_says_why(as_head, notice):
    drafts = [send(as_head, notice, key).data["id"] for key in ("a", "b")]
    confirm(as_head, drafts[0])

    refused = confirm(as_head, drafts[1])
    taken = confirm(as_head, drafts[1], {"another_because": "Again at noon"})

    assert (refused.status_code, refused.json()["code"]) == (409, "PossibleDuplicate")
    assert (taken.status_code, taken.data["reference"]) == (201, "870-2627-0002")


def test_staff_cannot_confirm_and_a_changed_draft_is_refused(as_staff, as_head, notice):
    draft = send(as_staff, notice).data["id"]
    there = f"/api/v1/notices/{draft}/"
    read = as_head.get(there)["ETag"]
    see_all()
    NoticeDraft.objects.update(version=2)

    by_staff = confirm(as_staff, draft)
    stale = confirm(as_head, draft, match=read)
    unread = as_head.post(f"{there}confirm/", {})

    assert (by_staff.status_code, by_staff.json()["code"]) == (409, "TransitionNotAllowed")
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert stale.json()["now"] == as_head.get(there).json()
    assert (unread.status_code, unread.json()["code"]) == (428, "if_match_needed")
    see_all()
    assert not Case.objects.exists()


def test_a_draft_with_faults_is_not_given(as_head, sampleton, draft):
    NoticeDraft.objects.update(typed=type_notice(sampleton, adult_1_name="", reason_1=""))

    answer = confirm(as_head, draft.public_id)

    assert (answer.status_code, answer.json()["fields"]) == (
        422,
        {
            "adults.0.name": ["Enter the name of the first parent or carer"],
            "reasons.0": ["Select the main reason"],
        },
    )


class TestWho:
    def test_without_a_token_every_answer_has_the_one_shape(self, db):
        answer = APIClient().get("/api/v1/cases/")

        assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
        assert answer.json() == {
            "type": "http://127.0.0.1:8000/api/v1/problems/#not_authenticated",
            "title": "It is not known who calls.",
            "status": 401,
            "code": "not_authenticated",
            "detail": "Authentication credentials were not provided.",
            "faults": {},
            "fields": {},
        }
        assert answer["WWW-Authenticate"] == 'Bearer realm="Fair Hearing"'

    def test_what_is_not_yours_is_not_found(self, draft, sampleton, notice, case):
        strangers = [
            clerk_of(sampleton), officer_of(sampleton.local_authority),
            headteacher_of(SchoolFactory()),
        ]  # fmt: skip
        for person in strangers:
            client = signed_in(person)
            assert send(client, notice).status_code == 404
            assert client.get(f"/api/v1/notices/{draft.public_id}/").status_code == 404
            assert confirm(client, draft.public_id).status_code == 404
            assert client.get(f"/api/v1/cases/{case.public_id}/").status_code == 404
            assert client.get(f"/api/v1/cases/{case.public_id}/messages/").status_code == 404
            assert client.get("/api/v1/cases/").json()["results"] == []

    def test_the_schools_own_staff_see_the_draft(self, draft, as_head):
        answer = as_head.get(f"/api/v1/notices/{draft.public_id}/")

        assert (answer.status_code, answer.data["id"]) == (200, str(draft.public_id))


def test_the_schema_is_written_without_a_warning(db, client, recwarn):
    answer = client.get("/api/v1/schema/?format=json")

    assert answer.status_code == 200
    paths = answer.json()["paths"]
    assert {
        "/api/v1/notices/",
        "/api/v1/notices/{public_id}/confirm/",
        "/api/v1/cases/",
        "/api/v1/cases/{public_id}/",
        "/api/v1/cases/{public_id}/messages/",
        "/api/v1/cases/{public_id}/follow-up/",
        "/api/v1/cases/{public_id}/documents/",
    } <= set(paths)
    assert [str(warning.message) for warning in recwarn] == []
