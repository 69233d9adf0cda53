import http.client
import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from design_system import uploads
from tests.design_system import files
from tests.design_system.upload_page import LetterForm

MB = 1024 * 1024


needs_database = pytest.mark.django_db(databases=["default", "owner"])  # for the request's own


@pytest.fixture
def upload_page(settings, tmp_path):
    settings.ROOT_URLCONF = "tests.design_system.upload_page"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    here = [*settings.TEMPLATES[0]["DIRS"], "tests/browser/templates"]
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": here}]
    return tmp_path


def clean(name, content):
    return uploads.UploadField(what="the letter").clean(SimpleUploadedFile(name, content))


def faults_of(name, content):
    with pytest.raises(ValidationError) as raised:
        clean(name, content)
    return raised.value.messages


@pytest.mark.parametrize(
    ("name", "content", "kind", "media_type"),
    [
        ("letter.pdf", files.PDF, "pdf", "application/pdf"),
        ("LETTER.PDF", files.PDF, "pdf", "application/pdf"),
        ("scan.png", files.png(), "png", "image/png"),
        ("scan.jpg", files.JPG, "jpg", "image/jpeg"),
        ("scan.jpeg", files.JPG, "jpg", "image/jpeg"),
        ("letter.docx", files.docx(), "docx", uploads.KINDS["docx"].media_type),
    ],
)
def test_a_file_is_taken_for_what_it_is(name, content, kind, media_type):
    taken = clean(name, content)

    assert (taken.name, taken.kind, taken.content_type) == (name, kind, media_type)
    assert taken.read() == content


NOT_TAKEN = (
    "The letter must be a PDF, Word document (DOCX), PNG or JPG file."
    " Save it as one and choose it again"
)


