from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from notifications import outbox, tasks
from notifications.models import Enclosure, Message, State, Step
from notifications.outbox import Address, Attachment
from notifications.unknown_facts import UnknownFact
from row_security.scope import WHOLE_SERVICE, NoTransaction, Scope, scoped_transaction
from tests.fakes import FakeProvider
from tests.notifications.conftest import READING, Forgetful, Told

pytestmark = [
    pytest.mark.services,
    pytest.mark.usefixtures("our_letters"),
]
LINE_ENDS = ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x00"]


def fields_of(message: Message, *names: str) -> tuple:
    return Message.objects.filter(pk=message.pk).values_list(*names).get()


def test_enqueue_stores_the_final_words_with_nothing_escaped(db, tuesday):
    message = outbox.enqueue(Told(), now=tuesday)

    assert fields_of(
        message, "subject", "body", "to", "addressee", "about", "letter", "state", "attempts"
    ) == (
        "A permanent exclusion at O'Neill & Sons <Academy>",
        "To Reading, exclusions mailbox.\n\n"
        "O'Neill & Sons <Academy> excluded Robin Invented on 15 September 2026.\n\n",
        "exclusions@reading.example",
        "Reading, exclusions mailbox",
        "case/1",
        "told",
        State.QUEUED,
        0,
    )
    assert fields_of(
        message, "case_id", "authority_id", "home_authority_id", "school_id",
        "created_at", "queued_at", "due_at",
    ) == (1, 1, 2, 3, tuesday, tuesday, tuesday)  # fmt: skip
    assert list(Step.objects.values_list("message", "at", "state")) == [
        (message.pk, tuesday, State.QUEUED)
    ]


def test_enqueue_twice_with_one_key_writes_one_letter_with_the_first_words(db, tuesday):
    first = outbox.enqueue(Told(), now=tuesday, attachments=[Attachment(
        name="hearing.ics", content_type="text/calendar", content=b"BEGIN:VCALENDAR",
    )])  # fmt: skip
    again = outbox.enqueue(
        Told(pupil="Another"), now=tuesday + timedelta(days=1),
        attachments=[Attachment(name="b.ics", content_type="text/calendar", content=b"B")],
    )  # fmt: skip

    assert again == first
    assert "Robin Invented" in Message.objects.get().body
    assert list(Enclosure.objects.values_list("name", "content_type")) == [
        ("hearing.ics", "text/calendar")
    ]
    assert bytes(Enclosure.objects.get().content) == b"BEGIN:VCALENDAR"
    assert Step.objects.count() == 1


@pytest.mark.parametrize("end", LINE_ENDS)
def test_a_line_end_in_a_fact_cannot_leave_the_subject_or_the_name_of_a_file(db, tuesday, end):
    message = outbox.enqueue(
        Told(school=f"A{end} Bcc: other@evil.example"), now=tuesday,
        attachments=[Attachment(name=f"a{end}b.ics", content_type="text/calendar", content=b"")],
    )  # fmt: skip

    assert message.subject == "A permanent exclusion at A Bcc: other@evil.example"
    assert not set(message.body) & (set("".join(LINE_ENDS)) - {"\n"})
    assert Enclosure.objects.get().name in ("ab.ics", "a b.ics")


def test_a_long_subject_is_cut_and_a_half_character_is_left_out(db, tuesday):
    message = outbox.enqueue(Told(school="é" * 300 + "\ud800"), now=tuesday)

    assert len(message.subject) == 200
    assert message.subject.endswith("é…")


def test_a_fact_that_looks_like_a_template_is_shown_as_text(db, tuesday):
    message = outbox.enqueue(Told(school="{{ 7|add:7 }}{% load x %}"), now=tuesday)

    assert message.subject == "A permanent exclusion at {{ 7|add:7 }}{% load x %}"


def test_a_template_that_names_an_unstated_fact_stops_the_letter(db, tuesday):
    with pytest.raises(UnknownFact, match="does not state pupill"):
        outbox.enqueue(Forgetful(), now=tuesday)

    assert not Message.objects.exists()


UNUSABLE = [
    "",
    "not an address",
    "a@b.example\r\nRCPT TO:<x@evil.example>",
    "a@b.example, c@d.example",
    "A <a@b.example>",
    "a@b.example\u2028",
    "a" * 300 + "@b.example",
]


@pytest.mark.parametrize("to", UNUSABLE)
def test_a_letter_without_an_address_that_can_be_used_is_held(db, tuesday, to):
    message = outbox.enqueue(
        Told(address=Address(addressee="Reading", to=to, contact_key="authority/1/x")),
        now=tuesday,
    )

    assert fields_of(message, "state", "to", "queued_at") == (State.HELD, "", None)


def test_a_held_letter_leaves_when_an_address_is_verified(db, tuesday):
    held = outbox.enqueue(
        Told(address=Address(addressee="R", to="", contact_key="authority/1/x")),
        now=tuesday,
    )
    other = outbox.enqueue(
        Told(
            dedupe_key="other",
            address=Address(addressee="W", to="", contact_key="authority/2/x"),
        ),
        now=tuesday,
    )
    later = tuesday + timedelta(days=3)

    released = outbox.release_held("authority/1/x", to="new@reading.example", now=later)

    assert released == 1
    assert fields_of(held, "state", "to", "due_at", "queued_at", "created_at") == (
        State.QUEUED, "new@reading.example", later, later, tuesday,
    )  # fmt: skip
    assert fields_of(other, "state", "to") == (State.HELD, "")
    assert list(held.steps.order_by("id").values_list("state", "words")) == [
        (State.HELD, ""), (State.QUEUED, "An address was verified."),
    ]  # fmt: skip
    assert outbox.release_held("authority/1/x", to="new@reading.example", now=later) == 0


