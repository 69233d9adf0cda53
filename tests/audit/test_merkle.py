from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from audit.merkle import find_root


def root_by_definition(leaves):
    """RFC 6962 section 2.1, word for word: split at the largest power of two below the number."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = root_by_definition(leaves[:split]), root_by_definition(leaves[split:])
    return sha256(b"\x01" + left + right).digest()


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_the_root_is_that_of_the_definition(leaves):
    assert find_root(leaves) == root_by_definition(leaves)


def test_the_empty_tree_has_the_hash_of_nothing():
    """The first test vector of the reference implementation of RFC 6962."""
    assert find_root([]).hex() == (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )


def test_a_leaf_cannot_be_passed_off_as_a_node():
    a, b = sha256(b"\x00a").digest(), sha256(b"\x00b").digest()
    assert find_root([b"a", b"b"]) != find_root([a + b])
