"""Look at a file in a process of its own, so that a hostile one cannot harm the one that asks."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from inspection.faults import Fault
from inspection.limits import WAITING_SECONDS

ROOT = Path(__file__).parent.parent


def look_at(file: Any, kind: str) -> list[Fault]:
    """
    Return every reason why ``file``, which begins like a ``kind``, is not taken.

    Whatever goes wrong while it is looked at is a reason too: a process that ends by itself, takes
    too long or answers oddly.
    """
    command = [sys.executable, "-P", "-m", "inspection", kind]
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.environ.get("PATH", "")}
    with _on_disk(file) as opened:
        try:
            done = subprocess.run(
                command, stdin=opened, capture_output=True, timeout=WAITING_SECONDS,
                cwd=ROOT, env=environment,
            )  # fmt: skip
            return [Fault(code) for code in json.loads(done.stdout)] if not done.returncode else [
                Fault.UNREADABLE
            ]  # fmt: skip
        except (subprocess.TimeoutExpired, ValueError, TypeError):
            return [Fault.UNREADABLE]


@contextmanager
def _on_disk(file: Any) -> Iterator[int]:
    """Yield a descriptor at the beginning of the file; leave ``file`` at its beginning too."""
    file.seek(0)
    try:
        descriptor = file.fileno()
    except (AttributeError, io.UnsupportedOperation):
        with TemporaryFile() as copy:
            shutil.copyfileobj(file, copy)
            copy.seek(0)
            yield copy.fileno()
    else:
        os.lseek(descriptor, 0, os.SEEK_SET)
        yield descriptor
    file.seek(0)
