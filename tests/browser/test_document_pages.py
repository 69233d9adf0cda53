"""Papers in a real browser, at two widths: added, checked, saved, replaced, redacted, locked."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from casework.actions import checks, documents
from casework.models import DocumentKind
from embedded.scanner import ScannerServer
from row_security.scope import WHOLE_SERVICE, scoped_transaction
from tests.design_system.files import PDF
from tests.factories import CaseFactory, SchoolFactory, clocked, invited_to, staff_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("live_server"),
]
TUESDAY = datetime(2026, 9, 15, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def scanner(settings, tmp_path, time_machine):
    time_machine.move_to(TUESDAY, tick=True)
    settings.MEDIA_ROOT = tmp_path / "media"
    server = ScannerServer().start()
    settings.SCANNER_ADDRESS = server.address
    yield server
    server.stop()


@pytest.fixture
def case(transactional_db):
    with scoped_transaction(WHOLE_SERVICE):
        school = SchoolFactory(name="Sampleton School", local_authority__name="Reading")
        return clocked(CaseFactory(school=school, reference="870-2627-0001"))


@pytest.fixture
def staff(case):
    with scoped_transaction(WHOLE_SERVICE):
        staff = staff_of(case.school)
        staff.first_name, staff.last_name = "Kit", "Invented"
        staff.save()
        return staff


def given(content, name, actor):
    return {
        "content": ContentFile(content),
        "name": name,
        "content_type": "application/pdf",
        "actor": actor,
        "now": TUESDAY,
    }


def file(case, staff, name="plan.pdf", content=PDF):
    with scoped_transaction(WHOLE_SERVICE):
        kind = DocumentKind.PLAN
        return documents.file_document(case_id=case.pk, kind=kind, **given(content, name, staff))


def add(screen, path, content, name):
    """Choose a file and send the form, as a person would."""
    sent = {"name": name, "mimeType": "application/pdf", "buffer": content}
    screen.open(path)
    screen.page.locator("input[type=file]").set_input_files(sent)


def test_a_paper_is_added_checked_saved_and_redacted(screen, case, staff):
    screen.sign_in(staff)
    page_of_case = f"/cases/{case.public_id}/"
    add(screen, f"{page_of_case}documents/add/", PDF, "statement.pdf")
    page = screen.page
    page.get_by_label("Statement").check()
    assert screen.find_faults() == []
    screen.shoot("document-add")
    screen.follow("button", "Add the document")
    page.get_by_text("It can be opened once it has been checked").wait_for()

    screen.open(page_of_case)
    screen.follow("link", "statement.pdf")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save a copy").click()
    assert saving.value.suggested_filename == "statement.pdf"
    assert Path(saving.value.path()).read_bytes() == PDF

    screen.follow("link", "Add a new version")
    assert screen.find_faults() == []
    add(screen, page.url.removeprefix(screen.address), PDF + b"\n", "statement, signed.pdf")
    screen.follow("button", "Add the new version")
    screen.follow("link", "Add a redacted copy")
    assert screen.find_faults() == []
    screen.shoot("document-redact")
    add(screen, page.url.removeprefix(screen.address), PDF + b"\n\n", "statement, redacted.pdf")
    screen.follow("button", "Add the redacted copy")
    assert screen.find_faults() == []
    screen.follow("link", "statement, signed.pdf")
    page.get_by_role("heading", name="Redacted copies").wait_for()
    assert screen.find_faults() == []
    screen.shoot("document")

    with scoped_transaction(WHOLE_SERVICE):
        member = invited_to(case, *case.documents.all())
    screen.sign_in(member)
    screen.open(page_of_case)
    names = page.locator("#papers ~ ul a").all_inner_texts()
    assert names == ["statement, redacted.pdf"]


def test_a_paper_that_waits_or_is_not_safe_says_what_to_do(screen, case, staff, settings):
    settings.SCANNER_ADDRESS = ""
    waiting, unsafe = file(case, staff), file(case, staff, "letter.pdf", PDF + b"\n")
    with scoped_transaction(WHOLE_SERVICE):
        virus = "Eicar-Test-Signature"
        checks.record_infected(document_id=unsafe.pk, virus=virus, now=TUESDAY)
    screen.sign_in(staff)
    page = screen.open(f"/cases/{case.public_id}/documents/{waiting.public_id}/")
    page.get_by_text("Waiting to be checked").first.wait_for()
    assert screen.find_faults() == []
    screen.shoot("document-waiting")

    screen.open("/")
    page.get_by_role("heading", name="Documents that need somebody").wait_for()
    assert screen.find_faults() == []
    screen.follow("link", "Support plan of case 870-2627-0001")
    assert screen.find_faults() == []
    screen.shoot("document-not-safe")
    screen.open(f"/cases/{case.public_id}/")
    screen.shoot_part(page.locator("section", has=page.locator("#papers")), "documents")
    screen.open(f"/cases/{case.public_id}/documents/{unsafe.public_id}/")
    screen.follow("button", "It is dealt with")
    page.get_by_text("The document is off the list").wait_for()


def test_a_file_that_is_refused_says_why_and_a_link_that_ran_out_leads_back(
    plain_screen, case, staff, time_machine
):
    screen, paper = plain_screen, file(case, staff)
    screen.sign_in(staff)
    add(screen, f"/cases/{case.public_id}/documents/add/", b"<html>", "letter.pdf")
    page = screen.page
    page.get_by_label("Statement").check()
    page.get_by_role("button", name="Add the document").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    assert page.get_by_label("Statement").is_checked()
    assert screen.find_faults() == []
    screen.open(f"/cases/{case.public_id}/documents/{paper.public_id}/")
    link = page.get_by_role("button", name="Save a copy").get_attribute("href")
    time_machine.move_to(datetime(2026, 9, 15, 9, 6, tzinfo=UTC), tick=True)
    screen.open(link)
    screen.complaints.clear()  # the browser complains of 410
    assert screen.find_faults() == []
    screen.follow("link", "Open the document again")
    page.get_by_role("button", name="Save a copy").wait_for()
