"""The root of a tree of hashes, so that one short value stands for any number of events."""

from collections.abc import Iterable
from hashlib import sha256

LEAF, NODE = b"\x00", b"\x01"  # told apart, or a node could be passed off as a leaf


def find_root(leaves: Iterable[bytes]) -> bytes:
    """
    Return the 32 bytes at the root of the tree over ``leaves``, in their order.

    Source: RFC 6962 section 2.1. Its split at the largest power of two is the same tree as pairing
    neighbours level by level and passing an odd last one up unchanged.
    """
    level = [sha256(LEAF + leaf).digest() for leaf in leaves]
    if not level:
        return sha256().digest()
    while len(level) > 1:
        paired = zip(level[::2], level[1::2], strict=False)
        above = [sha256(NODE + left + right).digest() for left, right in paired]
        level = above + level[len(level) - len(level) % 2 :]
    return level[0]
