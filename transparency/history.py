"""What changed from one release to the next, told from published figures alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from transparency import queries
from transparency.models import Release


@dataclass(frozen=True, slots=True)
class Change:
    """One release in the log: the release, and how many of its figures differ from the last."""

    release: Release
    figures_changed: int | None  # None for the first release


def count_small_changes(new: Release, last: Release) -> int:
    """
    Return how many figures shown in both differ by less than a figure must be to be shown.

    Readers can compare two releases: such a change is a small number, told by subtraction.
    """
    before, after = queries.get_figures(last), queries.get_figures(new)
    changes = [abs(n - m) for cell, n in after.items() if n is not None
               and (m := before[cell]) is not None]  # fmt: skip
    return sum(0 < change <= new.audit["small"] for change in changes)


def list_changes(releases: Sequence[Release]) -> list[Change]:
    """Return one line for each release, newest first as given; a figure now hidden has changed."""
    sheets = [queries.get_figures(release) for release in releases]
    sizes = [
        sum(later[cell] != earlier[cell] for cell in later) for later, earlier in pairwise(sheets)
    ]
    return [Change(release, size) for release, size in zip(releases, [*sizes, None], strict=True)]
