"""A letter for the post: drawn, printed by a person, and kept with the day it was posted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from audit.models import AuditEvent
from notifications import actions, delivery, documents, outbox
from notifications.access import NotYourMessage
from notifications.actions import DayNotRight, MessageNotStuck
from notifications.models import Enclosure, Message, State, Step
from notifications.outbox import Address, Attachment
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import clerk_of, officer_of, staff_of
from tests.fakes import FakeProvider
from tests.notifications.conftest import Told
from tests.notifications.test_pages import read

ENVELOPE = Address(
    addressee="Sam Invented (parent)", to="", postal="Sam Invented\n1 Sample Street\nZZ99 9ZZ"
)
PDF = Attachment(name="a.pdf", content_type="application/pdf", content=b"%PDF-", html="x")
THE_15TH = date(2026, 9, 15)


@pytest.fixture
def letter(case, about_case, tuesday):
    """A letter about the case that is to go on paper; the other one goes by email."""
    reach = replace(
        Told().reach, about=case.stream, case_id=case.pk, school_id=case.school_id,
        authority_id=case.authority_id,
    )  # fmt: skip
    told = Told(dedupe_key="case/1/told/1/adult/1", address=ENVELOPE, reach=reach)
    return outbox.enqueue(told, now=tuesday)


def post(letter, actor, now, posted_on=THE_15TH):
    actions.record_posted(message_id=letter.pk, posted_on=posted_on, actor=actor, now=now)


def test_a_letter_with_a_postal_address_waits_to_be_printed_and_its_pdf_is_drawn(letter, tuesday):
    assert (letter.state, letter.postal) == (State.TO_POST, ENVELOPE.postal)
    assert documents.draw_waiting(read_clock=lambda: tuesday) == 1

    drawn = Enclosure.objects.get(message=letter)
    assert (drawn.name, bytes(drawn.content)[:5]) == ("letter.pdf", b"%PDF-")
    assert "1 Sample Street" in drawn.html
    assert "excluded Robin Invented on 15 September 2026." in drawn.html


def test_a_letter_that_brings_its_own_document_is_not_printed_twice(letter, tuesday):
    told = Told(dedupe_key="another", address=ENVELOPE)

    outbox.enqueue(told, now=tuesday, attachments=[PDF])

    names = Enclosure.objects.filter(message__dedupe_key="another").values_list("name", flat=True)
    assert list(names) == ["a.pdf"]


def test_no_worker_sends_a_letter_that_is_for_the_post(letter, tuesday):
    provider = FakeProvider()
    later = tuesday + timedelta(days=1)
    Enclosure.objects.update(content=b"%PDF-")

    delivery.send_due(provider=provider, worker="w", read_clock=lambda: later)

    assert Message.objects.get(pk=letter.pk).state == State.TO_POST


def test_a_letter_that_cannot_be_drawn_says_so_and_still_waits_for_its_person(letter, tuesday):
    Enclosure.objects.update(html="<img src='http://x/y'>", tries=7)

    documents.draw_waiting(read_clock=lambda: tuesday)

    kept = Message.objects.get(pk=letter.pk)
    assert kept.state == State.TO_POST
    assert kept.last_error == "The PDF letter.pdf could not be drawn (NotAnAsset)."


def test_the_day_it_was_posted_is_kept_on_the_record(letter, case, tuesday):
    clerk, later = clerk_of(case.school), tuesday + timedelta(days=1)

    post(letter, clerk, later)

    kept = Message.objects.get(pk=letter.pk)
    assert (kept.state, kept.posted_on, kept.settled_at, kept.settled_by) == (
        State.POSTED, THE_15TH, later, f"user/{clerk.pk}",
    )  # fmt: skip
    step = Step.objects.filter(message=letter).latest("pk")
    assert (step.state, step.words) == (
        State.POSTED, "Posted or handed over on 15 September 2026.",
    )  # fmt: skip
    event = AuditEvent.objects.get(kind="message.posted")
    assert event.facts == {"message": str(letter.reference), "posted_on": "2026-09-15"}
    with pytest.raises(MessageNotStuck):
        post(letter, clerk, later)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 9, 16), "The day must be today or in the past"),
        (date(2026, 9, 14), "The letter is of 15 September 2026: it cannot have been posted"),
    ],
)
def test_a_day_on_which_it_cannot_have_been_posted_is_refused(letter, case, tuesday, day, told):
    with pytest.raises(DayNotRight, match=told):
        post(letter, clerk_of(case.school), tuesday, day)
    assert Message.objects.get(pk=letter.pk).state == State.TO_POST


def test_a_letter_that_states_an_earlier_day_may_have_been_posted_on_it(letter, case, tuesday):
    Message.objects.filter(pk=letter.pk).update(says_sent_on=date(2026, 9, 14))

    post(letter, clerk_of(case.school), tuesday, date(2026, 9, 14))

    assert Message.objects.get(pk=letter.pk).posted_on == date(2026, 9, 14)


def test_only_the_head_the_clerk_and_the_authority_say_that_it_was_posted(letter, case, tuesday):
    with pytest.raises(NotYourMessage):
        post(letter, staff_of(case.school), tuesday)


def test_it_is_not_sent_again_but_may_be_handed_over_another_way(letter, case, tuesday):
    officer = officer_of(case.authority)
    with pytest.raises(MessageNotStuck):
        actions.send_again(message_id=letter.pk, actor=officer, now=tuesday)

    actions.settle_by_hand(message_id=letter.pk, note="Read out.", actor=officer, now=tuesday)

    assert Message.objects.get(pk=letter.pk).state == State.CLOSED_BY_HAND


def test_its_page_offers_the_pdf_and_takes_the_day(letter, case, client, tuesday, time_machine):
    time_machine.move_to(tuesday, tick=False)
    address = f"/messages/{letter.reference}/"
    client.force_login(clerk_of(case.school))

    waiting = read(client.get(address))
    declare(WHOLE_SERVICE)
    Enclosure.objects.update(content=b"%PDF-")
    page = client.get(address)

    assert "letter.pdf is being made. Open this page again in a moment." in waiting
    words = read(page)
    assert "To be printed and posted: they get it on paper, and not by email." in words
    assert "nobody has verified an address" not in words
    assert f'href="{address}files/1/">Download letter.pdf' in page.content.decode()
    assert "1 Sample Street" in words
    assert "Send it again" not in words
    assert "To be printed and posted These go on paper." in read(client.get("/messages/"))

    refused = client.post(f"{address}posted/", day(16))
    assert refused.status_code == 422
    assert client.get(f"{address}posted/").status_code == 200
    after = client.post(f"{address}posted/", day(15), follow=True)
    assert "Posted or handed over on 15 September 2026." in read(after)
    assert "To be printed and posted" not in read(client.get("/messages/"))


def day(number: int) -> dict[str, int]:
    return {"posted_on_day": number, "posted_on_month": 9, "posted_on_year": 2026}
