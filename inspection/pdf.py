"""
What must not be in a PDF: scripts, launches, enclosed files, forms by program, locks and bombs.

Every object is looked at, also those that no page names. A file that is not whole is refused rather
than repaired, since another reader would repair it to something else.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import pikepdf

from inspection.faults import Fault
from inspection.limits import (
    MOST_OBJECTS,
    MOST_PAGES,
    PICTURES_BYTES,
    SUSPECT_BYTES,
    SUSPECT_RATIO,
    UNPACKED_BYTES,
    are_too_many_pixels,
)

PIECE_BYTES = 1024 * 1024
ACTIONS = {  # the value of /S in an action
    "/JavaScript": Fault.SCRIPT,
    "/Rendition": Fault.SCRIPT,
    "/RichMediaExecute": Fault.SCRIPT,
    "/Launch": Fault.OUTWARD,
    "/SubmitForm": Fault.OUTWARD,
    "/ImportData": Fault.OUTWARD,
    "/GoToR": Fault.OUTWARD,
    "/GoToE": Fault.ENCLOSED,
}
KEYS = {
    "/JS": Fault.SCRIPT,
    "/JavaScript": Fault.SCRIPT,
    "/XFA": Fault.FORM,
    "/EF": Fault.ENCLOSED,
    "/EmbeddedFiles": Fault.ENCLOSED,
    "/Collection": Fault.ENCLOSED,
}
SUBTYPES = {
    "/FileAttachment": Fault.ENCLOSED,
    "/EmbeddedFile": Fault.ENCLOSED,
    "/RichMedia": Fault.SCRIPT,
    "/Movie": Fault.ENCLOSED,
    "/Sound": Fault.ENCLOSED,
    "/3D": Fault.SCRIPT,
}
SHRINKING = ("/ASCIIHexDecode", "/AHx", "/ASCII85Decode", "/A85")  # text that unpacks to less
FLATE = ("/FlateDecode", "/Fl")
PACKING = (*FLATE, "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL")


@dataclass(slots=True)
class _Unpacked:
    """How many bytes the streams of a file have come to so far."""

    text: int = 0
    pictures: int = 0
    faults: set[Fault] = field(default_factory=set)


def find_faults(file: BinaryIO) -> list[Fault]:
    """Return every reason why this PDF is not taken."""
    try:
        with pikepdf.open(file, attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                return [Fault.LOCKED]
            if len(pdf.objects) > MOST_OBJECTS:
                return [Fault.EXPANDS]
            return sorted(_find_in(pdf))
    except pikepdf.PasswordError:
        return [Fault.LOCKED]
    except pikepdf.PdfError:
        return [Fault.UNREADABLE]


def _find_in(pdf: Any) -> set[Fault]:
    pages = len(pdf.pages)
    found = {Fault.NO_PAGES} if pages == 0 else set()
    found |= {Fault.PAGES} if pages > MOST_PAGES else set()
    unpacked = _Unpacked()
    for one in _walk(pdf):
        found |= set(_faults_of(one))
        if isinstance(one, pikepdf.Stream):
            _unpack(one, unpacked)
        if Fault.EXPANDS in unpacked.faults:
            break
    return found | unpacked.faults


def _walk(pdf: Any) -> Iterator[Any]:
    """Yield every dictionary and stream, however deep, each once."""
    for whole in pdf.objects:
        stack = [whole]
        while stack:
            one = stack.pop()
            if isinstance(one, pikepdf.Array):
                inside = list(one)
            elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                yield one
                inside = [value for _, value in one.items()]
            else:
                continue
            stack += [
                each for each in inside if isinstance(each, pikepdf.Object) and not each.is_indirect
            ]


def _faults_of(one: Any) -> Iterator[Fault]:
    for key, _ in one.items():
        if key in KEYS:
            yield KEYS[key]
    for key, known in (("/S", ACTIONS), ("/Subtype", SUBTYPES), ("/Type", SUBTYPES)):
        named = one.get(key)
        if isinstance(named, pikepdf.Name) and str(named) in known:
            yield known[str(named)]
    if isinstance(one, pikepdf.Stream):
        if "/F" in one:  # its content is in another file
            yield Fault.OUTWARD
        if one.get("/Subtype") == "/Image" and are_too_many_pixels(*_size_of(one)):
            yield Fault.PIXELS


def _size_of(picture: Any) -> tuple[int, int]:
    width, height = picture.get("/Width", 0), picture.get("/Height", 0)
    known = isinstance(width, int) and isinstance(height, int)
    return (width, height) if known else (0, 0)


def _unpack(stream: Any, unpacked: _Unpacked) -> None:
    """Count what a stream unpacks to, a piece at a time; what is packed twice is not unpacked."""
    filters = _filters_of(stream)
    if sum(name in PACKING for name in filters) > 1:
        unpacked.faults.add(Fault.EXPANDS)
        return
    raw = stream.read_raw_bytes()
    is_picture = stream.get("/Subtype") == "/Image"
    most = (PICTURES_BYTES - unpacked.pictures) if is_picture else (UNPACKED_BYTES - unpacked.text)
    size = _count(raw, stream, filters, most)
    if is_picture:
        unpacked.pictures += size
    else:
        unpacked.text += size
    if size > most or (not is_picture and _is_suspect(size, len(raw))):
        unpacked.faults.add(Fault.EXPANDS)


def _filters_of(stream: Any) -> list[str]:
    named = stream.get("/Filter", [])
    return [str(each) for each in ([named] if isinstance(named, pikepdf.Name) else list(named))]


def _count(raw: bytes, stream: Any, filters: list[str], most: int) -> int:
    packed = [name for name in filters if name not in SHRINKING]
    if not packed or packed[0] not in PACKING:
        return len(raw)  # as it is, or a picture in a format of its own
    if packed[0] in FLATE and filters[0] in FLATE:
        return _inflate(raw, most)
    return len(stream.read_bytes())  # rare; the memory of this process is limited


def _inflate(raw: bytes, most: int) -> int:
    inflating, size, rest = zlib.decompressobj(), 0, raw
    try:
        while rest and not inflating.eof and size <= most:
            size += len(inflating.decompress(rest, PIECE_BYTES))
            rest = inflating.unconsumed_tail
    except zlib.error:  # a reader shows what came before the fault; so much is counted
        pass
    return size


def _is_suspect(unpacked: int, packed: int) -> bool:
    return unpacked > SUSPECT_BYTES and unpacked > SUSPECT_RATIO * packed
