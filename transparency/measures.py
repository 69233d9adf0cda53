"""Every published measure: what is counted, out of what, and how the counts hang together."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from transparency.suppression import EQUAL, Cell, LinearFact


class Group(StrEnum):
    """The kinds of school that are shown side by side, as the law saw them on the day."""

    ACADEMY = "ACADEMY"
    MAINTAINED = "MAINTAINED"  # pupil referral units with them: the same duties bind both
    TOTAL = "TOTAL"


class BoardOutcome(StrEnum):
    """Where the governing board's part of one exclusion has got to."""

    AWAITING = "AWAITING"
    CANCELLED = "CANCELLED"
    REINSTATED = "REINSTATED"
    DECLINED = "DECLINED"


HEARD = (BoardOutcome.REINSTATED, BoardOutcome.DECLINED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionRow:
    """One permanent exclusion as it stood when the figures were compiled. Names no child."""

    group: Group
    outcome: BoardOutcome
    has_ended: bool  # nothing more can happen to it at this stage of the law
    excluded_on: date
    decided_on: date | None = None  # the day the board met and decided
    due_on: date | None = None  # its last day in time; None where it cannot be counted
    told_on: date | None = None  # the day the local authority was told
    la_invited: bool = False  # to the meeting that was held
    la_attended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One named count over exclusions, and the count it is a share of."""

    key: str
    label: str
    definition: str
    counts: Callable[[ExclusionRow], bool]
    share_of: str = ""  # the key of the denominator, where a percentage means something


def is_exclusion(row: ExclusionRow) -> bool:
    return row.outcome is not BoardOutcome.CANCELLED


def is_held(row: ExclusionRow) -> bool:
    return row.outcome in HEARD


def is_held_in_time(row: ExclusionRow) -> bool:
    return is_held(row) and _is_dated(row) and not _is_after_limit(row)


def is_held_late(row: ExclusionRow) -> bool:
    return is_held(row) and _is_dated(row) and _is_after_limit(row)


def is_held_on_unknown_limit(row: ExclusionRow) -> bool:
    return is_held(row) and not _is_dated(row)


def is_not_yet_held(row: ExclusionRow) -> bool:
    return row.outcome is BoardOutcome.AWAITING


def is_cancelled(row: ExclusionRow) -> bool:
    return row.outcome is BoardOutcome.CANCELLED


def is_reinstated(row: ExclusionRow) -> bool:
    return row.outcome is BoardOutcome.REINSTATED


def is_declined(row: ExclusionRow) -> bool:
    return row.outcome is BoardOutcome.DECLINED


def is_la_told(row: ExclusionRow) -> bool:
    return is_exclusion(row) and row.told_on is not None


def is_la_told_same_day(row: ExclusionRow) -> bool:
    return is_exclusion(row) and row.told_on is not None and row.told_on <= row.excluded_on


def is_la_invited(row: ExclusionRow) -> bool:
    return is_held(row) and row.la_invited


def is_la_attended(row: ExclusionRow) -> bool:
    return is_held(row) and row.la_attended


def _is_dated(row: ExclusionRow) -> bool:
    return row.decided_on is not None and row.due_on is not None


def _is_after_limit(row: ExclusionRow) -> bool:
    return bool(row.decided_on and row.due_on and row.decided_on > row.due_on)


MEASURES = (
    Measure(
        key="exclusions",
        label="Permanent exclusions",
        definition=(
            "Pupils permanently excluded in the school year, 1 August to 31 July, by the day the "
            "exclusion was given. Those that the governing board or a review overturned later are "
            "counted; those cancelled before the board met are counted apart, and in no other line."
        ),
        counts=is_exclusion,
    ),
    Measure(
        key="la_told",
        label="Local authority told",
        definition="Exclusions of which the local authority has been told.",
        counts=is_la_told,
        share_of="exclusions",
    ),
    Measure(
        key="la_told_same_day",
        label="Local authority told on the same day",
        definition=(
            "Exclusions of which the local authority was told on the day they were given. The law "
            "says “without delay”."
        ),
        counts=is_la_told_same_day,
        share_of="exclusions",
    ),
    Measure(
        key="held",
        label="Governing board has met",
        definition=(
            "Exclusions on which the governing board has met and decided. A meeting entered by "
            "mistake is left out."
        ),
        counts=is_held,
        share_of="exclusions",
    ),
    Measure(
        key="held_in_time",
        label="Met in time",
        definition=(
            "The board met and decided within 15 school days of being told of the exclusion, "
            "counted on that school’s own calendar, or by the day to which extraordinary events "
            "had let that limit run on."
        ),
        counts=is_held_in_time,
        share_of="held",
    ),
    Measure(
        key="held_late",
        label="Met late",
        definition="The board met and decided later than that.",
        counts=is_held_late,
        share_of="held",
    ),
    Measure(
        key="held_limit_unknown",
        label="Met, but the time limit is not known",
        definition=(
            "The board met and decided, but the school’s dates that are needed to count the 15 "
            "school days were not available."
        ),
        counts=is_held_on_unknown_limit,
        share_of="held",
    ),
    Measure(
        key="not_yet_held",
        label="Governing board has not yet met",
        definition="Exclusions that still await the governing board’s meeting and decision.",
        counts=is_not_yet_held,
        share_of="exclusions",
    ),
    Measure(
        key="la_invited",
        label="Local authority invited",
        definition=(
            "Board meetings held to which the local authority was invited. At an academy the law "
            "gives it a place when the family asks."
        ),
        counts=is_la_invited,
        share_of="held",
    ),
    Measure(
        key="la_attended",
        label="Local authority attended",
        definition=(
            "Board meetings held that somebody from the local authority attended, invited or not."
        ),
        counts=is_la_attended,
        share_of="held",
    ),
    Measure(
        key="reinstated",
        label="Pupil reinstated",
        definition="The board decided that the pupil returns to the school.",
        counts=is_reinstated,
        share_of="held",
    ),
    Measure(
        key="declined",
        label="Board declined to reinstate",
        definition=(
            "The board decided that the exclusion stands. A review panel may have looked at it "
            "afterwards."
        ),
        counts=is_declined,
        share_of="held",
    ),
    Measure(
        key="cancelled",
        label="Cancelled before the board met",
        definition=(
            "Exclusions that the headteacher cancelled before the governing board met. They are "
            "not among the permanent exclusions above."
        ),
        counts=is_cancelled,
    ),
)
BY_KEY: Mapping[str, Measure] = {measure.key: measure for measure in MEASURES}
CELLS: tuple[Cell, ...] = tuple((m.key, group.value) for m in MEASURES for group in Group)

# What is left of a whole beside its part. It is printed nowhere, and anybody can subtract: it is
# protected like a figure that is. The other differences between two figures are figures themselves.
REMAINDERS: Mapping[str, tuple[str, str]] = {
    "not_told": ("exclusions", "la_told"),
    "told_later": ("la_told", "la_told_same_day"),
    "not_told_same_day": ("exclusions", "la_told_same_day"),
    "not_invited": ("held", "la_invited"),
    "not_attended": ("held", "la_attended"),
}
UNPRINTED: frozenset[Cell] = frozenset((key, group.value) for key in REMAINDERS for group in Group)

WHOLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("exclusions", ("held", "not_yet_held")),
    ("held", ("held_in_time", "held_late", "held_limit_unknown")),
    ("held", ("reinstated", "declined")),
    *((whole, (part, key)) for key, (whole, part) in REMAINDERS.items()),
)


def count_cells(rows: Iterable[ExclusionRow]) -> dict[Cell, int]:
    """Return every count, printed or left over, true and unprotected, for each group."""
    counts = dict.fromkeys(CELLS, 0)
    for row in rows:
        for measure in MEASURES:
            if measure.counts(row):
                counts[measure.key, row.group.value] += 1
                counts[measure.key, Group.TOTAL.value] += 1
    return counts | find_remainders(counts)


def find_remainders(counts: Mapping[Cell, int]) -> dict[Cell, int]:
    """Return what each whole of ``counts`` has beside its part, for each group."""
    return {
        (key, group.value): counts[whole, group.value] - counts[part, group.value]
        for key, (whole, part) in REMAINDERS.items()
        for group in Group
    }


def state_linear_facts() -> tuple[LinearFact, ...]:
    """Return all that a reader of the definitions knows of how the counts hang together."""
    facts = [
        LinearFact(
            terms=(
                ((m.key, Group.TOTAL.value), -1),
                ((m.key, Group.ACADEMY.value), 1),
                ((m.key, Group.MAINTAINED.value), 1),
            ),
            relation=EQUAL,
        )
        for m in MEASURES
    ]
    for group in Group:
        facts += [
            LinearFact(
                terms=(((whole, group.value), -1), *(((p, group.value), 1) for p in parts)),
                relation=EQUAL,
            )
            for whole, parts in WHOLES
        ]
    return tuple(facts)
