"""Small files of each kind, made here: real enough to be opened by what reads them."""

import io
import zipfile

import pikepdf
from PIL import Image

GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(pages: int = 1, change=None, **saving) -> bytes:
    """A PDF of blank pages; ``change`` may put into it what it likes."""
    made = io.BytesIO()
    with pikepdf.new() as paper:
        for _ in range(pages):
            paper.add_blank_page(page_size=(595, 842))
        if change:
            change(paper)
        paper.save(made, **{"deterministic_id": True, **saving})
    return made.getvalue()


def picture(name: str, size: tuple[int, int] = (2, 2), **saving) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "white").save(made, name, **saving)
    return made.getvalue()


def png() -> bytes:
    return picture("PNG")


def zipped(*names: str, **parts: bytes | str) -> bytes:
    return zip_of({**dict.fromkeys(names, "<x/>"), **parts})


def zip_of(parts: dict[str, bytes | str], **options) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", **{"compression": zipfile.ZIP_DEFLATED, **options}) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def docx(*more: str, **options) -> bytes:
    """A Word document; ``more`` are names of further parts."""
    return word(dict.fromkeys(more, "<x/>"), **options)


def word(more: dict[str, bytes | str] | None = None, *, main: str = MAIN, **options) -> bytes:
    """A Word document with these parts besides, or in place of its own."""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": relations(("officeDocument", "word/document.xml", "")),
        "word/document.xml": body("<w:p><w:r><w:t>A letter</w:t></w:r></w:p>"),
    }
    return zip_of({**parts, **(more or {})}, **options)


def body(inside: str) -> str:
    return f'<w:document xmlns:w="{WORD}"><w:body>{inside}</w:body></w:document>'


def relations(*rows: tuple[str, str, str]) -> str:
    """The relationships of a part: (type, target, mode)."""
    made = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"'
        + (f' TargetMode="{mode}"/>' if mode else "/>")
        for n, (kind, target, mode) in enumerate(rows)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{made}</Relationships>'


PDF = pdf()
JPG = picture("JPEG")
