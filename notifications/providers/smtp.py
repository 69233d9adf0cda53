"""Letters by SMTP: refused, taken, or no answer; and asked about where a mail server can be."""

from __future__ import annotations

import re
import smtplib
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from email.utils import parseaddr
from typing import TypeVar
from uuid import UUID

from django.conf import settings

from notifications.provider import Post, Refused
from notifications.providers.mime import compose, message_id_of, to_ascii

STEP_SECONDS = 10  # the longest wait for one answer
HAND_OVER_SECONDS = 15  # a try that has not come to the letter by then is given up
OK, WILL_FORWARD, GO_AHEAD = 250, 251, 354
ADDRESSES = re.compile(r"<?[^\s<>]+@[^\s<>:;,]+>?")

T = TypeVar("T")


class SmtpProvider:
    """
    Hands letters to the mail server of the settings, one conversation each.

    Until the letter itself is handed over nothing can have been taken: whatever goes wrong is a
    refusal that a later try may undo. From then on, silence is a doubt.
    """

    @property
    def can_be_asked(self) -> bool:
        return bool(settings.SMTP_LOOKUP_URL)

    def post(self, post: Post) -> str:
        try:
            letter, to = compose(post), to_ascii(post.to)
        except ValueError as fault:
            raise Refused(f"It cannot be sent by email: {fault}.", retryable=False) from None
        conversation = _Conversation()
        try:
            conversation.introduce(to=to)
            conversation.hand_over(letter)
        finally:
            conversation.end()
        return message_id_of(post.reference)

    def find(self, reference: UUID) -> str | None:
        message_id = message_id_of(reference)
        address = settings.SMTP_LOOKUP_URL + urllib.parse.quote(message_id, safe="")
        if not address.startswith(("http://", "https://")):
            raise OSError("SMTP_LOOKUP_URL must begin with http:// or https://")
        try:
            opener = urllib.request.build_opener(_NoRedirect)
            with opener.open(address, timeout=STEP_SECONDS):
                return message_id
        except urllib.error.HTTPError as answer:
            with answer:
                if answer.code == 404:
                    return None
                raise


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Answers a redirect with an error: only the address of the settings is asked."""

    def redirect_request(self, *_: object) -> None:
        return None


class _Conversation:
    """One conversation with the mail server, with a last moment for handing the letter over."""

    def __init__(self) -> None:
        self.give_up_at = time.monotonic() + HAND_OVER_SECONDS
        self.server = self._before_the_letter(self._connect)
        try:
            self._before_the_letter(self._greet)
        except Refused:
            self.end()
            raise

    def introduce(self, *, to: str) -> None:
        """Say from whom and to whom, up to the mail server's leave to send the letter."""
        server, sender = self.server, parseaddr(settings.MAIL_FROM)[1]
        # An answer about our own address is not about this letter, and can be mended.
        _check(self._before_the_letter(lambda: server.mail(sender)), OK, for_good=False)
        _check(self._before_the_letter(lambda: server.rcpt(to)), OK, for_good=True)
        _check(self._before_the_letter(lambda: server.docmd("DATA")), GO_AHEAD, for_good=True)

    def hand_over(self, letter: bytes) -> None:
        """Send the letter; from here on, silence or nonsense is an OSError: a doubt."""
        self._allow(STEP_SECONDS)
        whole = letter.replace(b"\r\n.", b"\r\n..")  # a line of one dot would end it early
        self.server.send(whole.removesuffix(b"\r\n") + b"\r\n.\r\n")
        code, words = self.server.getreply()
        if not 200 <= code < 600:
            raise OSError("the mail server's answer made no sense")
        _check((code, words), OK, for_good=True)

    def end(self) -> None:
        with suppress(OSError):  # what was taken stays taken, whether or not we part politely
            self._allow(1)
            self.server.docmd("QUIT")
        self.server.close()

    def _connect(self) -> smtplib.SMTP:
        return smtplib.SMTP(
            settings.SMTP_HOST,
            settings.SMTP_PORT,
            local_hostname=settings.MAIL_DOMAIN,
            timeout=STEP_SECONDS,
        )

    def _greet(self) -> None:
        self.server.ehlo_or_helo_if_needed()
        if settings.SMTP_STARTTLS:
            self.server.starttls(context=ssl.create_default_context())
            self.server.ehlo_or_helo_if_needed()
        if settings.SMTP_USER:
            self.server.login(settings.SMTP_USER, settings.SMTP_PASSWORD)

    def _before_the_letter(self, step: Callable[[], T]) -> T:
        left = self.give_up_at - time.monotonic()
        if left <= 0:
            raise Refused("The mail server was too slow.", retryable=True)
        self._allow(min(left, STEP_SECONDS))
        try:
            return step()
        except smtplib.SMTPResponseException as answer:
            words = _plain(answer.smtp_code, answer.smtp_error)
            raise Refused(words, retryable=True) from None
        except OSError as fault:
            name = type(fault).__name__
            raise Refused(f"The mail server was not reached ({name}).", retryable=True) from None

    def _allow(self, seconds: float) -> None:
        server: smtplib.SMTP | None = getattr(self, "server", None)  # none while it connects
        if server and server.sock:
            server.sock.settimeout(seconds)


def _check(answer: tuple[int, bytes], wanted: int, *, for_good: bool) -> None:
    code, words = answer
    if code == wanted or (wanted == OK and code == WILL_FORWARD):
        return
    raise Refused(_plain(code, words), retryable=not (for_good and 500 <= code < 600))


def _plain(code: int, words: bytes | str) -> str:
    spoken = words if isinstance(words, str) else words.decode("utf-8", "replace")
    without = ADDRESSES.sub("(address)", " ".join(spoken.split()))
    return f"The mail server answered {code}: {without}"[:300]
