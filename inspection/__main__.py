"""
``python -m inspection KIND``: look at the file on standard input, print its faults' codes.

This runs in a process of its own with little memory and time: what a hostile file can do to the
program that reads it, it does here.
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from typing import BinaryIO

from inspection import limits
from inspection.faults import Fault
from inspection.second_natures import is_two_things


def find_faults(file: BinaryIO, kind: str) -> list[Fault]:
    """Return every reason why this file, which begins like a ``kind``, is not taken."""
    if is_two_things(file, kind):
        return [Fault.TWO_THINGS]
    # Imported here: each kind needs a library that takes its time to load.
    if kind == "pdf":
        from inspection import pdf  # noqa: PLC0415

        return _limited(lambda: pdf.find_faults(file))
    if kind == "docx":
        from inspection import word  # noqa: PLC0415

        return _limited(lambda: word.find_faults(file))
    from inspection import pictures  # noqa: PLC0415

    return _limited(lambda: pictures.find_faults(file, kind))


def _limited(look: Callable[[], list[Fault]]) -> list[Fault]:
    """Look at the file with the memory and time that it may take, and without writing a byte."""
    for kind, most in (
        (resource.RLIMIT_AS, limits.MEMORY_BYTES),
        (resource.RLIMIT_CPU, limits.PROCESSOR_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    try:
        return look()
    except MemoryError:
        return [Fault.EXPANDS]


if __name__ == "__main__":
    with os.fdopen(0, "rb", closefd=False) as given:
        found = find_faults(given, sys.argv[1])
    os.write(1, json.dumps(found).encode())
