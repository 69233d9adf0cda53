"""How a paper leaves: by a link of one person, for five minutes, to be saved, on the record."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile

from audit.models import AuditEvent
from casework.actions import documents
from casework.models import Document, DocumentKind
from organisations.roles import Role
from row_security.scope import WHOLE_SERVICE, declare
from tests.design_system.files import PDF
from tests.factories import CaseFactory, clerk_of, invited_to, officer_of, staff_of

TUESDAY = datetime(2026, 9, 15, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _papers(settings, tmp_path, time_machine):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(TUESDAY, tick=False)


@pytest.fixture
def staff(case):
    return staff_of(case.school)


def file(case, actor, content=PDF, **changes):
    document = documents.file_document(
        case_id=case.pk,
        kind=DocumentKind.PLAN,
        content=ContentFile(content),
        name="Robin’s plan.pdf",
        content_type="application/pdf",
        actor=actor,
        now=TUESDAY,
    )
    Document.objects.filter(pk=document.pk).update(
        **{"state": "CLEAN", "scanned_at": TUESDAY, **changes}
    )
    return document


@pytest.fixture
def document(case, staff):
    return file(case, staff)


def page_of(document):
    return f"/cases/{document.case.public_id}/documents/{document.public_id}/"


def link_on(client, document):
    [link] = re.findall(r'href="([^"]*/file/[^"]*)"', client.get(page_of(document)).text)
    return link


def link_by_program(client, document):
    return client.get(f"/api/v1{page_of(document)}").json()["link"]


def fetch(client, link):
    """Fetch to the end, which closes the file."""
    answer = client.get(link)
    return answer, b"".join(answer.streaming_content) if answer.streaming else answer.content


DOORS = pytest.mark.parametrize("get_link", [link_on, link_by_program])


@DOORS
def test_a_paper_is_sent_to_be_saved_and_never_shown(client, case, document, get_link):
    officer = officer_of(case.authority)
    client.force_login(officer)

    answer, content = fetch(client, get_link(client, document))

    assert content == PDF
    assert {
        name: answer[name]
        for name in (
            "Content-Type",
            "Content-Disposition",
            "X-Content-Type-Options",
            "Content-Security-Policy",
            "Cache-Control",
        )
    } == {
        "Content-Type": "application/pdf",
        "Content-Disposition": "attachment; filename*=utf-8''Robin%E2%80%99s%20plan.pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }
    declare(WHOLE_SERVICE)
    event = AuditEvent.objects.get(kind="case.document-opened")
    assert (event.actor, event.facts) == (
        f"user/{officer.pk}",
        {"document": str(document.public_id)},
    )


@DOORS
def test_every_opening_is_recorded_and_none_that_was_refused(client, case, document, get_link):
    client.force_login(officer_of(case.authority))
    link = get_link(client, document)
    for _ in range(2):
        fetch(client, link)
    client.get(link[:-2] + "x/")

    declare(WHOLE_SERVICE)
    assert AuditEvent.objects.filter(kind="case.document-opened").count() == 2


@DOORS
def test_a_link_runs_out_after_five_minutes(client, case, document, get_link, time_machine):
    client.force_login(officer_of(case.authority))
    link = get_link(client, document)

    time_machine.move_to(TUESDAY + timedelta(minutes=5), tick=False)
    assert fetch(client, link)[1] == PDF
    time_machine.move_to(TUESDAY + timedelta(minutes=5, seconds=1), tick=False)
    answer = client.get(link)

    assert answer.status_code == 410
    assert "five minutes" in answer.content.decode()
    if get_link is link_on:
        assert page_of(document) in answer.text  # where there is a new one
    declare(WHOLE_SERVICE)
    assert AuditEvent.objects.filter(kind="case.document-opened").count() == 1


@DOORS
def test_a_link_works_for_nobody_else(client, case, document, staff, get_link):
    insiders = (officer_of(case.authority), staff, clerk_of(case.school))
    stranger = officer_of(CaseFactory().authority)
    client.force_login(officer_of(case.authority))
    link = get_link(client, document)

    for other in (*insiders, stranger):
        client.force_login(other)
        assert client.get(link).status_code == 404
    client.logout()
    assert client.get(link).status_code in (302, 401, 403)
    declare(WHOLE_SERVICE)
    assert not AuditEvent.objects.filter(kind="case.document-opened").exists()


@DOORS
def test_a_link_works_for_no_other_paper_and_not_if_it_is_changed(
    client, case, document, staff, get_link
):
    other = file(case, staff, PDF + b"\n")
    client.force_login(staff)
    link = get_link(client, document)

    moved = link.replace(str(document.public_id), str(other.public_id))
    cut = [link[:-2] + "/", re.sub("/file/[^/]+", "/file/x", link), link.replace(":", ";")]
    assert [client.get(tried).status_code for tried in (moved, *cut)] == [404] * 4


@DOORS
def test_a_link_ends_with_the_reach_of_who_has_it(client, case, document, get_link):
    member = invited_to(case, document, role=Role.REVIEW_MEMBER)
    client.force_login(member)
    link = get_link(client, document)
    assert fetch(client, link)[1] == PDF
    declare(WHOLE_SERVICE)
    member.caseassignment_set.update(ended_at=TUESDAY)

    assert client.get(link).status_code == 404


def redact(document, actor):
    return documents.file_redacted_copy(
        document_id=document.pk,
        content=ContentFile(PDF + b"\n\n"),
        name="redacted.pdf",
        content_type="application/pdf",
        actor=actor,
        now=TUESDAY,
    )


@DOORS
def test_a_link_to_an_original_ends_when_a_redacted_copy_comes(
    client, case, document, staff, get_link
):
    client.force_login(invited_to(case, document))
    link = get_link(client, document)
    declare(WHOLE_SERVICE)
    redact(document, staff)

    assert client.get(link).status_code == 404
    assert client.get(page_of(document)).status_code == 404
    assert client.get(f"/api/v1{page_of(document)}").status_code == 404


def test_a_redacted_copy_does_not_tell_a_panel_what_the_original_is_called(
    client, case, document, staff
):
    copy = redact(document, staff)
    Document.objects.update(state="CLEAN", scanned_at=TUESDAY)
    client.force_login(invited_to(case, document))
    shown = [client.get(page_of(copy)).text, client.get(f"/cases/{case.public_id}/").text]
    for page in shown:
        assert "redacted.pdf" in page
        assert "Robin’s plan" not in page
    client.force_login(staff)
    assert "Robin’s plan" in client.get(page_of(copy)).text


@DOORS
@pytest.mark.parametrize(("state", "scanned_at"), [("WAITING", None), ("INFECTED", TUESDAY)])
def test_what_is_not_clean_is_not_sent_even_with_a_link(
    client, case, document, get_link, state, scanned_at
):
    client.force_login(officer_of(case.authority))
    link = get_link(client, document)
    declare(WHOLE_SERVICE)
    Document.objects.update(state=state, scanned_at=scanned_at)

    answer = client.get(link)

    assert answer.status_code == 409
    assert "has not been checked for viruses, or is not safe" in answer.content.decode()
    declare(WHOLE_SERVICE)
    assert not AuditEvent.objects.filter(kind="case.document-opened").exists()
