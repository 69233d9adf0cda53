"""
Papers go through the virus scanner: none is opened before it said that it found nothing.

Safe to run twice and to be killed anywhere: a paper that was begun and not finished is begun again
after its wait. No transaction is open while the scanner is asked.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import Q

from casework.actions import checks
from casework.models import Document, DocumentState
from inspection.scanner import NoAnswer, Readable, Scanner
from row_security.scope import WHOLE_SERVICE, scoped_transaction

BEGIN_FOR_SECONDS = 20.0  # after it no paper is begun; one takes 60 seconds at most, a task 90
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=2), timedelta(minutes=15)
WORDS_CHARACTERS = 200


class _Digesting:
    """Hands on what is read, and knows its digest: what is checked is what was filed."""

    def __init__(self, file: Readable) -> None:
        self.file, self.digest = file, sha256()

    def read(self, size: int, /) -> bytes:
        piece = self.file.read(size)
        self.digest.update(piece)
        return piece


def check_waiting(*, scanner: Scanner, read_clock: Callable[[], datetime]) -> int:
    """
    Ask the scanner about the papers that wait, the oldest first; return how many were begun.

    It stops early when the scanner does not answer: the papers stay locked and are tried again.
    """
    until, begun = time.monotonic() + BEGIN_FOR_SECONDS, 0
    while time.monotonic() < until and (document := _begin_one(now=read_clock())):
        begun += 1
        try:
            virus = _look(document, scanner)
        except NoAnswer as reason:
            _keep_words(document, str(reason))
            if not scanner.answers():
                break
        else:
            _record(document, virus, now=read_clock())
    return begun


def get_wait(tries: int) -> timedelta:
    """Return how long a paper waits after so many tries: longer than one try can take."""
    return min(FIRST_WAIT * (1 << min(tries - 1, 10)), LONGEST_WAIT)


def _begin_one(*, now: datetime) -> Document | None:
    # Counted and committed before the scanner is asked, so that one paper that it chokes on does
    # not keep the others waiting.
    with scoped_transaction(WHOLE_SERVICE):
        due = Document.objects.filter(
            Q(scan_due_at=None) | Q(scan_due_at__lte=now), state=DocumentState.WAITING
        )
        document = due.order_by("filed_at", "id").select_for_update(skip_locked=True).first()
        if document:
            document.scan_tries += 1
            document.scan_due_at = now + get_wait(document.scan_tries)
            document.save(update_fields=["scan_tries", "scan_due_at"])
        return document


def _look(document: Document, scanner: Scanner) -> str:
    try:
        with document.file.open("rb") as opened:
            digesting = _Digesting(opened)
            virus = scanner.find_virus(digesting)
    except FileNotFoundError:
        raise NoAnswer("the file is missing where papers are kept") from None
    if not virus and digesting.digest.hexdigest() != document.sha256:
        raise NoAnswer("what is kept is not what was added")
    return virus


def _record(document: Document, virus: str, *, now: datetime) -> None:
    with scoped_transaction(WHOLE_SERVICE):
        waiting = Document.objects.filter(pk=document.pk, state=DocumentState.WAITING)
        if not waiting.select_for_update().exists():
            return  # another worker, after this one was thought dead
        if virus:
            checks.record_infected(document_id=document.pk, virus=virus, now=now)
        else:
            checks.record_clean(document_id=document.pk, now=now)


def _keep_words(document: Document, words: str) -> None:
    with scoped_transaction(WHOLE_SERVICE):
        waiting = Document.objects.filter(pk=document.pk, state=DocumentState.WAITING)
        waiting.update(scan_words=words[:WORDS_CHARACTERS])
