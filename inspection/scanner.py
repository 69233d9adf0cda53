"""
Ask a ClamAV daemon about a file, in its own protocol (clamd(8): PING, INSTREAM).

Only a whole conversation that ends in its exact "nothing found" is a clean bill: anything else is
``NoAnswer``, and whoever asked keeps the file locked away.
"""

import socket
import time
from dataclasses import dataclass
from typing import Protocol

CONNECT_SECONDS = 5.0
ALL_SECONDS = 60.0
PIECE_BYTES = 64 * 1024
LONGEST_ANSWER = 4096
CLEAN, FOUND = "stream: OK", " FOUND"
NOT_LOOKED_AT = ("Heuristics.Limits.Exceeded",)  # found its own limits, not a virus


class NoAnswer(Exception):
    """The scanner did not say what the file is: it is away, slow, at its limits or garbled."""


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Scanner:
    """
    Where the daemon listens: ``tcp://host:3310`` or ``unix:/run/clamav/clamd.ctl``.

    :raises ValueError: if ``address`` is neither.
    """

    address: str
    seconds: float = ALL_SECONDS

    def __post_init__(self) -> None:
        _read(self.address)

    def find_virus(self, file: Readable) -> str:
        """
        Return the name of what is in the file; ``""`` if the scanner looked and found nothing.

        :raises NoAnswer: if it did not say; the words may be shown, and quote no file.
        """
        until = time.monotonic() + self.seconds
        try:
            with self._connect(until) as link:
                is_whole = _send(link, file, until)
                answer = _receive(link, until)
        except TimeoutError:
            raise NoAnswer("the virus scanner took too long") from None
        except OSError:
            raise NoAnswer("the virus scanner cannot be reached") from None
        return _judge(answer, is_whole=is_whole)

    def answers(self) -> bool:
        """Tell whether the daemon is there and answers."""
        until = time.monotonic() + min(CONNECT_SECONDS, self.seconds)
        try:
            with self._connect(until) as link:
                link.sendall(b"zPING\0")
                return _receive(link, until) == "PONG"
        except (OSError, NoAnswer):
            return False

    def _connect(self, until: float) -> socket.socket:
        place = _read(self.address)
        wait = min(CONNECT_SECONDS, _left(until))
        if isinstance(place, tuple):
            return socket.create_connection(place, timeout=wait)
        link = socket.socket(socket.AF_UNIX)
        link.settimeout(wait)
        try:
            link.connect(place)
        except OSError:
            link.close()
            raise
        return link


def check_address(address: str) -> str:
    """
    Return ``address`` if a scanner can be at it, or if it is empty.

    :raises ValueError: if it is neither.
    """
    if address:
        _read(address)
    return address


def _read(address: str) -> tuple[str, int] | str:
    kind, _, rest = address.partition(":")
    host, _, port = rest.removeprefix("//").rpartition(":")
    if kind == "tcp" and rest.startswith("//") and host and port.isdecimal():
        return host.strip("[]"), int(port)
    if kind == "unix" and rest.startswith("/"):
        return rest
    raise ValueError(f"no scanner can be at {address!r}: write tcp://host:3310 or unix:/path")


def _send(link: socket.socket, file: Readable, until: float) -> bool:
    """Send the file in pieces; tell whether all of it went, for a scanner may stop listening."""
    try:
        link.sendall(b"zINSTREAM\0")
        while piece := file.read(PIECE_BYTES):
            link.settimeout(_left(until))
            link.sendall(len(piece).to_bytes(4) + piece)
        link.sendall(bytes(4))
    except (BrokenPipeError, ConnectionResetError):
        return False
    return True


def _receive(link: socket.socket, until: float) -> str:
    """Return the one answer, which ends in a NUL."""
    said = b""
    while not said.endswith(b"\0"):
        link.settimeout(_left(until))
        piece = link.recv(LONGEST_ANSWER)
        said += piece
        if not piece or len(said) > LONGEST_ANSWER:
            raise NoAnswer("the virus scanner broke off its answer")
    return said[:-1].decode("utf-8", "replace")


def _judge(answer: str, *, is_whole: bool) -> str:
    if answer == CLEAN and is_whole:
        return ""
    if answer.startswith("stream: ") and answer.endswith(FOUND):
        name = answer.removeprefix("stream: ").removesuffix(FOUND)
        if name and name.isprintable() and not name.startswith(NOT_LOOKED_AT):
            return name
    if "size limit exceeded" in answer or any(mark in answer for mark in NOT_LOOKED_AT):
        raise NoAnswer("the file is over a limit of the virus scanner")
    raise NoAnswer("the virus scanner did not say whether the file is safe")


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
