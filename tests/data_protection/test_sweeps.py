"""What runs after the commit: cases, bytes and certificates, each of which may be repeated."""

from threading import Event, Thread

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction

from casework import storage
from casework.models import Case
from casework.storage import get_papers
from data_protection import sweeps
from data_protection.actions import disposals
from data_protection.models import Disposal, FileToErase
from row_security.scope import WHOLE_SERVICE, declare
from tests.data_protection.conftest import NOW, old_case
from tests.data_protection.whole_case import CANARY, fill, paper
from tests.factories import manager_of


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_sweeps_dispose_erase_and_draw_and_may_be_run_again(transactional_db, papers):
    with transaction.atomic():
        declare(WHOLE_SERVICE)
        case = old_case()
        fill(case)
        own = case.documents.get().file.name
        shared = paper(case, b"%PDF shared")
        paper(old_case(school=case.school), b"%PDF shared")
        one, two = manager_of(case.authority), manager_of(case.authority)
        disposal = disposals.propose(case_ids=[case.pk], actor=one, now=NOW)
        disposals.approve(disposal_id=disposal.pk, actor=two, now=NOW)
    whole = {"scope": WHOLE_SERVICE, "read_clock": lambda: NOW}
    assert get_papers().exists(own)

    assert [sweeps.dispose_of_agreed(**whole) for _ in range(2)] == [1, 0]
    assert get_papers().exists(own)  # until the sweep of the bytes
    assert [sweeps.erase_files(**whole) for _ in range(2)] == [1, 0]
    assert sweeps.draw_certificates(scope=WHOLE_SERVICE) == 1
    assert sweeps.draw_certificates(scope=WHOLE_SERVICE) == 0

    assert not get_papers().exists(own)
    assert get_papers().exists(shared)
    with transaction.atomic():
        declare(WHOLE_SERVICE)
        disposal.refresh_from_db()
        assert disposal.state == "DONE"
        assert bytes(disposal.pdf).startswith(b"%PDF")


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_one_case_that_fails_does_not_keep_the_others(transactional_db, papers, monkeypatch):
    with transaction.atomic():
        declare(WHOLE_SERVICE)
        case = old_case()
        cases = [case, old_case(school=case.school)]
        one, two = manager_of(case.authority), manager_of(case.authority)
        disposal = disposals.propose(case_ids=[c.pk for c in cases], actor=one, now=NOW)
        disposals.approve(disposal_id=disposal.pk, actor=two, now=NOW)
    real = disposals.erasure.erase

    def fail_once(erased):
        if erased.pk == case.pk:
            raise RuntimeError(CANARY)
        return real(erased)

    whole = {"scope": WHOLE_SERVICE, "read_clock": lambda: NOW}
    monkeypatch.setattr(disposals.erasure, "erase", fail_once)
    assert sweeps.dispose_of_agreed(**whole) == 1
    monkeypatch.setattr(disposals.erasure, "erase", real)
    assert sweeps.dispose_of_agreed(**whole) == 1
    with transaction.atomic():
        declare(WHOLE_SERVICE)
        assert not Case.objects.exists()
        disposal.refresh_from_db()
        assert disposal.state == "DONE"


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_bytes_that_somebody_is_just_filing_are_left_for_the_next_run(transactional_db, papers):
    kept = ContentFile(b"%PDF filed again")
    name = storage.keep(kept).name
    with transaction.atomic():
        declare(WHOLE_SERVICE)
        case = old_case()
        disposal = Disposal.objects.create(
            authority=case.authority, proposed_at=NOW, proposed_by=manager_of(case.authority)
        )
        FileToErase.objects.create(
            disposal=disposal, field="casework.Document.file", name=name, asked_at=NOW
        )
    whole = {"scope": WHOLE_SERVICE, "read_clock": lambda: NOW}
    filing, filed = Event(), Event()

    def file_the_same() -> None:
        with transaction.atomic():
            storage.keep(kept)
            filing.set()
            filed.wait(20)
        connection.close()

    somebody = Thread(target=file_the_same)
    somebody.start()
    assert filing.wait(20)
    assert sweeps.erase_files(**whole) == 0
    filed.set()
    somebody.join()
    assert sweeps.erase_files(**whole) == 1
