"""
Words that are no password here, since whoever guesses tries them first.

What is left of a password without them must still be long enough to be one.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError

LEFT = 6  # letters that a password with such a word must have besides
OF_THE_SUBJECT = (
    "headteacher", "governor", "governing", "authority", "reinstatement", "reinstated",
    "exclusions", "exclusion", "excluded", "suspensions", "suspension", "suspended", "permanent",
    "hearings", "hearing", "council", "borough", "county", "academy", "schools", "school",
    "pupils", "pupil", "children", "child", "education", "teacher", "office", "welcome",
    "password", "letmein", "changeme", "admin", "secret",
)  # fmt: skip
LOOKALIKES = str.maketrans("013457@$!", "oieastasi")
NO_LETTERS = frozenset(string.digits + string.punctuation + string.whitespace)


def list_words() -> frozenset[str]:
    """Return the words of the subject, and those of the service's, council's and host's names."""
    names = f"{settings.SERVICE_NAME} {settings.COUNCIL_NAME} {settings.BASE_URL}".lower()
    own = (word for word in re.findall(r"[^\W\d_]+", names) if len(word) > 3)
    return frozenset({*OF_THE_SUBJECT, *own})


def count_left(password: str, words: Iterable[str]) -> int | None:
    """
    Return how many letters ``password`` has besides ``words``, or None if it has none of them.

    A figure or sign that stands for a letter hides no word, and is no letter by itself.
    """
    plain = "".join(each.lower()[0] for each in password).translate(LOOKALIKES)
    within: set[int] = set()
    for word in words:
        for found in re.finditer(f"(?={re.escape(word)})", plain):
            within.update(range(found.start(), found.start() + len(word)))
    left = [each for n, each in enumerate(password) if n not in within]
    return sum(each not in NO_LETTERS for each in left) if within else None


class OwnWordsValidator:
    """Refuses a password that is little more than names of this service or words of its subject."""

    def validate(self, password: str, user: object = None) -> None:
        left = count_left(password, list_words())
        if left is not None and left < LEFT:
            raise ValidationError(
                "This password is made of words that belong to this service. Choose other words.",
                code="password_own_words",
            )

    def get_help_text(self) -> str:
        return "Your password can’t be made of words that belong to this service."
