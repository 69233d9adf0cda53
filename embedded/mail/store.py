"""The folder in which every message is kept, one .eml file each."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Part:
    """One part of a message, as somebody who reads it would save it."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Kept:
    """One message, in the order in which they came; ``number`` counts from 1."""

    number: int
    path: Path
    received_at: datetime

    @cached_property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.path.read_bytes(), policy=policy.default)

    @property
    def message_id(self) -> str:
        return str(self.message.get("Message-ID", "")).strip()

    @property
    def subject(self) -> str:
        return str(self.message.get("Subject", "")).strip()

    @property
    def sender(self) -> str:
        return str(self.message.get("From", ""))

    @property
    def recipients(self) -> list[str]:
        """The addresses of the envelope, which decide where a message goes; not those of ``To``."""
        return [str(address) for address in self.message.get_all("Delivered-To", [])]

    @property
    def text(self) -> str:
        body = self.message.get_body(preferencelist=("plain",))
        return str(body.get_content()).replace("\r\n", "\n") if body else ""

    @property
    def parts(self) -> list[Part]:
        """Everything but the plain text: attachments, calendar files, the HTML form."""
        plain = self.message.get_body(preferencelist=("plain",))
        return [_part(one, place) for place, one in enumerate(_leaves(self.message, but=plain), 1)]


class Store:
    """Every message under ``folder``; what an earlier run kept is still there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)
        self._kept = [_read(path) for path in sorted(folder.glob("*.eml"))]

    def keep(self, content: bytes, *, sender: str, recipients: Sequence[str]) -> Kept:
        """Keep a message with its envelope on top, as a mailbox does; it is counted once stored."""
        envelope = [f"Return-Path: <{sender}>", *(f"Delivered-To: {to}" for to in recipients)]
        with self._lock:
            number = self._kept[-1].number + 1 if self._kept else 1
            path = self.folder / f"{number:06}.eml"
            unfinished = path.with_suffix(".part")
            unfinished.write_bytes("\r\n".join(envelope).encode() + b"\r\n" + content)
            os.replace(unfinished, path)
            self._kept.append(_read(path))
            return self._kept[-1]

    def all(self) -> list[Kept]:
        with self._lock:
            return list(self._kept)

    def find(self, *, to: str = "", subject: str = "") -> list[Kept]:
        """Return the messages to this address whose subject holds these words, oldest first."""
        return [
            kept
            for kept in self.all()
            if (not to or to.lower() in (known.lower() for known in kept.recipients))
            and subject.lower() in kept.subject.lower()
        ]

    def count(self, message_id: str) -> int:
        """Tell how many copies of a message came; angle brackets are optional."""
        wanted = message_id.strip("<>")
        return sum(kept.message_id.strip("<>") == wanted for kept in self.all())


def _read(path: Path) -> Kept:
    received_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return Kept(int(path.stem), path, received_at)


def _leaves(message: EmailMessage, *, but: object) -> Iterator[EmailMessage]:
    for one in message.walk():
        if not one.is_multipart() and one is not but:
            yield one


def _part(part: EmailMessage, place: int) -> Part:
    content = part.get_payload(decode=True)
    name = part.get_filename() or f"part-{place}"
    return Part(name, part.get_content_type(), content if isinstance(content, bytes) else b"")
