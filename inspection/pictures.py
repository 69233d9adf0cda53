"""What must not be in a picture: too many pixels, several pictures, and anything after its end."""

from typing import BinaryIO

from PIL import Image

from inspection.faults import Fault
from inspection.limits import are_too_many_pixels

FORMATS = {"png": "PNG", "jpg": "JPEG"}
PNG_START = 8
PNG_END = b"IEND"


def find_faults(file: BinaryIO, kind: str) -> list[Fault]:
    """Return every reason why this picture is not taken; it is decoded if it is small enough."""
    Image.MAX_IMAGE_PIXELS = None  # the limit here is lower, and comes before the decoding
    try:
        with Image.open(file, formats=(FORMATS[kind],)) as picture:
            if are_too_many_pixels(*picture.size):
                return [Fault.PIXELS]
            if getattr(picture, "n_frames", 1) > 1 and kind == "png":
                return [Fault.MOVES]
            picture.load()
    except (OSError, ValueError, SyntaxError, EOFError):
        return [Fault.UNREADABLE]
    if kind == "png" and not _ends_as_png(file):
        return [Fault.TWO_THINGS]
    return []


def _ends_as_png(file: BinaryIO) -> bool:
    """Tell whether the last chunk of a PNG is the end of the file."""
    size, at = file.seek(0, 2), PNG_START
    while at + 12 <= size:
        file.seek(at)
        head = file.read(8)
        at += 12 + int.from_bytes(head[:4])
        if head[4:] == PNG_END:
            return at == size
    return False