def disguised(label):
    return (
        f"The letter is named like a {label} file but its content is something else."
        " Open it, save it again and choose the new file"
    )


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("letter.exe", b"MZ" + bytes(200), NOT_TAKEN),
        ("letter.pdf.exe", files.PDF, NOT_TAKEN),
        ("letter", files.PDF, NOT_TAKEN),
        ("letter.docm", files.docx("word/vbaProject.bin"), NOT_TAKEN),
        ("letter.pdf", b"<html><script>alert(1)</script>", disguised("PDF")),
        ("letter.pdf", files.png(), disguised("PDF")),
        ("letter.pdf", files.docx(), disguised("PDF")),
        ("scan.png", files.GIF, disguised("PNG")),
        ("letter.docx", files.zipped("word/document.xml"), disguised("Word document (DOCX)")),
        (
            "letter.docx",
            files.docx("word/vbaProject.bin"),
            "The letter has macros in it. Save it as a PDF and choose that",
        ),
        (
            "letter.exe.pdf",
            files.PDF,
            "The letter has a name with “.exe” in it. Rename it and choose it again",
        ),
        ("letter.docx", files.PDF + files.docx(), disguised("Word document (DOCX)")),
        ("letter.docx", b"PK\x03\x04 and nothing more", disguised("Word document (DOCX)")),
        ("letter.pdf", b"", "The letter is empty. Check the file and choose it again"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(name, content, expected):
    assert faults_of(name, content) == [expected]


def test_every_fault_of_a_file_is_told_at_once(settings):
    settings.UPLOAD_MAX_BYTES = 1024

    assert faults_of("letter.exe", bytes(2048)) == [
        "The letter must be 1 KB or smaller. This file is 2 KB",
        NOT_TAKEN,
    ]


def test_only_the_kinds_asked_for_are_taken():
    field = uploads.UploadField(what="the photo", kinds=["png", "jpg"], required=False)

    assert field.help_text == "A PNG or JPG file of at most 10 MB"
    assert field.widget.attrs["accept"] == ".png,.jpg,.jpeg"
    assert field.clean(None) is None
    with pytest.raises(ValidationError, match="The photo must be a PNG or JPG file"):
        field.clean(SimpleUploadedFile("letter.pdf", files.PDF))


@pytest.mark.parametrize(
    ("given_name", "expected"),
    [
        ("letter.pdf", "letter.pdf"),
        ("C:\\Users\\me\\letter.pdf", "letter.pdf"),
        ("../../etc/letter.pdf", "letter.pdf"),
        ("let\u202efdp.ter.pdf", "letfdp.ter.pdf"),
        ("let\x00ter\n.pdf", "letter .pdf"),
        ("  a   letter .pdf", "a letter .pdf"),
        ("école\u200b.pdf", "école.pdf"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
        ("letter.pdf.", "letter.pdf"),
        ("\u202e", "unnamed"),
        ("", "unnamed"),
    ],
)
def test_a_name_keeps_only_what_can_be_seen(given_name, expected):
    assert uploads.clean_name(given_name) == expected


@given(st.text(max_size=300))
def test_no_name_can_do_harm(name):
    kept = uploads.clean_name(name)

    assert kept
    assert len(kept) <= 100
    assert not set(kept) & set("/\\\n\r\x00\u202e")
    assert kept == uploads.clean_name(kept)


@given(st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", b"\x89PNG"]), st.binary(max_size=300))
def test_no_content_breaks_the_look_at_it(start, rest):
    found = uploads.kind_of(SimpleUploadedFile("x", start + rest))

    assert found in {"", "pdf", "png", "jpg", "docx"}


@needs_database
def test_a_file_arrives_whole(client, upload_page):
    letter = SimpleUploadedFile("letter.pdf", files.PDF)

    answer = client.post("/letter/", {"about": "A letter", "letter": letter})

    size = len(files.PDF)
    assert answer.content.decode() == f"letter.pdf|pdf|application/pdf|{size}|{size}"


@pytest.mark.slow
@needs_database
def test_50_mb_are_told_and_nothing_else_that_was_typed_is_lost(client, upload_page):
    letter = SimpleUploadedFile("letter.pdf", files.PDF + bytes(50 * MB))

    answer = client.post("/letter/", {"letter": letter, "about": "A long letter"})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert page.count("The letter must be 10 MB or smaller. This file is 50 MB") == 2
    assert 'value="A long letter"' in page
    assert list(upload_page.iterdir()) == []


def test_what_one_request_may_keep_is_limited_too(settings, rf, upload_page):
    settings.UPLOAD_MAX_BYTES = 1000
    sent = [SimpleUploadedFile(f"{n}.pdf", bytes(900)) for n in range(7)]

    request = rf.post("/letter/", {"letters": sent})
    arrived = request.FILES.getlist("letters")

    assert [file.is_cut for file in arrived] == [False] * 5 + [True] * 2
    assert [len(file.read()) for file in arrived] == [900] * 5 + [0] * 2
    request.close()


def test_a_file_of_exactly_the_limit_is_kept(settings, rf, upload_page):
    settings.UPLOAD_MAX_BYTES = 200_000

    def send(size):
        request = rf.post("/", {"f": SimpleUploadedFile("a.pdf", bytes(size))})
        file = request.FILES["f"]
        kept = len(file.read())
        request.close()
        return file.is_cut, file.size, kept

    assert send(200_000) == (False, 200_000, 200_000)
    assert send(200_001) == (True, 200_001, 0)


def write_parts(edge, **values):
    """What stands before the bytes of letter.pdf in a form sent in parts."""
    heads = [f'--{edge}\r\nContent-Disposition: form-data; name="{name}"' for name in values]
    parts = [
        f"{head}\r\n\r\n{value}\r\n" for head, value in zip(heads, values.values(), strict=True)
    ]
    file = f'--{edge}\r\nContent-Disposition: form-data; name="letter"; filename="letter.pdf"'
    return "".join([*parts, file, "\r\nContent-Type: application/pdf\r\n\r\n"])


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_50_mb_over_the_wire_are_read_without_being_kept(live_server, upload_page):
    host = live_server.url.removeprefix("http://")
    link = http.client.HTTPConnection(host, timeout=60)
    link.request("GET", "/letter/")
    shown = link.getresponse()
    cookie = shown.headers["Set-Cookie"].split(";")[0]
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown.read().decode())[1]
    edge = "x0x0x0x0"
    before = write_parts(edge, csrfmiddlewaretoken=token, about="A long letter")
    after = f"\r\n--{edge}--\r\n"
    most_kept = 0

    def body():
        nonlocal most_kept
        yield before.encode()
        for _ in range(50):
            yield bytes(MB)
            kept = sum(file.stat().st_size for file in upload_page.iterdir())
            most_kept = max(most_kept, kept)
        yield after.encode()

    length = len(before) + 50 * MB + len(after)
    headers = {
        "Content-Type": f"multipart/form-data; boundary={edge}",
        "Content-Length": str(length),
        "Cookie": cookie,
    }
    link.request("POST", "/letter/", body=body(), headers=headers)
    answer = link.getresponse()
    page = answer.read().decode()
    link.close()

    assert answer.status == 422
    assert "The letter must be 10 MB or smaller. This file is 50 MB" in page
    assert 'value="A long letter"' in page
    assert 0 < most_kept <= 11 * MB


@needs_database
def test_an_upload_that_is_far_too_large_is_not_read_at_all(client, upload_page):
    answer = client.post(
        "/letter/", data=b"", content_type="multipart/form-data", CONTENT_LENGTH=str(120 * MB + 1)
    )

    assert answer.status_code == 413
    assert "One file may be at most 10 MB" in answer.content.decode()


def test_a_form_without_its_file_asks_for_it(upload_page, settings):
    form = LetterForm({"about": "A letter"}, today=None)

    assert form.errors == {"letter": ["Select the letter"]}
    [box] = re.findall(r"<input[^>]*>", str(form["letter"]))
    assert 'accept=".pdf,.docx,.png,.jpg,.jpeg"' in box
    assert 'class="govuk-file-upload govuk-file-upload--error"' in box
