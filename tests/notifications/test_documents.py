import re
import zlib
from contextlib import suppress
from datetime import timedelta

import pytest

from notifications import documents, outbox, tasks
from notifications.models import Enclosure, Message, State
from notifications.outbox import Attachment
from notifications.unknown_facts import UnknownFact
from row_security.scope import WHOLE_SERVICE, scoped_transaction
from tests.fakes import FakeProvider
from tests.notifications.conftest import Address, Forgetful, Told

pytestmark = pytest.mark.usefixtures("our_letters")
WHOLE = "<!doctype html><html lang='en-GB'><head><title>T</title></head><body>{}</body></html>"
BROKEN = Attachment(
    name="broken.pdf", content_type="application/pdf", html=WHOLE.format("<img src='http://x/y'>")
)


@pytest.fixture
def letter(db, tuesday):
    """A letter whose PDF waits to be drawn."""
    letter = Told()
    pdf = outbox.write_document(letter, template="letters/told.html", name="notice.pdf")
    return outbox.enqueue(letter, now=tuesday, attachments=[pdf])


@pytest.fixture
def clock(tuesday):
    """A clock that a test moves with ``clock.now``."""

    class Clock:
        now = tuesday

        def __call__(self):
            return self.now

    return Clock()


def read_pdf(content: bytes) -> bytes:
    """Return the file with everything in it that is compressed laid open."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    opened = [content]
    for stream in streams:
        with suppress(zlib.error):
            opened.append(zlib.decompressobj().decompress(stream))
    return b"\n".join(opened)


def enclosure_of(message: Message) -> Enclosure:
    return Enclosure.objects.get(message=message)


def test_a_letter_is_drawn_as_tagged_pdf_in_our_own_font(letter, clock):
    assert documents.draw_waiting(read_clock=clock) == 1

    drawn = enclosure_of(letter)
    content = bytes(drawn.content)
    assert (content[:5], drawn.drawn_at, drawn.draw_error) == (b"%PDF-", clock.now, "")
    inside = read_pdf(content)
    for wanted in (
        b'pdfuaid:part="1"',  # it says that it is accessible …
        b"/StructTreeRoot", b"/MarkInfo <</Marked true>>", b"/Lang (en-GB)",  # … and is tagged
        b"A permanent exclusion at O'Neill &amp; Sons &lt;Academy&gt;",  # with its title
    ):  # fmt: skip
        assert wanted in inside, wanted
    fonts = set(re.findall(rb"/BaseFont */[A-Z]+\+([A-Za-z-]+)", inside))
    assert fonts == {b"Letter", b"Letter-Bold"}  # no other stands in for a missing character


def test_facts_in_a_document_are_escaped(letter):
    html = enclosure_of(letter).html

    assert "O&#x27;Neill &amp; Sons &lt;Academy&gt; excluded Robin Invented." in html
    assert "Reading, exclusions mailbox" in html
    assert "15 September 2026" in html


def test_a_document_that_names_an_unstated_fact_stops_the_letter(db):
    with pytest.raises(UnknownFact):
        outbox.write_document(Forgetful(), template="letters/forgetful.html", name="a.pdf")


def test_a_letter_waits_until_its_pdf_is_drawn_and_then_carries_it(
    letter, letters, tuesday, time_machine
):
    time_machine.move_to(tuesday, tick=False)
    tasks.relay()
    assert letters == []

    tasks.draw_enclosures()

    [post] = FakeProvider.posts
    [pdf] = post.attachments
    assert (pdf.name, pdf.content_type, pdf.content[:5]) == (
        "notice.pdf", "application/pdf", b"%PDF-",
    )  # fmt: skip


def test_the_same_letter_drawn_twice_says_the_same(letter):
    html = enclosure_of(letter).html

    assert len(documents.render_letter(html)) == len(documents.render_letter(html))


@pytest.mark.parametrize(
    "asked",
    ["<img alt='' src='http://127.0.0.1:9/x'>", "<img alt='' src='file:///etc/passwd'>",
     "<img alt='' src='letter:../../settings.py'>",
     "<link rel='stylesheet' href='http://127.0.0.1:9/x'>",
     "<style>@import url(http://127.0.0.1:9/x)</style>"],
)  # fmt: skip
def test_a_letter_fetches_nothing(asked):
    with pytest.raises(documents.NotAnAsset):
        documents.render_letter(WHOLE.format(asked))


def test_a_letter_that_cannot_be_drawn_is_tried_later_and_holds_up_no_other(db, clock, tuesday):
    bad = outbox.enqueue(Told(dedupe_key="bad"), now=tuesday, attachments=[BROKEN])
    good = Told(dedupe_key="good")
    pdf = outbox.write_document(good, template="letters/told.html", name="notice.pdf")
    good = outbox.enqueue(good, now=tuesday, attachments=[pdf])

    assert documents.draw_waiting(read_clock=clock) == 2
    assert documents.draw_waiting(read_clock=clock) == 0  # not again at once

    kept = enclosure_of(bad)
    assert (kept.content, kept.tries, kept.draw_at) == (None, 1, tuesday + documents.NEXT_TRY)
    assert kept.draw_error == "The PDF broken.pdf could not be drawn (NotAnAsset)."
    assert Message.objects.get(pk=bad.pk).state == State.QUEUED
    assert enclosure_of(good).content is not None


def test_a_letter_that_can_never_be_drawn_becomes_work_for_a_person(db, clock, tuesday):
    bad = outbox.enqueue(Told(), now=tuesday, attachments=[BROKEN])
    while documents.draw_waiting(read_clock=clock):
        clock.now += timedelta(hours=1)

    failed = Message.objects.get(pk=bad.pk)
    assert enclosure_of(bad).tries == documents.MOST_TRIES
    assert (failed.state, failed.last_error) == (
        State.FAILED, "The PDF broken.pdf could not be drawn (NotAnAsset).",
    )  # fmt: skip
    assert [step.state for step in failed.steps.order_by("id")] == [State.QUEUED, State.FAILED]


def test_a_held_letter_is_not_drawn_before_somebody_can_get_it(db, clock, tuesday):
    letter = Told(address=Address(addressee="R", to="", contact_key="authority/1/x"))
    pdf = outbox.write_document(letter, template="letters/told.html", name="notice.pdf")
    outbox.enqueue(letter, now=tuesday, attachments=[pdf])

    assert documents.draw_waiting(read_clock=clock) == 0


def test_a_machine_without_pango_says_what_to_install_and_uses_up_no_try(
    letter, clock, monkeypatch
):
    def refuse():
        raise documents.NoPango("install the system packages libpango-1.0-0")

    monkeypatch.setattr(documents, "_import_weasyprint", refuse)

    with pytest.raises(documents.NoPango):
        documents.draw_waiting(read_clock=clock)

    kept = enclosure_of(letter)
    assert (kept.tries, kept.draw_error) == (0, "install the system packages libpango-1.0-0")


def test_the_library_that_is_missing_is_named(monkeypatch):
    def refuse(name, *_, **__):
        raise OSError("cannot load library 'libpango-1.0-0'")

    documents._import_weasyprint.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr("builtins.__import__", refuse)
        with pytest.raises(documents.NoPango) as refusal:
            documents._import_weasyprint()

    assert str(refusal.value) == (
        "Letters cannot be drawn on this machine: install the system packages "
        "libpango-1.0-0 and libpangoft2-1.0-0."
    )


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_two_workers_draw_different_letters(tuesday, clock):
    with scoped_transaction(WHOLE_SERVICE):
        for n in range(2):
            letter = Told(dedupe_key=f"k{n}")
            pdf = outbox.write_document(letter, template="letters/told.html", name="a.pdf")
            message = Message.objects.create(
                dedupe_key=letter.dedupe_key, to="a@b.example", subject="s", body="b",
                authority_id=1, due_at=tuesday, created_at=tuesday,
            )  # fmt: skip
            Enclosure.objects.create(
                message=message, name=pdf.name, content_type=pdf.content_type, html=pdf.html
            )

    first = documents._begin_one(now=tuesday)
    second = documents._begin_one(now=tuesday)

    assert first.pk != second.pk
    assert documents._begin_one(now=tuesday) is None
