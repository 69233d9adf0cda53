"""What people paste: line breaks made alike, and characters that cannot be kept taken out."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.datastructures import MultiValueDict

# Word's soft line break, form feed, and Unicode's own: people mean a new line.
LINE_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Other control characters (PostgreSQL refuses NUL), halves of a character (UTF-8 refuses them),
# and marks that turn the direction of text, with which a name can be made to read as another.
UNKEEPABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def tidy(text: str) -> tuple[str, bool]:
    """Return ``text`` as it can be kept, and whether anything had to be taken out of it."""
    kept, taken = UNKEEPABLE.subn("", LINE_BREAKS.sub("\n", text))
    return kept, bool(taken)


def tidy_data(
    data: Mapping[str, object] | None,
) -> tuple[MultiValueDict[str, Any] | None, set[str]]:
    """Return a tidy copy of what a form was sent, and the names of boxes that lost something."""
    if data is None:
        return None, set()
    lists = data.lists() if isinstance(data, MultiValueDict) else data.items()
    tidied: MultiValueDict[str, Any] = MultiValueDict()
    lost: set[str] = set()
    for name, values in lists:
        kept: list[object] = []
        for value in values if isinstance(values, list) else [values]:
            text, taken = tidy(value) if isinstance(value, str) else (value, False)
            kept.append(text)
            lost |= {name} if taken else set()
        tidied.setlist(name, kept)
    return tidied, lost
