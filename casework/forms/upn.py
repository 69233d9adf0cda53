"""Unique pupil numbers: thirteen characters, of which the first proves the others."""

import re

CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # no I, O or S, which are taken for digits
# A temporary number, for a pupil whose own is not known yet, ends in a letter.
SHAPE = re.compile(rf"[{CHECK_LETTERS}][0-9]{{11}}[0-9{CHECK_LETTERS}]")


def tidy_upn(typed: str) -> str:
    """Return the number as it is kept: capitals, no spaces."""
    return re.sub(r"\s", "", typed).upper()


def find_upn_fault(upn: str) -> str:
    """
    Return what is wrong with a tidied number, or ``""``.

    The check letter is the sum of each later character's value times its place, modulo 23; a
    letter at the end of a temporary number has the value of its place among the check letters.
    """
    if not SHAPE.fullmatch(upn):
        return "A UPN is a letter and 12 numbers, like Y820432115014"
    values = [CHECK_LETTERS.find(c) if c.isalpha() else int(c) for c in upn[1:]]
    total = sum(place * value for place, value in enumerate(values, start=2))
    if CHECK_LETTERS[total % len(CHECK_LETTERS)] != upn[0]:
        return "Check the UPN: its first letter does not fit its numbers"
    return ""
