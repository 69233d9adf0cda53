"""
Passwords that are known from breaches, read from a file that the council has fetched.

No password, nor any part of its digest, leaves the service. The file is the list of Have I Been
Pwned in its own form: a line for each password, its SHA-1 in capitals, a colon, how often it was
seen; sorted by digest. It has tens of gigabytes, so it is searched where it lies.
"""

from __future__ import annotations

import os
from hashlib import sha1
from io import BufferedReader

from django.conf import settings
from django.core.exceptions import ValidationError

DIGEST_LENGTH = 40  # characters of a SHA-1 in hexadecimal


def is_listed(digest: bytes, file: BufferedReader) -> bool:
    """Tell whether a line of the sorted ``file`` begins with ``digest``, in capitals."""
    low, high = 0, file.seek(0, os.SEEK_END)
    while low < high:  # for the first place from which on no line is smaller
        middle = (low + high) // 2
        line = _read_line_from(middle, file)
        if line and line[:DIGEST_LENGTH] < digest:
            low = middle + 1
        else:
            high = middle
    return _read_line_from(low, file)[:DIGEST_LENGTH] == digest


def _read_line_from(place: int, file: BufferedReader) -> bytes:
    """Return the first line that begins at ``place`` or after it; nothing at the end."""
    file.seek(max(place - 1, 0))
    if place:
        file.readline()
    return file.readline()


class BreachedPasswordValidator:
    """Refuses a password of the list at BREACHED_PASSWORDS; without a list it refuses none."""

    def validate(self, password: str, user: object = None) -> None:
        if not settings.BREACHED_PASSWORDS:
            return
        digest = sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
        with open(settings.BREACHED_PASSWORDS, "rb") as file:
            if is_listed(digest, file):
                raise ValidationError(
                    "This password is known to people who break into accounts. Choose another.",
                    code="password_breached",
                )

    def get_help_text(self) -> str:
        return "Your password can’t be one that is known from a breach."
