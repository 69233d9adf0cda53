"""The SMTP side: takes every message, and can misbehave in the ways that real servers do."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from embedded.mail.door import Door
from embedded.mail.store import Store

LOOPBACK = "127.0.0.1"


class Behaviour(StrEnum):
    NORMAL = "normal"
    REFUSE = "refuse"  # nobody listens: the connection is refused
    LOSE_ANSWER = "lose-answer"  # the message is kept, but the sender never hears so
    LOSE_MESSAGE = "lose-message"  # the connection breaks at the same moment, and nothing was kept
    SLOW = "slow"  # the answer comes after `seconds`
    TRY_LATER = "try-later"  # 451: not now
    REJECT = "reject"  # 550: never


@dataclass
class Mood:
    """How the server behaves, and for how many messages more; None is for good."""

    behaviour: Behaviour = Behaviour.NORMAL
    times: int | None = None
    seconds: float = 0.0

    def next(self) -> Behaviour:
        if self.times is not None:
            self.times -= 1
            if self.times < 0:
                self.behaviour, self.times = Behaviour.NORMAL, None
        return self.behaviour


class MailServer:
    """
    A mail server on this machine alone.

    ``smtp_port`` and ``http_port`` are what was given, or free ports once started.  ``store`` holds
    what came; the folder may be one that an earlier server used.
    """

    def __init__(self, folder: Path, *, smtp_port: int = 0, http_port: int = 0) -> None:
        self.store = Store(folder)
        self.smtp_port = smtp_port
        self.mood = Mood()
        self.door = Door(self.store, http_port)
        self._loop = asyncio.new_event_loop()
        self._listening: asyncio.Server | None = None
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    @property
    def http_port(self) -> int:
        return self.door.port

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.http_port}/"

    @property
    def lookup_url(self) -> str:
        """Where a sender asks, by Message-ID at its end, whether a message came."""
        return f"{self.url}messages/by-id/"

    def start(self) -> None:
        """
        Listen; when it returns, a message can be sent.

        :raises OSError: if a port that was asked for is taken.
        """
        logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # broken connections are the drill
        self._thread.start()
        self._wait(self._listen())
        self.door.start()

    def stop(self) -> None:
        self.door.stop()
        self._wait(self._close())
        self._wait(self._drop_conversations())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)
        self._loop.close()

    def behave(
        self, behaviour: Behaviour, *, times: int | None = None, seconds: float = 0.0
    ) -> None:
        """Behave like this from now on, for the next ``times`` messages or for good."""
        self.mood = Mood(behaviour, times, seconds)
        self._wait(self._close() if behaviour is Behaviour.REFUSE else self._listen())

    async def handle_DATA(  # noqa: N802  (the name that aiosmtpd calls)
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        behaviour = self.mood.next()
        if behaviour is Behaviour.TRY_LATER:
            return "451 4.3.0 Not now: try again later"
        if behaviour is Behaviour.REJECT:
            return "550 5.7.1 Refused"
        if behaviour is not Behaviour.LOSE_MESSAGE:
            content = envelope.original_content
            assert content is not None
            sender = envelope.mail_from or ""
            self.store.keep(content, sender=sender, recipients=envelope.rcpt_tos)
        if behaviour in (Behaviour.LOSE_ANSWER, Behaviour.LOSE_MESSAGE):
            server.transport.abort()
            raise asyncio.CancelledError
        if behaviour is Behaviour.SLOW:
            await asyncio.sleep(self.mood.seconds)
        return "250 2.0.0 Kept"

    async def _listen(self) -> None:
        if self._listening is None:
            self._listening = await self._loop.create_server(
                lambda: SMTP(self, loop=self._loop, hostname="mail.localhost", ident="Kept here"),
                LOOPBACK,
                self.smtp_port,
            )
            self.smtp_port = self._listening.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        if self._listening is not None:
            self._listening.close()
            self._listening = None
        await asyncio.sleep(0)

    async def _drop_conversations(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for conversation in others:
            conversation.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _wait(self, work: Coroutine[Any, Any, None]) -> None:
        done: Future[None] = asyncio.run_coroutine_threadsafe(work, self._loop)
        done.result(timeout=10)
