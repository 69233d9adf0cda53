import re

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext

from notifications.models import Enclosure, Message, State
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import (
    CaseFactory,
    clerk_of,
    governor_of,
    headteacher_of,
    officer_of,
    staff_of,
)

PDF = b"%PDF-1.7 <script>alert(1)</script>"
NOTE = "I telephoned the duty officer at 2:30pm."


@pytest.fixture(autouse=True)
def on_that_tuesday(tuesday, time_machine):
    time_machine.move_to(tuesday, tick=False)


@pytest.fixture
def letter(about_case):
    Enclosure.objects.create(
        message=about_case, name="notice.pdf", content_type="application/pdf", content=PDF
    )
    Enclosure.objects.create(
        message=about_case, name="later.pdf", content_type="application/pdf", html="<p>x</p>"
    )
    return about_case


@pytest.fixture
def failed(letter):
    reason = "The mail server answered 550: no such mailbox"
    Message.objects.update(state=State.FAILED, last_error=reason, attempts=2)
    return letter


def state_of(message):
    declare(WHOLE_SERVICE)  # after a request the scope is the requester's
    return Message.objects.get(pk=message.pk).state


def read(answer) -> str:
    """The words of a page, without its tags."""
    main = answer.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main.split(">", 1)[1]).split())


def test_the_worklist_says_what_is_wrong_and_what_to_do(client, case, failed):
    client.force_login(clerk_of(case.school))

    page = client.get("/messages/")

    assert page.status_code == 200
    words = read(page)
    assert "Not sent The letter could not be sent. The mail server answered 550: no such" in words
    assert "have the right one verified first. Send it again, or tell them another" in words
    assert f'href="/messages/{failed.reference}/"' in page.content.decode()
    assert "Robin" not in words


def test_the_worklist_says_plainly_that_a_letter_is_waiting(client, case, letter):
    client.force_login(officer_of(case.authority))

    words = read(client.get("/messages/"))

    assert "No letter needs you." in words
    assert "Waiting Waiting to be sent since 15 September 2026 at 10am." in words


def test_the_worklist_shows_nothing_of_others_and_nothing_to_a_governor(client, case, failed):
    other = CaseFactory()
    for outsider in (
        officer_of(other.authority), headteacher_of(other.school), governor_of(case.school),
    ):  # fmt: skip
        declare(WHOLE_SERVICE)
        client.force_login(outsider)
        words = read(client.get("/messages/"))
        assert "A permanent exclusion" not in words
        assert "No letter needs you." in words


def test_the_worklist_asks_the_database_no_more_for_many_letters_than_for_one(
    client, case, failed, django_assert_num_queries
):
    client.force_login(officer_of(case.authority))
    with CaptureQueriesContext(connection) as one:
        client.get("/messages/")
    declare(WHOLE_SERVICE)
    first = Message.objects.get()
    for n in range(3):
        first.pk, first.dedupe_key, first.reference = None, f"k{n}", f"{n}" * 32
        first._state.adding = True
        first.save()

    with django_assert_num_queries(len(one.captured_queries)):
        client.get("/messages/")


def test_a_letter_s_page_shows_exactly_what_was_written(client, case, letter):
    client.force_login(headteacher_of(case.school))

    page = client.get(f"/messages/{letter.reference}/")

    words = read(page)
    assert "excluded Robin Invented on 15 September 2026." in words
    assert "exclusions@reading.example" in words
    assert "notice.pdf (1 KB)" in words.replace(" (", " (")
    assert "later.pdf (being made; the letter waits for it)" in words
    assert "&lt;Academy&gt;" in page.content.decode()
    assert "<Academy>" not in page.content.decode()


def test_a_letter_s_page_tells_those_who_may_not_decide_who_may(client, case, failed):
    client.force_login(staff_of(case.school))

    words = read(client.get(f"/messages/{failed.reference}/"))

    assert "headteacher or clerk, or the local authority, can decide" in words
    assert "Send it again" not in words


