"""New versions and redacted copies through the pages and the API."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.models import Document
from row_security.scope import WHOLE_SERVICE, declare
from tests.design_system.files import JPG, PDF
from tests.factories import CaseFactory, invited_to, staff_of

TUESDAY = datetime(2026, 9, 15, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _papers(settings, tmp_path, time_machine):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(TUESDAY, tick=False)


@pytest.fixture
def as_staff(client, case):
    client.force_login(staff_of(case.school))
    return client


def file(name="plan.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def add(client, case):
    client.post(f"/cases/{case.public_id}/documents/add/", {"kind": "PLAN", "file": file()})
    declare(WHOLE_SERVICE)
    return Document.objects.get(number=1, redaction_of=None)


def page_of(document):
    return f"/cases/{document.case.public_id}/documents/{document.public_id}/"


def test_a_new_version_and_a_redacted_copy_come_through_their_pages(as_staff, case):
    first = add(as_staff, case)

    answer = as_staff.post(f"{page_of(first)}new-version/", {"file": file(content=PDF + b"\n")})
    declare(WHOLE_SERVICE)
    second = Document.objects.get(number=2)
    assert (answer["Location"], second.replaces) == (page_of(second), first)
    answer = as_staff.post(f"{page_of(second)}redacted-copy/", {"file": file("scan.jpg", JPG)})
    declare(WHOLE_SERVICE)
    copy = Document.objects.get(redaction_of=second)
    assert (answer["Location"], copy.kind, copy.content_type) == (
        page_of(copy), "PLAN", "image/jpeg"
    )  # fmt: skip
    shown = as_staff.get(page_of(second)).text
    assert page_of(first) in shown
    assert page_of(copy) in shown
    assert page_of(second) in as_staff.get(page_of(copy)).text


@pytest.mark.parametrize("which", ["new-version", "redacted-copy"])
def test_what_is_wrong_with_a_file_is_told_on_those_pages_too(as_staff, case, which):
    first = add(as_staff, case)
    url = f"{page_of(first)}{which}/"

    assert as_staff.get(url).status_code == 200
    wrong = as_staff.post(url, {"file": file(content=b"MZ")})
    assert (wrong.status_code, "its content is something else" in wrong.text) == (422, True)
    assert as_staff.post(url, {}).status_code == 422
    declare(WHOLE_SERVICE)
    assert Document.objects.count() == 1


def test_refusals_are_told_in_words(as_staff, case):
    first = add(as_staff, case)
    same = as_staff.post(f"{page_of(first)}redacted-copy/", {"file": file()})
    assert (same.status_code, "same as the original" in same.text) == (422, True)
    as_staff.post(f"{page_of(first)}new-version/", {"file": file(content=PDF + b"\n")})
    late = as_staff.post(f"{page_of(first)}new-version/", {"file": file(content=PDF + b"\n\n")})
    assert (late.status_code, "a newer version of this document" in late.text) == (409, True)


def test_those_to_whom_a_case_is_assigned_change_nothing(client, case, as_staff):
    first = add(as_staff, case)
    Document.objects.update(state="CLEAN", scanned_at=TUESDAY)
    client.force_login(invited_to(case, first))

    assert client.get(page_of(first)).status_code == 200
    for which in ("new-version", "redacted-copy", "set-aside"):
        assert client.post(f"{page_of(first)}{which}/").status_code == 404


def file_by_program(client, url, sent):
    return client.post(url, sent, headers={"Idempotency-Key": uuid4().hex})


def test_versions_and_copies_by_program(as_staff, case):
    url = f"/api/v1/cases/{case.public_id}/documents/"
    first = file_by_program(as_staff, url, {"kind": "PLAN", "file": file()}).json()
    second = file_by_program(
        as_staff, url, {"file": file(content=PDF + b"\n"), "replaces": first["id"]}
    ).json()
    copy = file_by_program(
        as_staff, url, {"file": file(content=PDF + b"\n\n"), "redaction_of": second["id"]}
    ).json()

    told = [(d["version"], d["replaces"], d["redaction_of"], d["state"], d["kind"])
            for d in (first, second, copy)]  # fmt: skip
    assert told == [
        (1, None, None, "WAITING", "PLAN"),
        (2, first["id"], None, "WAITING", "PLAN"),
        (1, None, second["id"], "WAITING", "PLAN"),
    ]
    assert as_staff.get(url).json() == [first, second, copy]
    assert as_staff.get(f"{url}{copy['id']}/").json() == {**copy, "link": None}


def test_a_document_that_is_not_on_the_case_is_told_by_the_field_that_names_it(as_staff, case):
    url = f"/api/v1/cases/{case.public_id}/documents/"
    other = CaseFactory(school=case.school)
    elsewhere = add(as_staff, other)
    first = file_by_program(as_staff, url, {"kind": "PLAN", "file": file()}).json()["id"]

    def faults(**named):
        return file_by_program(as_staff, url, {"file": file(content=PDF + b"\n"), **named}).json()[
            "fields"
        ]

    none = ["There is no such document on this case"]
    assert faults(replaces=str(elsewhere.public_id)) == {"replaces": none}
    assert faults(redaction_of="x\x00") == {"redaction_of": none}
    assert list(faults(replaces=first, redaction_of=first)) == ["redaction_of"]
    assert list(faults()) == ["kind"]
