"""Papers and the virus scanner: locked until it says that it found nothing, whatever goes wrong."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile

from audit.models import AuditEvent
from casework import checking, paper_desk, queries, tasks
from casework.access import NotYourCase
from casework.actions import checks, documents
from casework.models import Document, DocumentKind
from embedded.scanner import EICAR, Behaviour, ScannerServer
from inspection.scanner import Scanner
from notifications.models import Message
from row_security.scope import WHOLE_SERVICE, declare
from tests.design_system.files import PDF
from tests.factories import CaseFactory, headteacher_of, officer_of, staff_of

TUESDAY = datetime(2026, 9, 15, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _papers(settings, tmp_path, time_machine):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(TUESDAY, tick=False)


@pytest.fixture
def server():
    server = ScannerServer().start()
    yield server
    server.stop()


def file(case, content=PDF, actor=None):
    return documents.file_document(
        case_id=case.pk,
        kind=DocumentKind.PLAN,
        content=ContentFile(content),
        name="Robin’s plan.pdf",
        content_type="application/pdf",
        actor=actor or staff_of(case.school),
        now=TUESDAY,
    )


def check(server, now=TUESDAY, seconds=0.5):
    scanner = Scanner(server.address, seconds=seconds)
    begun = checking.check_waiting(scanner=scanner, read_clock=lambda: now)
    declare(WHOLE_SERVICE)
    return begun


def test_a_paper_in_which_nothing_is_found_can_be_opened(case, server):
    document = file(case)
    assert not document.is_clean

    assert check(server) == 1

    document.refresh_from_db()
    assert (document.state, document.scanned_at, document.scan_words) == ("CLEAN", TUESDAY, "")
    event = AuditEvent.objects.get(kind="case.document-checked")
    assert (event.actor, event.facts) == (
        "system/scanner",
        {"document": str(document.public_id)},
    )
    assert check(server) == 0
    assert server.asked == 1


def test_an_infected_paper_stays_locked_and_whoever_added_it_is_told(case, server):
    staff = staff_of(case.school)
    document = file(case, PDF + EICAR, staff)

    check(server)

    document.refresh_from_db()
    assert (document.state, document.scan_words) == ("INFECTED", "Eicar-Test-Signature")
    event = AuditEvent.objects.get(kind="case.document-infected")
    assert event.facts["virus"] == "Eicar-Test-Signature"
    letter = Message.objects.get(letter="document-not-safe")
    assert (letter.to, letter.case_id) == (staff.email, case.pk)
    assert case.reference in letter.subject
    said = letter.subject + letter.body
    assert "Robin" not in said
    assert f"/documents/{document.public_id}/" in letter.body


BROKEN = [behaviour for behaviour in Behaviour if behaviour not in ("normal", "early")]


@pytest.mark.parametrize("behaviour", BROKEN)
def test_a_scanner_that_does_not_answer_leaves_a_paper_locked(case, server, behaviour, client):
    document = file(case)
    server.behaviour = behaviour

    check(server, seconds=0.3)

    document.refresh_from_db()
    assert (document.state, document.scanned_at) == ("WAITING", None)
    assert document.scan_words
    client.force_login(officer_of(case.authority))
    page = client.get(f"/cases/{case.public_id}/documents/{document.public_id}/").text
    assert "Waiting to be checked" in page
    assert document.scan_words in page
    assert "/file/" not in page
    declare(WHOLE_SERVICE)
    server.behaviour = Behaviour.NORMAL
    assert check(server) == 0  # not before its wait is over
    assert check(server, now=TUESDAY + timedelta(minutes=2)) == 1
    document.refresh_from_db()
    assert document.state == "CLEAN"


def test_a_scanner_that_is_down_is_not_asked_again_for_every_paper(case, server):
    documents_ = [file(case, PDF + bytes([n])) for n in range(3)]
    server.stop()

    assert check(server) == 1

    assert {d.state for d in Document.objects.all()} == {"WAITING"}
    documents_[0].refresh_from_db()
    assert documents_[0].scan_words == "the virus scanner cannot be reached"


def test_one_paper_that_the_scanner_chokes_on_does_not_keep_the_others_waiting(case):
    server = ScannerServer(most_bytes=len(PDF) + 10).start()
    large, small = file(case, PDF + bytes(100_000)), file(case)
    try:
        assert check(server) == 2
    finally:
        server.stop()
    large.refresh_from_db()
    small.refresh_from_db()
    assert (large.state, small.state) == ("WAITING", "CLEAN")


def test_bytes_that_are_not_what_was_filed_are_never_clean(case, server, tmp_path):
    document = file(case)
    (tmp_path / document.file.name).write_bytes(PDF.replace(b"595", b"596"))
    check(server)
    document.refresh_from_db()
    assert (document.state, document.scan_words) == (
        "WAITING",
        "what is kept is not what was added",
    )

    (tmp_path / document.file.name).unlink()
    check(server, now=TUESDAY + timedelta(hours=1))
    document.refresh_from_db()
    assert (document.state, document.scan_words) == (
        "WAITING",
        "the file is missing where papers are kept",
    )


def test_a_second_worker_changes_nothing_that_the_first_has_settled(case, server, monkeypatch):
    document = file(case)
    real = checking._look

    def meanwhile(waiting, scanner):
        checks.record_infected(document_id=document.pk, virus="Found-Meanwhile", now=TUESDAY)
        return real(waiting, scanner)

    monkeypatch.setattr(checking, "_look", meanwhile)
    check(server)

    document.refresh_from_db()
    assert (document.state, document.scan_words) == ("INFECTED", "Found-Meanwhile")
    assert not AuditEvent.objects.filter(kind="case.document-checked").exists()


def test_the_waits_grow_and_have_an_end():
    assert [checking.get_wait(tries).total_seconds() / 60 for tries in (1, 2, 3, 4, 99)] == [
        2, 4, 8, 15, 15
    ]  # fmt: skip


def test_the_task_asks_the_scanner_of_the_settings_and_without_one_everything_waits(
    case, server, settings
):
    document = file(case)
    settings.SCANNER_ADDRESS = ""
    tasks.check_documents()
    declare(WHOLE_SERVICE)
    document.refresh_from_db()
    assert (document.state, document.scan_tries) == ("WAITING", 0)

    settings.SCANNER_ADDRESS = server.address
    tasks.check_documents()
    declare(WHOLE_SERVICE)
    document.refresh_from_db()
    assert document.state == "CLEAN"


def test_filing_wakes_the_worker_after_the_commit(
    case, server, settings, django_capture_on_commit_callbacks
):
    settings.SCANNER_ADDRESS = server.address
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        document = file(case)
    assert len(callbacks) == 1
    declare(WHOLE_SERVICE)
    document.refresh_from_db()
    assert document.state == "CLEAN"


def test_how_long_the_oldest_has_waited_is_known(case):
    assert queries.find_oldest_unchecked(TUESDAY) is None
    file(case)
    file(case, PDF + b"\n")
    assert queries.find_oldest_unchecked(TUESDAY + timedelta(minutes=5)) == timedelta(minutes=5)


def test_somebody_deals_with_an_unsafe_document_once(case):
    staff = staff_of(case.school)
    document = file(case, actor=staff)

    def deal(actor):
        return documents.set_aside(document_id=document.pk, actor=actor, now=TUESDAY)

    with pytest.raises(documents.NothingToSetAside):  # it is only waiting
        deal(staff)
    checks.record_infected(document_id=document.pk, virus="Some-Virus", now=TUESDAY)
    with pytest.raises(NotYourCase):
        deal(headteacher_of(CaseFactory().school))
    assert deal(staff).dealt_with_by == staff
    with pytest.raises(documents.NothingToSetAside):
        deal(staff)
    assert AuditEvent.objects.filter(kind="case.document-set-aside").count() == 1


def test_papers_that_need_somebody_are_on_the_first_page_of_those_who_keep_the_case(case, client):
    staff, officer = staff_of(case.school), officer_of(case.authority)
    stranger = officer_of(CaseFactory().authority)
    unsafe, waiting, recent = (file(case, PDF + bytes([n]), staff) for n in range(3))
    checks.record_infected(document_id=unsafe.pk, virus="Some-Virus", now=TUESDAY)
    an_hour_ago = TUESDAY - timedelta(hours=1)
    Document.objects.filter(pk=waiting.pk).update(filed_at=an_hour_ago)

    def listed(person):
        declare(WHOLE_SERVICE)
        client.force_login(person)
        page = client.get("/").text
        declare(WHOLE_SERVICE)
        return [d for d in (unsafe, waiting, recent) if str(d.public_id) in page]

    for person in (staff, officer):
        assert listed(person) == [unsafe, waiting]
    assert listed(stranger) == []
    page = f"/cases/{case.public_id}/documents/{unsafe.public_id}/"
    client.force_login(staff)
    assert "It is dealt with" in client.get(page).text
    assert client.post(f"{page}set-aside/").status_code == 302
    assert listed(officer) == [waiting]
    assert "dealt with it on" in client.get(page).text


def test_a_newer_version_of_an_unsafe_document_takes_it_off_the_list(case):
    staff = staff_of(case.school)
    unsafe = file(case, actor=staff)
    checks.record_infected(document_id=unsafe.pk, virus="Some-Virus", now=TUESDAY)
    assert paper_desk.get_papers_to_attend(staff, now=TUESDAY) == [unsafe]

    documents.replace_document(
        document_id=unsafe.pk,
        content=ContentFile(PDF + b"\n"),
        name="plan.pdf",
        content_type="application/pdf",
        actor=staff,
        now=TUESDAY,
    )
    assert paper_desk.get_papers_to_attend(staff, now=TUESDAY) == []
