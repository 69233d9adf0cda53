import json
import smtplib
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from embedded.mail import Behaviour, MailServer, Store


@pytest.fixture
def mail(tmp_path: Path) -> Iterator[MailServer]:
    server = MailServer(tmp_path / "mail")
    server.start()
    yield server
    server.stop()


def compose(*, message_id: str = "<one@fair-hearing.example>", subject: str = "A hearing") -> Any:
    message = EmailMessage()
    message["Message-ID"] = message_id
    message["From"] = "hearings@school.example"
    message["To"] = "exclusions@council.example"
    message["Subject"] = subject
    message.set_content("A hearing was listed – 6 October 2026.\n")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="l.pdf")
    return message


def send(mail: MailServer, message: EmailMessage, *, to: str = "exclusions@council.example"):
    with smtplib.SMTP("127.0.0.1", mail.smtp_port, timeout=5) as client:
        client.send_message(message, to_addrs=[to])


def ask(mail: MailServer, path: str, **headers: str) -> tuple[int, str]:
    request = urllib.request.Request(mail.url + path, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()


def test_a_message_is_kept_whole_and_can_be_asked_for(mail):
    send(mail, compose())

    status, answer = ask(mail, "messages?to=Exclusions@council.example&subject=hearing")
    [message] = json.loads(answer)
    del message["received_at"]

    assert (status, message) == (
        200,
        {
            "number": 1,
            "message_id": "<one@fair-hearing.example>",
            "from": "hearings@school.example",
            "to": ["exclusions@council.example"],
            "subject": "A hearing",
            "text": "A hearing was listed – 6 October 2026.\n",
            "parts": [{"name": "l.pdf", "type": "application/pdf", "bytes": 8}],
        },
    )


def test_messages_to_others_and_on_other_subjects_are_left_out(mail):
    send(mail, compose(), to="somebody@else.example")

    assert ask(mail, "messages?to=exclusions@council.example") == (200, "[]")
    assert ask(mail, "messages?subject=decision") == (200, "[]")


def test_copies_of_a_message_are_counted_by_its_id(mail):
    send(mail, compose())
    send(mail, compose())
    send(mail, compose(message_id="<two@fair-hearing.example>"))

    asked = [quote("<one@fair-hearing.example>"), "two@fair-hearing.example", "three@x.example"]
    assert [ask(mail, f"messages/by-id/{one}") for one in asked] == [
        (200, '{"count": 2}'),
        (200, '{"count": 1}'),
        (404, '{"count": 0}'),
    ]


def test_a_lost_answer_leaves_the_sender_in_doubt_and_the_message_kept(mail):
    mail.behave(Behaviour.LOSE_ANSWER, times=1)

    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(mail, compose())
    assert mail.store.count("one@fair-hearing.example") == 1

    send(mail, compose(message_id="<two@fair-hearing.example>"))
    assert mail.store.count("two@fair-hearing.example") == 1


def test_a_lost_message_looks_the_same_to_the_sender_but_was_not_kept(mail):
    mail.behave(Behaviour.LOSE_MESSAGE, times=1)

    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(mail, compose())
    assert mail.store.all() == []


def test_refusing_connections_and_listening_again_keeps_the_port(mail):
    mail.behave(Behaviour.REFUSE)
    with pytest.raises(ConnectionRefusedError):
        send(mail, compose())

    mail.behave(Behaviour.NORMAL)
    send(mail, compose())
    assert len(mail.store.all()) == 1


@pytest.mark.parametrize(("behaviour", "code"), [("try-later", 451), ("reject", 550)])
def test_a_refusal_is_an_answer_and_nothing_is_kept(mail, behaviour, code):
    mail.behave(Behaviour(behaviour))

    with pytest.raises(smtplib.SMTPDataError) as refused:
        send(mail, compose())
    assert (refused.value.smtp_code, mail.store.all()) == (code, [])


def test_a_slow_answer_comes_after_the_senders_patience(mail):
    mail.behave(Behaviour.SLOW, seconds=0.5)

    client = smtplib.SMTP("127.0.0.1", mail.smtp_port, timeout=0.2)
    with pytest.raises(smtplib.SMTPServerDisconnected, match="timed out"):
        client.send_message(compose())
    client.close()
    assert len(mail.store.all()) == 1


def test_what_was_kept_is_still_there_after_a_restart(mail):
    send(mail, compose())
    again = Store(mail.store.folder)

    kept = again.keep(b"Subject: Next\r\n\r\nBody\r\n", sender="", recipients=["a@b.example"])
    assert ([one.subject for one in again.all()], kept.number) == (["A hearing", "Next"], 2)


def test_the_pages_show_a_message_and_hand_out_its_parts_without_trusting_them(mail):
    send(mail, compose(subject="<script>alert(1)</script>"))

    listed, shown = ask(mail, ""), ask(mail, "message/1")
    assert "&lt;script&gt;alert(1)" in listed[1]
    assert "<script>" not in listed[1] + shown[1]
    assert "A hearing was listed – 6 October 2026." in shown[1]
    with urllib.request.urlopen(mail.url + "message/1/part/1", timeout=5) as part:
        assert part.headers["Content-Disposition"] == "attachment; filename*=UTF-8''l.pdf"
        assert part.headers["X-Content-Type-Options"] == "nosniff"
        assert part.read() == b"%PDF-1.7"


@pytest.mark.parametrize(
    "path", ["message/2", "message/1/part/9", "message/1/part/0", "etc/passwd"]
)
def test_what_is_not_there_is_not_found(mail, path):
    send(mail, compose())
    assert ask(mail, path)[0] == 404


def test_the_door_answers_no_other_name_than_its_own(mail):
    send(mail, compose())
    status, answer = ask(mail, "", Host="elsewhere.example")
    assert (status, "hearing" in answer) == (403, False)


def test_it_runs_as_a_process_and_stops_when_told(tmp_path):
    addresses = tmp_path / "addresses.json"
    command = [sys.executable, "-m", "embedded.mail", tmp_path / "kept", "--addresses", addresses]
    with subprocess.Popen([*map(str, command)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("SMTP on 127.0.0.1:")
        port = json.loads(addresses.read_text())["smtp_port"]
        with smtplib.SMTP("127.0.0.1", port, timeout=5) as client:
            client.send_message(compose())
        process.terminate()
        assert process.wait(timeout=10) == 0
    assert len(Store(tmp_path / "kept").all()) == 1


def test_a_taken_port_gets_one_plain_sentence(mail, tmp_path):
    command = [sys.executable, "-m", "embedded.mail", str(tmp_path / "other")]
    done = subprocess.run(
        [*command, "--smtp-port", str(mail.smtp_port)], capture_output=True, text=True, timeout=20
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "The mail server cannot listen: Address already in use.\n"
