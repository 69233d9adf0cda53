"""The bytes of papers: once, whole, and wherever the settings say."""

import http.client
import os
from contextlib import closing

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, storages

from casework import storage

pytestmark = pytest.mark.django_db

DIGEST = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"  # of b"hello"
NAME = f"papers/2c/{DIGEST}"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files_in(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_bytes_are_kept_under_their_digest_and_readable_by_the_service_alone(folder):
    kept = storage.keep(ContentFile(b"hello"))

    assert kept == storage.Kept(NAME, DIGEST, 5)
    assert files_in(folder) == {NAME: b"hello"}
    assert (folder / NAME).stat().st_mode & 0o777 == 0o600


def test_the_same_bytes_are_written_once(folder):
    storage.keep(ContentFile(b"hello"))
    before = (folder / NAME).stat().st_ino

    assert storage.keep(ContentFile(b"hello")).name == NAME
    assert (folder / NAME).stat().st_ino == before
    assert files_in(folder) == {NAME: b"hello"}


def test_what_was_cut_off_once_is_stored_anew(folder):
    (folder / NAME).parent.mkdir(parents=True)
    (folder / NAME).write_bytes(b"hel")

    storage.keep(ContentFile(b"hello"))

    assert files_in(folder) == {NAME: b"hello"}


def test_a_full_disk_leaves_nothing_half_written(folder, monkeypatch):
    def fail(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        storage.keep(ContentFile(b"hello"))

    assert files_in(folder) == {}


def test_a_large_file_is_never_in_memory_as_a_whole():
    class Pieces(ContentFile):
        largest = 0

        def read(self, size=-1):
            assert 0 < size <= storage.PIECE_BYTES
            return super().read(size)

    assert storage.keep(Pieces(bytes(3 * storage.PIECE_BYTES + 1))).size_bytes == 3145729


def test_any_storage_of_django_can_keep_papers(settings, folder):
    settings.STORAGES = {
        **settings.STORAGES,
        "papers": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
    kept = storage.keep(ContentFile(b"hello"))
    storage.keep(ContentFile(b"hello"))

    papers = storages["papers"]
    assert isinstance(papers, InMemoryStorage)
    assert papers.listdir("papers/2c") == ([], [DIGEST])
    with papers.open(kept.name) as opened:
        assert opened.read() == b"hello"
    assert files_in(folder) == {}


def test_two_who_store_the_same_bytes_at_once_leave_one_copy(settings, monkeypatch):
    settings.STORAGES = {
        **settings.STORAGES,
        "papers": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
    storage.keep(ContentFile(b"hello"))
    papers = storages["papers"]
    real, asked = papers.exists, []

    def not_there_yet(name):
        asked.append(name)
        return real(name) if len(asked) > 1 else False

    monkeypatch.setattr(papers, "exists", not_there_yet)

    assert storage.keep(ContentFile(b"hello")).name == NAME
    assert papers.listdir("papers/2c") == ([], [DIGEST])


@pytest.mark.django_db(transaction=True)
def test_no_address_hands_out_what_is_stored_even_under_its_own_name(folder, live_server):
    (folder / "papers").mkdir()
    (folder / "papers" / "one").write_bytes(b"hello")
    host = live_server.url.removeprefix("http://")

    with closing(http.client.HTTPConnection(host, timeout=60)) as link:
        link.request("GET", "/papers/one")
        assert link.getresponse().status == 404

    assert storage.get_papers().url("papers/one").startswith("https://papers.invalid/")
