"""Secrets that a program shows: made here, shown once, kept as a digest alone."""

from hashlib import sha256
from secrets import token_urlsafe

RANDOM_BYTES = 32
# So that a scanner of repositories can tell what was left lying about, and whose it is.
CLIENT_SECRET, BEARER, PERSONAL = "fhs_", "fht_", "fhp_"


def make_secret(kind: str) -> str:
    """Return a new secret: 256 random bits behind the mark of its ``kind``."""
    return f"{kind}{token_urlsafe(RANDOM_BYTES)}"


def digest(secret: str) -> str:
    """
    Return what is kept of a secret.

    A plain SHA-256 is enough: what has 256 random bits cannot be guessed, however fast one guesses.
    """
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
