"""Turn a letter's facts into its final words, with nothing in them that a mail could break on."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.template.loader import render_to_string

# Control characters, halves of surrogate pairs, and marks that turn the direction of writing.
NOT_PRINTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
SUBJECT_CHARACTERS = 200


def clean_text(text: str) -> str:
    """Return ``text`` with plain line ends and without what is not printed, NUL among it."""
    return NOT_PRINTED.sub("", LINE_ENDS.sub("\n", text))


def clean_line(text: str) -> str:
    """Return ``text`` as one line of single spaces, fit for a subject or a file name."""
    return " ".join(clean_text(text).split())


def clean_subject(text: str) -> str:
    """Return ``text`` as a subject of at most 200 characters on one line."""
    line = clean_line(text)
    return line if len(line) <= SUBJECT_CHARACTERS else line[: SUBJECT_CHARACTERS - 1] + "…"


def write_text(template: str, facts: Mapping[str, object]) -> str:
    """
    Return the words of a plain text ``template``, in which nothing is escaped.

    :raises UnknownFact: if the template names a fact that is not in ``facts``.
    """
    return clean_text(render_to_string(template, dict(facts), using="letter-text"))


def write_html(template: str, facts: Mapping[str, object]) -> str:
    """
    Return the HTML of ``template``, in which every fact is escaped.

    :raises UnknownFact: if the template names a fact that is not in ``facts``.
    """
    return clean_text(render_to_string(template, dict(facts), using="letter-html"))
