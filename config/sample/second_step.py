"""The code that an authenticator app would show: RFC 6238, with SHA-1, 30 seconds, 6 figures."""

import base64
import hashlib
import hmac

STEP_SECONDS = 30


def make_code(secret: str, *, now: float) -> str:
    """Return the code of a base32 ``secret`` at ``now``, in seconds since 1970."""
    counter = int(now // STEP_SECONDS).to_bytes(8, "big")
    digest = hmac.digest(base64.b32decode(secret), counter, hashlib.sha1)
    offset = digest[-1] & 0x0F  # RFC 4226 section 5.3
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
