"""Cases as programs read them: what their pages show, and no more."""

from datetime import UTC, date, datetime

import pytest

from audit.models import AuditEvent
from casework.models import Case
from casework.states import CaseStatus
from tests.casework.test_notice_api import NOTICE, see_all, signed_in
from tests.factories import CaseFactory, officer_of, staff_of

TUESDAY = datetime(2026, 9, 15, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(TUESDAY, tick=False)


def test_a_list_shows_the_cases_one_sees_and_no_child(give, sampleton):
    case = give()
    CaseFactory()

    answer = signed_in(officer_of(sampleton.local_authority)).get("/api/v1/cases/")

    [shown] = answer.json()["results"]
    assert (shown["id"], shown["reference"], shown["school"]) == (
        str(case.public_id),
        "870-2627-0001",
        sampleton.urn,
    )
    assert "Invented" not in answer.text


def test_a_list_is_of_one_status_if_asked(give, case, sampleton):
    given = give()
    Case.objects.filter(pk=give(pupil={"upn": "", "first_name": "Alex"}).pk).update(
        status="CANCELLED"
    )
    client = signed_in(officer_of(sampleton.local_authority))

    answer = client.get("/api/v1/cases/?status=AWAITING_BOARD")

    assert [row["id"] for row in answer.json()["results"]] == [str(given.public_id)]


def test_a_list_by_what_is_not_there_is_refused_in_a_sentence(sampleton):
    client = signed_in(officer_of(sampleton.local_authority))

    answer = client.get("/api/v1/cases/?status=NOPE&school=1")

    assert (answer.status_code, answer.json()["fields"]) == (
        422,
        {
            "school": ["Leave this out: cases are not chosen by it"],
            "status": [f"Give one of {', '.join(CaseStatus.values)}, or leave it out"],
        },
    )


@pytest.mark.parametrize("cases", [1, 3])
def test_a_list_takes_as_many_queries_whatever_its_length(
    sampleton, cases, django_assert_num_queries
):
    CaseFactory.create_batch(cases, school=sampleton, authority=sampleton.local_authority)
    client = signed_in(staff_of(sampleton))
    see_all()

    with django_assert_num_queries(8):
        answer = client.get("/api/v1/cases/")

    assert len(answer.json()["results"]) == cases


def test_a_case_is_read_with_all_that_the_school_told(give, head, sampleton):
    case = give(
        head,
        test_missed="GCSE mathematics",
        test_on=date(2026, 11, 3),
        pupil={"upn": "", "upn_missing_because": "Came from abroad"},
    )
    client = signed_in(officer_of(sampleton.local_authority))

    detail = client.get(f"/api/v1/cases/{case.public_id}/").json()

    sent = {**NOTICE, "postcode": "ZZ99 9ZZ", "upn": "", "test_missed": "GCSE mathematics",
            "test_on": "2026-11-03", "upn_missing_because": "Came from abroad"}  # fmt: skip
    told = {**detail, **detail["pupil"], "adults": detail["adults"]}
    assert {name: told[name] for name in sent if name != "adults"} == {
        name: value for name, value in sent.items() if name != "adults"
    }
    assert told["adults"] == [{**NOTICE["adults"][0], "address": ""}]
    assert (told["notice_given_by"], told["typed_by"]) == (str(head), str(head))
    assert (told["session_was_held"], told["another_because"], told["follow_up"]) == (
        False,
        "",
        {},
    )


def test_a_case_is_read_with_its_letters_and_the_look_is_recorded(give, sampleton):
    case = give()
    client = signed_in(officer_of(sampleton.local_authority))

    detail = client.get(f"/api/v1/cases/{case.public_id}/").json()
    letters = client.get(f"/api/v1/cases/{case.public_id}/messages/").json()

    assert detail["pupil"]["last_name"] == "Invented"
    assert {"N3", "E4", "G1"} <= {row["rule"] for row in detail["deadlines"]}
    assert [(row["letter"], row["state"]) for row in letters] == [("notice-to-authority", "QUEUED")]
    see_all()
    assert AuditEvent.objects.filter(case_id=case.pk, kind="case.viewed").count() == 1
