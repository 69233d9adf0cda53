"""Stop cleanly when told to: everything that was started is stopped, in order, once."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class Stopped(SystemExit):
    """Somebody asked us to stop, by Ctrl-C or by a signal."""


@contextmanager
def stopping_cleanly() -> Iterator[None]:
    """Turn the first SIGINT or SIGTERM into ``Stopped``; a second cannot cut the tidying short."""

    def stop(number: int, _frame: FrameType | None) -> None:
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, signal.SIG_IGN)
        raise Stopped(128 + number)

    before = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def die_with_parent() -> None:
    """In a new child: be told to stop when the parent is gone, even if it was killed (Linux)."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    """
    A long-running program of ours, in a process group of its own, its output in a log file.

    Its own group: a Ctrl-C in the terminal reaches us alone, and we stop the children in order.
    """

    def __init__(
        self, name: str, command: Sequence[str], *, log: Path, environment: Mapping[str, str]
    ) -> None:
        self.name, self.log = name, log
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                command,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    @property
    def died(self) -> bool:
        return self.process.poll() is not None

    def read_last_lines(self, lines: int = 12) -> str:
        text = self.log.read_text(errors="replace")
        return "\n".join(text.splitlines()[-lines:])

    def stop(self, seconds: float = 15) -> None:
        """Ask it to stop, wait, and leave nothing of its group behind."""
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=seconds)
        kill_group(self.process.pid)
        self.process.wait(timeout=5)


def kill_group(group: int) -> None:
    """End what is left of a process group that we made."""
    with suppress(ProcessLookupError, PermissionError):  # macOS: "not permitted" for the dead
        os.killpg(group, signal.SIGKILL)