@pytest.mark.parametrize(
    "path", ["", "files/1/", "settle/"], ids=["the letter", "its file", "what to do"]
)
def test_a_letter_of_others_is_not_there(client, case, failed, path):
    other = CaseFactory()
    client.force_login(officer_of(other.authority))
    assert client.get(f"/messages/{failed.reference}/{path}").status_code == 404

    declare(WHOLE_SERVICE)
    client.force_login(governor_of(case.school))
    assert client.get(f"/messages/{failed.reference}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["", "files/1/", "settle/", "send-again/"])
def test_nobody_sees_a_letter_without_signing_in(client, failed, path):
    answer = client.post(f"/messages/{failed.reference}/{path}")

    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/sign-in/")


def test_a_file_is_saved_and_never_shown_in_the_page(client, case, letter):
    client.force_login(officer_of(case.authority))

    answer = client.get(f"/messages/{letter.reference}/files/1/")

    assert answer.content == PDF
    assert {
        name: answer.headers[name]
        for name in ("Content-Type", "Content-Disposition", "X-Content-Type-Options",
                     "Content-Security-Policy", "Cache-Control")
    } == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="notice.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }  # fmt: skip


@pytest.mark.parametrize("number", [0, 2, 3, 99999999999999999999])
def test_a_file_that_is_not_there_or_not_drawn_is_not_found(client, case, letter, number):
    client.force_login(officer_of(case.authority))

    assert client.get(f"/messages/{letter.reference}/files/{number}/").status_code == 404


def test_a_clerk_has_a_failed_letter_sent_again(client, case, failed):
    client.force_login(clerk_of(case.school))

    answer = client.post(f"/messages/{failed.reference}/send-again/", follow=True)

    assert answer.status_code == 200
    words = read(answer)
    assert "The letter will be sent again." in words
    assert "It was sent again in place of an earlier letter" in words
    assert state_of(failed) == State.CLOSED_BY_HAND
    declare(WHOLE_SERVICE)
    assert Message.objects.filter(copy_of=failed, state=State.QUEUED).count() == 1


def test_a_second_click_is_refused_with_a_sentence(client, case, failed):
    client.force_login(clerk_of(case.school))
    client.post(f"/messages/{failed.reference}/send-again/")

    answer = client.post(f"/messages/{failed.reference}/send-again/")

    assert answer.status_code == 409
    assert "The letter needs nobody" in read(answer)
    declare(WHOLE_SERVICE)
    assert Message.objects.count() == 2


def test_school_staff_cannot_decide(client, case, failed):
    client.force_login(staff_of(case.school))

    assert client.post(f"/messages/{failed.reference}/send-again/").status_code == 404
    assert client.post(f"/messages/{failed.reference}/settle/", {"note": NOTE}).status_code == 404
    assert state_of(failed) == State.FAILED


def test_an_officer_says_how_they_were_told(client, case, failed):
    client.force_login(officer_of(case.authority))
    assert client.get(f"/messages/{failed.reference}/settle/").status_code == 200

    answer = client.post(f"/messages/{failed.reference}/settle/", {"note": NOTE}, follow=True)

    assert NOTE.rstrip(".") in read(answer)
    assert state_of(failed) == State.CLOSED_BY_HAND


def test_an_empty_note_comes_back_with_what_to_do(client, case, failed):
    client.force_login(officer_of(case.authority))

    answer = client.post(f"/messages/{failed.reference}/settle/", {"note": " "})

    assert answer.status_code == 422
    assert "Enter what was done" in read(answer)
    assert state_of(failed) == State.FAILED


def test_a_note_that_is_too_long_is_not_lost(client, case, failed):
    client.force_login(officer_of(case.authority))

    answer = client.post(f"/messages/{failed.reference}/settle/", {"note": "long " * 300})

    assert answer.status_code == 422
    assert "long long long" in read(answer)


def show(rf, user, about):
    request = rf.get("/")
    request.user = user
    shown = Template("{% load messages_told %}{% messages_told about %}")
    html = shown.render(Context({"request": request, "about": about}))
    return html, " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_who_was_told_is_read_from_the_record_of_delivery(rf, case, letter, tuesday):
    officer = officer_of(case.authority)

    html, words = show(rf, officer, case.stream)
    assert "Reading, exclusions mailbox" in words
    assert "Waiting to be sent since 15 September 2026 at 10am." in words
    assert f'href="/messages/{letter.reference}/"' in html

    Message.objects.update(state=State.ACCEPTED, accepted_at=tuesday)
    _, words = show(rf, officer, case.stream)
    assert "Sent Sent and accepted on 15 September 2026 at 10am." in words


def test_somebody_who_may_not_open_the_letter_gets_no_link(rf, case, letter):
    html, words = show(rf, governor_of(case.school), case.stream)

    assert "Reading, exclusions mailbox" in words
    assert "href" not in html


def test_who_was_told_says_when_nobody_was(rf, case, letter):
    _, words = show(rf, officer_of(case.authority), "case/999999")

    assert words == "Who was told Nobody has been written to yet."


def test_who_was_told_asks_the_database_twice_for_any_number(
    rf, case, letter, django_assert_num_queries
):
    officer = officer_of(case.authority)

    with django_assert_num_queries(2):
        show(rf, officer, case.stream)
