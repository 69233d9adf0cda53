"""Papers of a case: what is taken, what is refused, and how they are sent out."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.models import AuditEvent
from casework.access import NotYourCase
from casework.actions import documents
from casework.models import Document, DocumentKind
from row_security.scope import WHOLE_SERVICE, declare
from tests.design_system.files import PDF
from tests.factories import (
    CaseFactory,
    SchoolFactory,
    clerk_of,
    governor_of,
    headteacher_of,
    officer_of,
    staff_of,
)

TUESDAY = datetime(2026, 9, 15, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _papers(settings, tmp_path, time_machine):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(TUESDAY, tick=False)


@pytest.fixture
def as_staff(client, case):
    client.force_login(staff_of(case.school))
    return client


@pytest.fixture
def url(case):
    return f"/cases/{case.public_id}/documents/add/"


def see_all():
    declare(WHOLE_SERVICE)


def upload(client, url, name="letter.pdf", content=PDF, kind="HEAD_LETTER"):
    return client.post(url, {"kind": kind, "file": SimpleUploadedFile(name, content)})


def file_one(case, actor):
    return documents.file_document(
        case_id=case.pk,
        kind=DocumentKind.PLAN,
        content=SimpleUploadedFile("plan.pdf", PDF),
        name="Robin’s plan.pdf",
        content_type="application/pdf",
        actor=actor,
        now=TUESDAY,
    )


def test_a_document_is_kept_under_a_name_that_says_nothing(as_staff, url, case, tmp_path):
    answer = upload(as_staff, url, name="Robin Invented letter.pdf")

    assert answer["Location"] == f"/cases/{case.public_id}/follow-up/"
    see_all()
    [document] = Document.objects.all()
    assert (document.name, document.content_type, document.size_bytes) == (
        "Robin Invented letter.pdf",
        "application/pdf",
        len(PDF),
    )
    assert document.file.name == f"papers/{document.sha256[:2]}/{document.sha256}"
    assert (tmp_path / document.file.name).read_bytes() == PDF
    event = AuditEvent.objects.get(kind="case.document-filed")
    assert event.facts == {
        "document": str(document.public_id),
        "paper": "HEAD_LETTER",
        "sha256": document.sha256,
    }


def kept_files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_the_same_file_twice_is_one_document_and_the_same_bytes_are_kept_once(
    as_staff, url, tmp_path
):
    for _ in range(2):
        upload(as_staff, url)
    upload(as_staff, url, kind="OTHER")

    see_all()
    assert Document.objects.count() == 2
    [kept] = kept_files(tmp_path)
    assert kept.read_bytes() == PDF


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("letter.html", b"<script>alert(1)</script>", "must be a PDF"),
        ("letter.pdf", b"<html>", "but its content is something else"),
        ("letter.pdf", b"", "is empty"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(as_staff, url, name, content, told):
    answer = upload(as_staff, url, name=name, content=content)

    assert answer.status_code == 422
    assert told in answer.text
    see_all()
    assert Document.objects.count() == 0


def test_fifty_megabytes_are_refused_in_words_and_nothing_is_kept(
    as_staff, url, tmp_path, settings
):
    answer = upload(as_staff, url, content=PDF + b"\0" * 50_000_000)

    assert answer.status_code in (413, 422)
    assert "smaller" in answer.text or "too large" in answer.text.lower()
    see_all()
    assert Document.objects.count() == 0
    assert kept_files(tmp_path) == []


def test_nothing_chosen_tells_both_faults(as_staff, url):
    answer = as_staff.post(url, {})

    assert answer.status_code == 422
    assert "Select what the document is" in answer.text
    assert "Select the document" in answer.text


def test_papers_of_others_are_not_found(client, case):
    document = file_one(case, staff_of(case.school))
    other = CaseFactory(school=case.school, authority=case.authority)
    path = f"documents/{document.public_id}/"
    for person in (
        governor_of(case.school),
        headteacher_of(SchoolFactory()),
        officer_of(CaseFactory().authority),
    ):
        client.force_login(person)
        assert client.get(f"/cases/{case.public_id}/{path}").status_code == 404
    client.force_login(staff_of(case.school))
    assert client.get(f"/cases/{other.public_id}/{path}").status_code == 404
    assert client.get(f"/cases/{case.public_id}/documents/{uuid4()}/").status_code == 404
    client.logout()
    assert client.get(f"/cases/{case.public_id}/{path}").status_code == 302


def test_who_may_put_papers_on_a_case(client, case, url):
    allowed = (
        staff_of(case.school),
        headteacher_of(case.school),
        clerk_of(case.school),
        officer_of(case.authority),
    )
    for person in allowed:
        client.force_login(person)
        assert client.get(url).status_code == 200
    home = CaseFactory(home_authority=case.authority)
    client.force_login(officer_of(case.authority))
    assert client.get(f"/cases/{home.public_id}/documents/add/").status_code == 404
    stranger = headteacher_of(SchoolFactory())
    client.force_login(stranger)
    assert client.get(url).status_code == 404
    assert upload(client, url).status_code == 404
    see_all()
    with pytest.raises(NotYourCase):
        file_one(case, stranger)
