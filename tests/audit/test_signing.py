import pytest

from audit import signing
from audit.signing import NotAKey


def test_what_was_signed_is_known_by_the_public_key():
    key = signing.make_key()
    public = signing.find_public_key(key)
    signature = signing.sign(b"words", key)

    assert signing.is_signed(b"words", signature, public)
    assert not signing.is_signed(b"wordz", signature, public)
    assert not signing.is_signed(b"words", signature, signing.find_public_key(signing.make_key()))


@pytest.mark.parametrize("key", ["", "short", "bm90IDMyIGJ5dGVz", "é" * 44])
def test_what_is_no_key_is_told(key):
    with pytest.raises(NotAKey, match="audit_key"):
        signing.sign(b"words", key)
