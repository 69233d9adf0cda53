"""
Files that people send: how many bytes are kept, whether a file is what its name says, and whether
anything is in it that a document should not have.

What is too large is read to its end and thrown away, so that the rest of the form is not lost with
it and the person is told in the page, not by a broken connection.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import puremagic
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler

from design_system.tidy import tidy
from design_system.words import capitalise, write_list, write_size
from inspection.looking import look_at

FILES_KEPT = 5  # the bytes of this many files of the largest size are kept of one request
LONGEST_NAME = 100
ZIP_START = b"PK\x03\x04"
# Before the last ending of a name, these make a program look like a paper, or the other way round.
RUNNING = re.compile(
    r"(apk|bat|cmd|com|cpl|dll|docm|dotm|exe|hta|html?|iso|jar|jse?|lnk|msi|php|pif|ps1|py|scr|sh"
    r"|svg|vb[es]|wsf|xlsm|zip)"
)
WORD_PARTS = {"[Content_Types].xml", "word/document.xml"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken: what people call it, its endings and its media type."""

    label: str
    endings: tuple[str, ...]
    media_type: str


KINDS = {
    "pdf": Kind("PDF", (".pdf",), "application/pdf"),
    "docx": Kind(
        "Word document (DOCX)",
        (".docx",),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "png": Kind("PNG", (".png",), "image/png"),
    "jpg": Kind("JPG", (".jpg", ".jpeg"), "image/jpeg"),
}


class KeptFile(TemporaryUploadedFile):
    """A file as it arrived; ``is_cut`` when there was more of it than may be kept."""

    is_cut = False


class LimitedUpload(TemporaryFileUploadHandler):
    """Keep what fits in UPLOAD_MAX_BYTES, and read the rest without keeping it."""

    kept_bytes = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        FileUploadHandler.new_file(self, *args, **kwargs)  # the parent's would make another file
        self.file: KeptFile = KeptFile(
            self.file_name or "", self.content_type, 0, self.charset, self.content_type_extra
        )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        most = settings.UPLOAD_MAX_BYTES
        self.kept_bytes += len(raw_data)
        if start + len(raw_data) > most or self.kept_bytes > FILES_KEPT * most:
            self.file.is_cut = True
            self.file.truncate(0)
        if not self.file.is_cut:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> KeptFile:
        self.kept_bytes -= file_size if self.file.is_cut else 0
        self.file.seek(0)
        self.file.size = file_size
        return self.file


class UploadField(forms.FileField):
    """
    One file of a few kinds, small enough, and by its content what its name says.

    The cleaned file has a ``kind`` of ``KINDS`` and a name that is safe to show and to store. Every
    fault is told at once, and nothing is said of what the file contains.
    """

    widget = forms.FileInput

    def __init__(self, *, what: str, kinds: Sequence[str] = tuple(KINDS), **kwargs: Any) -> None:
        self.what, self.kinds = what, {name: KINDS[name] for name in kinds}
        self.named = write_list([kind.label for kind in self.kinds.values()], "or")
        limit = write_size(settings.UPLOAD_MAX_BYTES)
        kwargs.setdefault("help_text", f"A {self.named} file of at most {limit}")
        chosen = f"Select {what}"
        super().__init__(error_messages={"required": chosen, "invalid": chosen}, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        endings = [ending for kind in self.kinds.values() for ending in kind.endings]
        return {"accept": ",".join(endings)}

    def to_python(self, data: Any) -> UploadedFile[Any] | None:
        """Return the file with its kind, or None where none was sent; every fault otherwise."""
        if not isinstance(data, UploadedFile):
            return None
        data.name = clean_name(data.name or "")
        faults = self.find_faults(data)
        if faults:
            raise ValidationError(faults)
        data.kind = kind_of(data)  # type: ignore[attr-defined]  # for the caller to store
        data.content_type = KINDS[kind_of(data)].media_type
        return data

    def find_faults(self, file: UploadedFile[Any]) -> list[str]:
        """Return a sentence for each reason why this file cannot be taken."""
        name, most = capitalise(self.what), settings.UPLOAD_MAX_BYTES
        faults = []
        if getattr(file, "is_cut", False) or (file.size or 0) > most:
            size = write_size(file.size or 0)
            faults.append(f"{name} must be {write_size(most)} or smaller. This file is {size}")
        if not file.size:
            faults.append(f"{name} is empty. Check the file and choose it again")
        named = _kind_named(file.name or "")
        if named not in self.kinds:
            faults.append(f"{name} must be a {self.named} file. Save it as one and choose it again")
        elif not faults and kind_of(file) != named:
            told = f"is named like a {KINDS[named].label} file but its content is something else"
            faults.append(f"{name} {told}. Open it, save it again and choose the new file")
        if hidden := _hidden_ending(file.name or ""):
            faults.append(f"{name} has a name with “{hidden}” in it. Rename it and choose it again")
        if not faults:
            faults = [f"{name} {fault.told}" for fault in look_at(file, named)]
        return faults


def clean_name(name: str) -> str:
    """Return a file's name without folders, or characters that cannot be seen; never empty."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(c for c in tidy(last)[0] if unicodedata.category(c) not in ("Cf", "Co", "Cn"))
    stem, dot, ending = " ".join(seen.split()).rpartition(".")
    kept = f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending[:LONGEST_NAME]}".strip(". ")
    return kept or "unnamed"


def kind_of(file: UploadedFile[Any]) -> str:
    """Return which of ``KINDS`` the content is, whatever the name says; ``""`` for none of them."""
    file.seek(0)
    start = file.read(2048)
    try:
        found = {match.extension for match in puremagic.magic_string(start)}
    except (puremagic.PureError, ValueError):  # nothing that it knows, or nothing at all
        found = set()
    file.seek(0)
    if start.startswith(ZIP_START) and _is_word(file):
        return "docx"
    return next((name for name in ("pdf", "png", "jpg") if found & set(KINDS[name].endings)), "")


def _is_word(file: UploadedFile[Any]) -> bool:
    """Tell whether this is a Word document, from the list of its parts alone."""
    try:
        with zipfile.ZipFile(file) as parts:
            names = set(parts.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    finally:
        file.seek(0)
    return names >= WORD_PARTS


def _hidden_ending(name: str) -> str:
    """Return the ending of a program that stands before the last ending; ``""`` for none."""
    before = [ending.lower().strip() for ending in PurePosixPath(name).suffixes[:-1]]
    return next((ending for ending in before if RUNNING.fullmatch(ending[1:])), "")


def _kind_named(name: str) -> str:
    ending = PurePosixPath(name).suffix.lower()
    return next((kind for kind, known in KINDS.items() if ending in known.endings), "")