@pytest.mark.parametrize(("key", "to"), [("", "a@b.example"), ("authority/1/x", "a@b, c@d")])
def test_nothing_is_released_without_a_key_or_to_an_address_of_no_use(db, tuesday, key, to):
    held = outbox.enqueue(Told(address=Address(addressee="R", to="", contact_key=key)), now=tuesday)

    assert outbox.release_held(key, to=to, now=tuesday) == 0
    assert fields_of(held, "state") == (State.HELD,)


def test_a_letter_that_failed_keeps_its_address_and_notes_the_newer_one(db, tuesday):
    failed = outbox.enqueue(Told(), now=tuesday)
    Message.objects.update(state=State.FAILED)

    outbox.release_held(READING.contact_key, to="new@reading.example", now=tuesday)

    assert fields_of(failed, "state", "to", "newer_to") == (
        State.FAILED, "exclusions@reading.example", "new@reading.example",
    )  # fmt: skip


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_letter_is_written_in_a_transaction_or_not_at_all(tuesday):
    with pytest.raises(NoTransaction):
        outbox.enqueue(Told(), now=tuesday)
    with pytest.raises(NoTransaction):
        outbox.release_held("authority/1/x", to="a@b.example", now=tuesday)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_letter_leaves_after_the_commit_and_not_after_a_rollback(tuesday, letters, time_machine):
    time_machine.move_to(tuesday, tick=False)
    with scoped_transaction(WHOLE_SERVICE):
        outbox.enqueue(Told(dedupe_key="undone"), now=tuesday)
        transaction.set_rollback(True)
    with scoped_transaction(WHOLE_SERVICE):
        sent = outbox.enqueue(Told(), now=tuesday)
        assert letters == []

    assert [reference for reference, _, _ in letters] == [sent.reference]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_dead_broker_fails_nobody_and_the_next_relay_sends(
    tuesday, letters, monkeypatch, time_machine
):
    def refuse(*_: object) -> None:
        raise ConnectionError("no broker")

    time_machine.move_to(tuesday, tick=False)
    monkeypatch.setattr(tasks.relay, "delay", refuse)
    monkeypatch.setattr(tasks.draw_enclosures, "delay", refuse)

    with scoped_transaction(WHOLE_SERVICE):
        message = outbox.enqueue(Told(), now=tuesday)

    assert letters == []
    tasks.relay()
    tasks.relay()
    assert [reference for reference, _, _ in letters] == [message.reference]


def test_only_a_letter_with_a_pdf_to_draw_wakes_the_one_who_draws(
    db, tuesday, monkeypatch, django_capture_on_commit_callbacks
):
    woken = []
    monkeypatch.setattr(tasks.draw_enclosures, "delay", lambda: woken.append("draw"))
    monkeypatch.setattr(tasks.relay, "delay", lambda: woken.append("relay"))
    drawn = Attachment(name="a.pdf", content_type="application/pdf", html="<p>Words</p>")

    with django_capture_on_commit_callbacks(execute=True):
        outbox.enqueue(Told(), now=tuesday)
    assert woken == ["relay"]
    with django_capture_on_commit_callbacks(execute=True):
        outbox.enqueue(Told(dedupe_key="two"), now=tuesday, attachments=[drawn])
    assert woken == ["relay", "draw", "relay"]


def test_a_letter_refused_for_another_reason_than_its_key_says_which(db):
    with pytest.raises(IntegrityError, match="created_at"), transaction.atomic():
        outbox.enqueue(Told(), now=None)


def test_what_goes_with_a_letter_is_handed_over_in_order(db, tuesday, letters, time_machine):
    time_machine.move_to(tuesday, tick=False)
    files = [
        Attachment(name="b.ics", content_type="text/calendar", content=b"first"),
        Attachment(name="a.ics", content_type="text/calendar", content=b"second"),
    ]
    outbox.enqueue(Told(), now=tuesday, attachments=files)

    tasks.relay()

    [post] = FakeProvider.posts
    assert [(one.name, one.content) for one in post.attachments] == [
        ("b.ics", b"first"), ("a.ics", b"second"),
    ]  # fmt: skip


def test_a_letter_is_hidden_from_authorities_and_schools_it_does_not_concern(db, tuesday, see):
    with transaction.atomic():
        message = outbox.enqueue(
            Told(), now=tuesday,
            attachments=[Attachment(name="a.ics", content_type="text/calendar", content=b"x")],
        )  # fmt: skip
    seen = {}
    for name, scope in {
        "authority": Scope(authority_id=1),
        "home": Scope(authority_id=2),
        "school": Scope(school_ids=(3,)),
        "assigned": Scope(case_ids=(1,)),
        "another": Scope(authority_id=3, school_ids=(1, 2), case_ids=(2, 3)),
        "nobody": Scope(),
    }.items():
        see(scope)
        seen[name] = (
            Message.objects.filter(pk=message.pk).count(),
            Enclosure.objects.count(),
            Step.objects.count(),
        )

    yes, no = (1, 1, 1), (0, 0, 0)
    assert seen == {
        "authority": yes, "home": yes, "school": yes, "assigned": yes, "another": no, "nobody": no,
    }  # fmt: skip
