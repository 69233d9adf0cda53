"""The key that signs checkpoints: Ed25519 (RFC 8032), its 32 bytes written as base64."""

from base64 import b64decode, b64encode
from binascii import Error

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEY_BYTES = 32


class NotAKey(ValueError):
    """What was given as a key is none."""


def make_key() -> str:
    """Return a new signing key, to be kept secret."""
    return b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()


def find_public_key(signing_key: str) -> str:
    """
    Return what signatures of ``signing_key`` are checked with; it need not be kept secret.

    :raises NotAKey: if it is not 32 bytes in base64.
    """
    return b64encode(_private(signing_key).public_key().public_bytes_raw()).decode()


def sign(words: bytes, signing_key: str) -> bytes:
    """
    Return the 64 bytes of the signature.

    :raises NotAKey: if ``signing_key`` is not 32 bytes in base64.
    """
    return _private(signing_key).sign(words)


def is_signed(words: bytes, signature: bytes, public_key: str) -> bool:
    """
    Tell whether ``signature`` is that of ``words`` by the holder of ``public_key``.

    :raises NotAKey: if ``public_key`` is not 32 bytes in base64.
    """
    try:
        Ed25519PublicKey.from_public_bytes(_read(public_key)).verify(signature, words)
    except InvalidSignature:
        return False
    return True


def _private(signing_key: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_read(signing_key))


def _read(key: str) -> bytes:
    try:
        found = b64decode(key, validate=True)
    except (Error, ValueError):
        found = b""
    if len(found) != KEY_BYTES:
        raise NotAKey(f"a key is {KEY_BYTES} bytes in base64: make one with `manage.py audit_key`")
    return found
