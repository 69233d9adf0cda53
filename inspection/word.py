"""
What must not be in a Word document: macros, controls, enclosed files, templates and pictures that
are fetched from elsewhere, fields that run something, and archives that are bombs.
"""

import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from inspection.faults import Fault
from inspection.limits import MOST_PARTS, SUSPECT_BYTES, SUSPECT_RATIO, UNPACKED_BYTES

PIECE_BYTES = 256 * 1024
ENCRYPTED = 0x1
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
CONTENT_TYPES = "[Content_Types].xml"
ARCHIVES_AND_PROGRAMS = (
    b"PK\x03\x04", b"PK\x05\x06", b"Rar!\x1a", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ",
    b"MSCF", b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"%PDF-", b"#!", b"{\\rtf",
)  # fmt: skip
TAR_MARK, TAR_AT = b"ustar", 257
RELATIONS = {  # the last word of a relationship's type
    "vbaProject": Fault.MACROS,
    "wordVbaData": Fault.MACROS,
    "control": Fault.ACTIVE,
    "activeXControlBinary": Fault.ACTIVE,
    "aFChunk": Fault.ENCLOSED,
    "oleObject": Fault.ENCLOSED,
    "package": Fault.ENCLOSED,
}
CONTENTS = {"macroenabled": Fault.MACROS, "vba": Fault.MACROS, "activex": Fault.ACTIVE}
RUNNING_FIELD = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE)\b", re.IGNORECASE)


class _Doctype(Exception):
    """The XML of a document declares things of its own, which such documents never do."""


def find_faults(file: BinaryIO) -> list[Fault]:
    """Return every reason why this document is not taken."""
    try:
        with zipfile.ZipFile(file) as parts:
            if faults := set(_faults_of_list(parts)):
                return sorted(faults)
            return sorted(set(_faults_of_parts(parts)))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError):
        return [Fault.UNREADABLE]
    except (ValueError, RuntimeError):
        return [Fault.UNREADABLE]


def _faults_of_list(parts: zipfile.ZipFile) -> Iterator[Fault]:
    """Judge the archive by its list of parts, before anything is unpacked."""
    listed = parts.infolist()
    names = [part.filename for part in listed]
    if len(names) > MOST_PARTS or sum(part.file_size for part in listed) > UNPACKED_BYTES:
        yield Fault.EXPANDS
    if any(_is_suspect(part) for part in listed):
        yield Fault.EXPANDS
    if any(part.flag_bits & ENCRYPTED for part in listed):
        yield Fault.LOCKED
    if len({name.lower() for name in names}) < len(names) or any(map(_is_odd, names)):
        yield Fault.ODD_PARTS
    if min(part.header_offset for part in listed) != 0:
        yield Fault.TWO_THINGS


def _is_suspect(part: zipfile.ZipInfo) -> bool:
    return (
        part.file_size > SUSPECT_BYTES
        and part.file_size > SUSPECT_RATIO * max(part.compress_size, 1)
    )  # fmt: skip


def _is_odd(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/") or not name.isprintable()


def _faults_of_parts(parts: zipfile.ZipFile) -> Iterator[Fault]:
    read = 0
    for part in parts.infolist():
        lower = part.filename.lower()
        if lower.endswith("vbaproject.bin"):
            yield Fault.MACROS
        xml = _Xml(lower) if lower.endswith((".xml", ".rels")) else None
        with parts.open(part) as opened:
            start = opened.read(TAR_AT + len(TAR_MARK))
            if start.startswith(ARCHIVES_AND_PROGRAMS) or start.endswith(TAR_MARK):
                yield Fault.ENCLOSED
            piece = start
            while piece:
                read += len(piece)
                if read > UNPACKED_BYTES:
                    yield Fault.EXPANDS
                    return
                if xml:
                    xml.feed(piece)
                piece = opened.read(PIECE_BYTES)
        if xml:
            yield from xml.close()


class _Xml:
    """Reads one part as it comes and gathers its faults. No entity is ever declared."""

    def __init__(self, name: str) -> None:
        self.name, self.faults, self.fields, self.main = name, set[Fault](), list[str](), ""
        self.in_field, self.broken = False, False
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._take

    def feed(self, piece: bytes, last: bool = False) -> None:
        if self.broken:
            return
        try:
            self.parser.Parse(piece, last)
        except (expat.ExpatError, _Doctype):
            self.broken = True
            self.faults.add(Fault.ODD_PARTS)

    def close(self) -> set[Fault]:
        """Return what was found in the whole part."""
        self.feed(b"", last=True)
        if RUNNING_FIELD.search("".join(self.fields)):
            self.faults.add(Fault.ACTIVE)
        if self.name == CONTENT_TYPES.lower() and self.main != MAIN:
            self.faults.add(Fault.ODD_PARTS)
        return self.faults

    def _refuse(self, *_declared: object) -> None:
        raise _Doctype

    def _begin(self, name: str, given: dict[str, str]) -> None:
        plain = name.rpartition(":")[2]
        if plain == "Relationship":
            self._relate(given.get("Type", "").rpartition("/")[2], given.get("TargetMode", ""))
        elif plain in ("Override", "Default") and self.name == CONTENT_TYPES.lower():
            self._declare(given.get("PartName", "").lower(), given.get("ContentType", ""))
        elif plain == "fldSimple":
            self.fields.append(f" {given.get('w:instr', '')} ")
        self.in_field = plain == "instrText"

    def _end(self, name: str) -> None:
        self.in_field = False

    def _take(self, text: str) -> None:
        if self.in_field:
            self.fields.append(text)

    def _relate(self, kind: str, mode: str) -> None:
        if kind in RELATIONS:
            self.faults.add(RELATIONS[kind])
        if mode.lower() == "external" and kind != "hyperlink":
            self.faults.add(Fault.OUTWARD)

    def _declare(self, part: str, content_type: str) -> None:
        if part == "/word/document.xml":
            self.main = content_type
        lower = content_type.lower()
        self.faults |= {fault for mark, fault in CONTENTS.items() if mark in lower}
