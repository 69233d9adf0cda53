"""The SMTP conversation, with a server that says exactly what each test wants."""

import socket
import threading
from contextlib import suppress

import pytest

from notifications.provider import Refused
from notifications.providers import smtp
from notifications.providers.smtp import SmtpProvider
from tests.notifications.test_provider_contract import a_post

POLITE = {
    "HELLO": "220 here",
    "EHLO": "250 here",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "DATA": "354 go",
    "LETTER": "250 kept",
    "QUIT": "221 bye",
}


class Scripted:
    """Answers each command as told; ``None`` breaks the connection instead."""

    def __init__(self, answers):
        self.answers, self.heard = POLITE | answers, []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self):
        with suppress(OSError):  # the other side may hang up at any time
            connection, _ = self.listening.accept()
            with connection, connection.makefile("rwb") as lines:
                self.converse(lines)

    def converse(self, lines):
        command = "HELLO"
        while self.say(lines, command) and (line := lines.readline()):
            command = line.split()[0].decode().upper()
            self.heard.append(command)
            if command == "DATA" and (self.answers["DATA"] or "").startswith("354"):
                self.say(lines, "DATA")
                while lines.readline() != b".\r\n":
                    pass
                command = "LETTER"
                self.heard.append(command)

    def say(self, lines, command):
        answer = self.answers[command]
        if answer is None:
            return False
        lines.write(answer.encode() + b"\r\n")
        lines.flush()
        return True

    def stop(self):
        self.listening.close()
        self.thread.join(timeout=5)


@pytest.fixture
def server(request, settings):
    server = Scripted(request.param)
    settings.SMTP_HOST, settings.SMTP_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


def says(**answers):
    return pytest.param(answers, id=",".join(f"{k}={v}" for k, v in answers.items()))


@pytest.mark.parametrize(
    "server",
    [says(HELLO=None), says(EHLO=None), says(MAIL=None), says(RCPT=None), says(DATA=None),
     says(HELLO="554 go away"), says(HELLO="421 busy"), says(MAIL="550 who are you"),
     says(RCPT="450 greylisted"), says(RCPT="nonsense"), says(DATA="451 later"),
     says(LETTER="452 full")],
    indirect=True,
)  # fmt: skip
def test_what_goes_wrong_before_the_letter_is_kept_is_tried_again(server):
    with pytest.raises(Refused) as refusal:
        SmtpProvider().post(a_post())

    assert refusal.value.retryable is True


@pytest.mark.parametrize(
    "server",
    [says(RCPT="550 no such mailbox"), says(DATA="554 no"), says(LETTER="552 too big")],
    indirect=True,
)
def test_an_answer_against_this_letter_is_for_good(server):
    with pytest.raises(Refused) as refusal:
        SmtpProvider().post(a_post())

    assert refusal.value.retryable is False


@pytest.mark.parametrize(
    "server", [says(LETTER=None), says(LETTER="nonsense"), says(LETTER="999 what")], indirect=True
)
def test_silence_or_nonsense_after_the_letter_is_a_doubt(server):
    with pytest.raises(OSError):
        SmtpProvider().post(a_post())


@pytest.mark.parametrize("server", [says(QUIT=None), says(RCPT="251 will forward")], indirect=True)
def test_what_was_taken_stays_taken_however_the_conversation_ends(server):
    post = a_post()

    assert str(post.reference) in SmtpProvider().post(post)


@pytest.mark.parametrize(
    "server", [says(RCPT="550 5.1.1 <exclusions@reading.example>: unknown")], indirect=True
)
def test_the_address_is_not_repeated_in_the_reason(server):
    with pytest.raises(Refused) as refusal:
        SmtpProvider().post(a_post())

    assert str(refusal.value) == "The mail server answered 550: 5.1.1 (address): unknown"


@pytest.mark.parametrize("server", [says()], indirect=True)
def test_a_try_that_came_too_late_to_the_letter_is_given_up_before_it(server, monkeypatch):
    monkeypatch.setattr(smtp, "HAND_OVER_SECONDS", 0)

    with pytest.raises(Refused, match="too slow") as refusal:
        SmtpProvider().post(a_post())

    assert refusal.value.retryable is True
    assert "LETTER" not in server.heard


@pytest.mark.parametrize("server", [says(EHLO="250-here\r\n250 STARTTLS")], indirect=True)
def test_a_server_that_will_not_encrypt_gets_no_letter(server, settings):
    server.answers["STARTTLS"] = "454 not now"
    settings.SMTP_STARTTLS = True

    with pytest.raises(Refused) as refusal:
        SmtpProvider().post(a_post())

    assert refusal.value.retryable is True
    assert "MAIL" not in server.heard


@pytest.mark.parametrize("server", [says(EHLO="250-here\r\n250 AUTH PLAIN")], indirect=True)
def test_a_wrong_password_is_mended_by_us_so_no_letter_fails_for_it(server, settings):
    server.answers["AUTH"] = "535 no"
    settings.SMTP_USER, settings.SMTP_PASSWORD = "us", "wrong"

    with pytest.raises(Refused) as refusal:
        SmtpProvider().post(a_post())

    assert refusal.value.retryable is True
    assert "MAIL" not in server.heard
