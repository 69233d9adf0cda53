"""
A virus scanner for the demo and the tests: it speaks clamd's protocol and knows one test virus.

``python -m embedded.scanner --address-file FILE`` listens on this machine alone until told to stop.
It can misbehave in the ways that real daemons do.  It protects nobody.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import socketserver
import struct
import sys
import threading
from enum import StrEnum
from pathlib import Path

LOOPBACK = "127.0.0.1"
STREAM_MAX_BYTES = 25 * 1024 * 1024
NAME = b"Eicar-Test-Signature"
# The industry's test file, in pieces, so that no scanner takes this source for it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE" + b"!$H+H*"


class Behaviour(StrEnum):
    NORMAL = "normal"
    HANG = "hang"  # it listens and never answers
    RESET = "reset"  # the connection is torn down in the middle
    SILENT = "silent"  # the connection ends without a word
    GARBAGE = "garbage"
    ERROR = "error"
    CUT = "cut"  # "nothing found", but the end of the answer is missing
    EARLY = "early"  # "nothing found", before the file was read
    FLOOD = "flood"  # an answer without an end
    LIMITS = "limits"  # it found its own limits


SAID = {
    Behaviour.GARBAGE: b"\xff\xfe\x00",
    Behaviour.ERROR: b"stream: Can't allocate memory ERROR\0",
    Behaviour.CUT: b"stream: OK",
    Behaviour.LIMITS: b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0",
}


class _Conversation(socketserver.BaseRequestHandler):
    server: _Listening

    def handle(self) -> None:
        try:
            self._answer(self._read_command())
        except OSError:  # whoever asked has gone
            return

    def _read_command(self) -> bytes:
        said = b""
        while not said.endswith(b"\0") and len(said) < 32:
            if not (byte := self.request.recv(1)):
                break
            said += byte
        return said

    def _answer(self, command: bytes) -> None:
        behaviour = self.server.scanner.behaviour
        if behaviour is Behaviour.HANG:
            self.server.scanner.stopping.wait(60)
        elif command == b"zPING\0":
            self.request.sendall(b"PONG\0")
        elif command != b"zINSTREAM\0":
            self.request.sendall(b"UNKNOWN COMMAND\0")
        elif behaviour is Behaviour.RESET:
            self.request.recv(1)
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif behaviour is Behaviour.EARLY:
            self.request.sendall(b"stream: OK\0")
        elif behaviour is not Behaviour.SILENT:
            self._judge(behaviour)

    def _judge(self, behaviour: Behaviour) -> None:
        found = self._read_stream()
        self.server.scanner.asked += 1
        if behaviour is Behaviour.FLOOD:
            while True:
                self.request.sendall(b"stream: " * 512)
        elif behaviour is Behaviour.NORMAL:
            self.request.sendall(found)
        else:
            self.request.sendall(SAID[behaviour])

    def _read_stream(self) -> bytes:
        """Read the file piece by piece and return what is to be said of it."""
        total, before, found = 0, b"", False
        while size := int.from_bytes(self._read(4)):
            total += size
            if total > self.server.scanner.most_bytes:
                return b"INSTREAM size limit exceeded. ERROR\0"
            piece = before + self._read(size)
            found = found or EICAR in piece
            before = piece[-len(EICAR) :]
        return b"stream: " + NAME + b" FOUND\0" if found else b"stream: OK\0"

    def _read(self, size: int) -> bytes:
        got = b""
        while len(got) < size:
            piece = self.request.recv(size - len(got))
            if not piece:
                raise ConnectionError
            got += piece
        return got


class _Listening(socketserver.ThreadingMixIn, socketserver.TCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    scanner: ScannerServer


class _ListeningOnSocket(_Listening):
    address_family = socket.AF_UNIX


class ScannerServer:
    """A scanner on this machine alone; ``address`` is what SCANNER_ADDRESS is set to."""

    def __init__(self, path: Path | None = None, *, most_bytes: int = STREAM_MAX_BYTES) -> None:
        self.behaviour, self.most_bytes, self.asked = Behaviour.NORMAL, most_bytes, 0
        self.stopping = threading.Event()
        if path:
            self._listening: _Listening = _ListeningOnSocket(str(path), _Conversation)  # type: ignore[arg-type]
            self.address = f"unix:{path}"
        else:
            self._listening = _Listening((LOOPBACK, 0), _Conversation)
            self.address = f"tcp://{LOOPBACK}:{self._listening.server_address[1]}"
        self._listening.scanner = self
        self._thread = threading.Thread(
            target=self._listening.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )

    def start(self) -> ScannerServer:
        self._thread.start()
        return self

    def stop(self) -> None:
        self.stopping.set()
        self._listening.shutdown()
        self._listening.server_close()
        self._thread.join(timeout=5)


def main() -> int:
    options = argparse.ArgumentParser(description="Look for one test virus; protect nobody.")
    options.add_argument("--address-file", type=Path, required=True, help="where to write ours")
    given = options.parse_args()
    stopping = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, stopping)
    scanner = ScannerServer().start()
    unfinished = given.address_file.with_suffix(".part")
    unfinished.write_text(scanner.address)
    os.replace(unfinished, given.address_file)
    print(f"Listening at {scanner.address}", flush=True)
    signal.sigwait(stopping)
    scanner.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
