"""Text that must be kept for a while and read by nobody but the service: encrypted at rest."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


def make_cipher(purpose: str) -> MultiFernet:
    """
    Return what encrypts and decrypts for one purpose: what was sealed for another stays shut.

    Its key is made from SECRET_KEY; what an earlier key of OLD_SECRET_KEYS sealed is still read.
    """
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_derive(key, purpose)) for key in keys])


def seal(text: str, *, purpose: str) -> str:
    """Return ``text`` encrypted, as plain characters."""
    return make_cipher(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """Return what was sealed, or nothing where that cannot be read any more."""
    try:
        return make_cipher(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return ""


def _derive(key: str, purpose: str) -> bytes:
    return urlsafe_b64encode(salted_hmac(purpose, "", secret=key, algorithm="sha256").digest())
