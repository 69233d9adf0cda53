"""
What somebody might send to do harm, through the page and the API: nothing of it can ever be opened.

Every file goes through the page; through the API, whose checks are the page's, each third one, or
all of them with FULL_UPLOADS=1.
"""

import os
import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casework import checking
from casework.models import Document
from embedded.scanner import ScannerServer
from inspection.scanner import Scanner
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import officer_of, staff_of
from tests.hostile_files import ALL

TUESDAY = datetime(2026, 9, 15, 9, tzinfo=UTC)
BY_PROGRAM = [*ALL] if os.environ.get("FULL_UPLOADS") else [*ALL][::3]


@pytest.fixture(scope="module")
def scanner():
    server = ScannerServer().start()
    yield Scanner(server.address)
    server.stop()


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, time_machine):
    settings.MEDIA_ROOT = tmp_path / "media"
    time_machine.move_to(TUESDAY, tick=False)
    return tmp_path / "media"


def send(client, url, one):
    file = SimpleUploadedFile("x", one.make())
    file.name = one.name  # as typed: what a browser would not send, a program might
    key = {"Idempotency-Key": uuid4().hex}  # for the API: a page asks for none
    return client.post(url, {"kind": "STATEMENT", "file": file}, headers=key)


def kept_files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def check_refused(told, words, folder):
    assert re.search("|".join(map(re.escape, words.split("|"))), told)
    declare(WHOLE_SERVICE)
    assert not Document.objects.exists()
    assert kept_files(folder) == []


def check_locked_for_good(client, case, scanner):
    """It waits; it is not given to anybody; the scanner finds what is in it; nor is it then."""
    declare(WHOLE_SERVICE)
    [document] = Document.objects.all()
    assert (document.state, document.name) == ("WAITING", document.name.strip())
    assert not set(document.name) & set("/\\\r\n\x00\u202e")
    assert len(document.name) <= 100
    assert checking.check_waiting(scanner=scanner, read_clock=lambda: TUESDAY) == 1
    declare(WHOLE_SERVICE)
    document.refresh_from_db()
    assert (document.state, document.scan_words) == ("INFECTED", "Eicar-Test-Signature")
    client.force_login(officer_of(case.authority))
    url = f"/cases/{case.public_id}/documents/{document.public_id}/"
    page = client.get(url)
    assert "Not safe to open" in page.text
    assert "/file/" not in page.text
    assert client.get(f"/api/v1{url}").json()["link"] is None


@pytest.mark.parametrize("name", ALL)
def test_no_hostile_file_is_ever_clean_by_the_page(name, client, case, folder, scanner):
    one = ALL[name]
    client.force_login(staff_of(case.school))

    answer = send(client, f"/cases/{case.public_id}/documents/add/", one)

    if one.told:
        assert answer.status_code == 422
        assert 'value="STATEMENT" checked' in re.sub(r"\s+", " ", answer.text)
        check_refused(answer.text, one.told, folder)
    else:
        assert answer.status_code == 302
        check_locked_for_good(client, case, scanner)


@pytest.mark.parametrize("name", BY_PROGRAM)
def test_no_hostile_file_is_ever_clean_by_the_api(name, client, case, folder, scanner):
    one = ALL[name]
    client.force_login(staff_of(case.school))

    answer = send(client, f"/api/v1/cases/{case.public_id}/documents/", one)

    if one.told:
        assert answer.status_code == 422
        assert set(answer.json()["fields"]) == {"file"}
        check_refused(" ".join(answer.json()["fields"]["file"]), one.told, folder)
    else:
        assert (answer.status_code, answer.json()["state"]) == (201, "WAITING")
        check_locked_for_good(client, case, scanner)


def test_there_are_enough_of_them_and_each_is_another():
    made = [(one.name, one.make()) for one in ALL.values() if one.told is None]
    assert len(ALL) >= 60
    assert len(set(made)) == len(made)
