"""
The bytes of papers, each kept once under the digest of its content.

Where they lie is a setting, PAPERS_STORAGE: a folder, or any storage that Django can use. A name is
made of the digest alone, so it says nothing of a child, and the same bytes have one name on every
case.
"""

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db import connection

PIECE_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes that are stored: under which name, their digest, and how many there are."""

    name: str
    sha256: str
    size_bytes: int


class PapersFolder(FileSystemStorage):
    """A folder, MEDIA_ROOT, into which a file comes whole or not at all, and is there to stay."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Return the name as it is: whoever stores the same bytes a second time changes nothing."""
        return name

    def _save(self, name: str, content: "File[bytes]") -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = path.with_name(f"{uuid4()}.part")
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as new:
                for piece in content.chunks(PIECE_BYTES):
                    new.write(piece)
                new.flush()
                os.fsync(new.fileno())
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)
        _make_durable(path.parent)
        return name


def get_papers() -> Storage:
    """Return where papers are kept."""
    return storages["papers"]


def name_of(digest: str) -> str:
    """Return the name under which the bytes with this SHA-256 are kept."""
    return f"papers/{digest[:2]}/{digest}"


def keep(content: "File[bytes]") -> Kept:
    """
    Store the bytes unless they are stored already, a piece at a time.

    Nothing is undone when the caller's transaction is: bytes that no document names harm nobody and
    are found under the same name when they come again.
    """
    digest, size = sha256(), 0
    for piece in content.chunks(PIECE_BYTES):
        digest.update(piece)
        size += len(piece)
    kept = Kept(name_of(digest.hexdigest()), digest.hexdigest(), size)
    _keep_from_erasure(kept.name)
    papers = get_papers()
    if not _holds(papers, kept):
        content.seek(0)
        saved = papers.save(kept.name, content)
        if saved != kept.name:  # a storage that renames: somebody stored the same bytes meanwhile
            papers.delete(saved)
    return kept


def may_erase(name: str) -> bool:
    """
    Tell whether nobody is about to name these bytes; then nobody can before this transaction ends.

    False while somebody who keeps the same bytes has not committed: it is asked again later.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        [granted] = cursor.fetchone()
    return bool(granted)


def _keep_from_erasure(name: str) -> None:
    """Keep what is found in its place until the caller's row, which names it, is committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))", [name])


def _holds(papers: Storage, kept: Kept) -> bool:
    """Tell whether the bytes are there in full; what was cut off is taken away."""
    if not papers.exists(kept.name):
        return False
    if papers.size(kept.name) == kept.size_bytes:
        return True
    papers.delete(kept.name)
    return False


def _make_durable(folder: Path) -> None:
    """Let the new name in ``folder`` outlast a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
