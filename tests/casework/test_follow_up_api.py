"""The follow-up by program: the checks of its page, given once, and nobody overwritten."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from casework.forms.follow_up import FollowUpForm
from casework.models import Case, NoticeDraft
from notifications.models import Message
from row_security.scope import WHOLE_SERVICE, declare
from tests.casework.test_notice_follow_up import ANSWERS, TYPED
from tests.design_system.files import PDF
from tests.factories import SchoolFactory, clerk_of, headteacher_of, officer_of
from tests.programs.builders import calls_with, token_of

TUESDAY = datetime(2026, 9, 15, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today(time_machine, settings, tmp_path):
    time_machine.move_to(TUESDAY, tick=False)
    settings.MEDIA_ROOT = tmp_path


def signed_in(user) -> APIClient:
    return calls_with(token_of(user))


@pytest.fixture
def given(give, head):
    return give(head)


@pytest.fixture
def url(given):
    return f"/api/v1/cases/{given.public_id}/follow-up/"


@pytest.fixture
def as_staff(staff):
    return signed_in(staff)


def send(client, url, answers=ANSWERS, match="", **changes):
    return client.post(url, {**answers, **changes}, read=url, match=match)


def see_all():
    declare(WHOLE_SERVICE)


def test_a_follow_up_by_program_is_what_the_page_would_have_kept(as_staff, url, given):
    before = as_staff.get(url).json()
    answer = send(as_staff, url)

    assert before == {
        "given_at": None, "asked_for_by": "2026-09-17", "version": None, "typed": {},
        "answers": {},
    }  # fmt: skip
    assert (answer.status_code, answer.json()["answers"]) == (200, ANSWERS)
    see_all()
    assert Case.objects.get(pk=given.pk).follow_up == ANSWERS
    assert NoticeDraft.objects.get(stage="FOLLOW_UP").state == "GIVEN"
    assert Message.objects.filter(letter="follow-up-to-authority").count() == 1


def test_the_same_follow_up_again_changes_nothing_and_another_is_refused(as_staff, url):
    answers = [send(as_staff, url) for _ in range(2)]
    other = send(as_staff, url, home_language="Welsh")

    assert [answer.status_code for answer in answers] == [200, 200]
    assert (other.status_code, other.json()["code"]) == (409, "DraftClosed")
    see_all()
    assert Case.objects.get().follow_up == ANSWERS
    assert Message.objects.filter(letter="follow-up-to-authority").count() == 1


def test_every_fault_is_told_by_its_name_and_nothing_is_kept(as_staff, url):
    answer = send(
        as_staff, url,
        attendance="lots", agencies="CAMHS", plan_reviewed_on="last week", work_how=None,
        home_language=["a"], early_help=True, surprise=1,
    )  # fmt: skip

    assert (answer.status_code, answer.json()["fields"]) == (
        422,
        {
            "attendance": ["The attendance this school year must be a whole number, like 1"],
            "agencies": ["Give a list of codes"],
            "plan_reviewed_on": ["Give the day as year, month and day, like 2026-09-15"],
            "work_how": ["Select how work is set"],
            "home_language": ["Give this as text"],
            "early_help": ["Give this as text"],
            "surprise": ["There is no such field"],
        },
    )
    assert as_staff.post(url, [], read=url).json()["fields"] == {
        "": ["Send one follow-up, as an object"]
    }
    see_all()
    assert not NoticeDraft.objects.filter(stage="FOLLOW_UP").exists()


def test_what_somebody_types_on_the_page_is_not_overwritten_unseen(
    as_staff, url, given, head, client
):
    before = as_staff.get(url)["ETag"]
    see_all()
    client.force_login(head)
    page = f"/cases/{given.public_id}/follow-up/"
    client.post(page, {**TYPED, "home_language": "Polish", "version": 0, "later": "1"})

    unseen = send(as_staff, url, match=before)
    seen = send(as_staff, url, match=unseen["ETag"])

    assert (unseen.status_code, unseen.json()["code"]) == (412, "stale")
    assert (unseen.json()["sent"], unseen.json()["now"]["typed"]["home_language"]) == (
        ANSWERS,
        "Polish",
    )
    assert seen.status_code == 200
    see_all()
    assert Case.objects.get().follow_up["home_language"] == "English"


def test_only_the_schools_staff_give_it_and_the_authority_reads_it(as_staff, url, sampleton):
    officer = signed_in(officer_of(sampleton.local_authority))

    for stranger in (clerk_of(sampleton), headteacher_of(SchoolFactory())):
        assert send(signed_in(stranger), url).status_code == 404
    assert send(officer, url).status_code == 404
    assert officer.get(url).json()["answers"] == {}
    send(as_staff, url)
    assert officer.get(url).json()["answers"] == ANSWERS


def test_the_schema_names_what_the_form_asks(db, client):
    schemas = client.get("/api/v1/schema/?format=json").json()["components"]["schemas"]

    described = schemas["FollowUpIn"]
    assert set(described["properties"]) == {*FollowUpForm.base_fields}
    assert "work_set" in described["required"]
    assert "work_how" not in described["required"]  # asked only where work is set
    assert described["properties"]["attendance"]["maximum"] == 100


def test_a_paper_is_filed_by_program_with_the_checks_of_the_page(as_staff, given, sampleton):
    url = f"/api/v1/cases/{given.public_id}/documents/"
    stranger = signed_in(headteacher_of(SchoolFactory()))

    def file(client, content=PDF, name="plan.pdf"):
        paper = {"kind": "PLAN", "file": SimpleUploadedFile(name, content)}
        return client.post(url, paper, format="multipart")

    filed, again = file(as_staff), file(as_staff)
    wrong = file(as_staff, b"MZ", "plan.pdf")

    assert (filed.status_code, filed.json()["name"]) == (201, "plan.pdf")
    assert filed.json() == again.json()
    assert (wrong.status_code, set(wrong.json()["fields"])) == (422, {"file"})
    assert file(stranger).status_code == 404
    listed = signed_in(officer_of(sampleton.local_authority)).get(url).json()
    assert listed == [filed.json()]
