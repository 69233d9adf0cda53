"""
Two checks that nothing hidden can be worked out, each written apart from the search for a pattern.

Audit A looks at the witnesses, without a solver. Audit B is the reader as attacker: it has the
published bytes, its own statement of the sums, and a solver.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from transparency.attack import find_range
from transparency.measures import MEASURES, Group
from transparency.publication import ESTABLISHMENT_GROUPS, HEADINGS, HIDDEN
from transparency.suppression import Cell, LinearFact, Witness

# All that the definitions tell a reader, said here a second time: a slip in one, the other finds.
# What no line is called is printed nowhere, and a reader finds it by subtraction.
READERS_KNOW = """
exclusions = held + not_yet_held
held = held_in_time + held_late + held_limit_unknown
held = reinstated + declined
exclusions = la_told + not_told
la_told = la_told_same_day + told_later
exclusions = la_told_same_day + not_told_same_day
held = la_invited + not_invited
held = la_attended + not_attended
"""
ACROSS = f"{Group.TOTAL} = {Group.ACADEMY} + {Group.MAINTAINED}"


class UnreadablePublication(Exception):
    """The published bytes are not in the shape that every reader relies on."""


@dataclass(frozen=True, slots=True)
class AttackReport:
    """What a reader could work out: nothing, if ``findings`` is empty."""

    hidden: int
    narrowest: int | None  # whole numbers that the best-known hidden count could still be
    findings: tuple[str, ...]


def check_witnesses(
    values: Mapping[Cell, int],
    facts: Sequence[LinearFact],
    *,
    hidden: Collection[Cell],
    witnesses: Sequence[Witness],
    threshold: int,
    unprinted: Collection[Cell] = (),
) -> list[str]:
    """
    Audit A: return what is wrong with the witnesses of this pattern; an empty list means it holds.

    Each must be a whole, possible table that a reader cannot tell from the truth; and for each
    small count, printed or only worked out, one must say 0 and one ``threshold`` or more.
    """
    faults = []
    unseen = {*hidden, *unprinted}
    told = {cell: n for cell, n in values.items() if cell not in unseen}
    for number, witness in enumerate(witnesses, start=1):
        faults += [f"witness {number} {fault}" for fault in _doubt(witness, facts, told)]
    for cell in sorted(cell for cell, n in values.items() if 0 < n < threshold):
        seen = {witness.table[cell] for witness in witnesses}
        if cell not in unseen:
            faults.append(f"{cell} is small and would be shown")
        elif 0 not in seen or max(seen) < threshold:
            faults.append(f"{cell} has no witness on both sides")
    return faults


def _doubt(
    witness: Witness, facts: Sequence[LinearFact], told: Mapping[Cell, int]
) -> Iterator[str]:
    table = witness.table
    if any(n < 0 or not isinstance(n, int) for n in table.values()):
        yield "is not a table of whole numbers"
    if not all(fact.holds(table) for fact in facts):
        yield "does not add up"
    if any(table[cell] != n for cell, n in told.items()):
        yield "contradicts what is published"


def attack(
    page: str,
    data: str,
    said: str,
    *,
    known: Mapping[Cell, int],
    threshold: int,
) -> AttackReport:
    """
    Audit B: try to work out hidden counts from the published bytes alone.

    ``page`` holds the table, ``data`` the CSV, ``said`` the chart and every sentence with a number.
    ``known`` are counts that earlier releases showed and that still hold: the reader kept them.

    :raises UnreadablePublication: if page or data cannot be read back.
    """
    shown, on_page = read_csv(data), read_table(page)
    findings = [] if shown == on_page else ["the page and the data differ"]
    findings += _find_stray_percentages(shown, page, data)
    findings += _find_stray_numbers(shown, said)
    fixed = {cell: n for cell, n in shown.items() if n is not None} | dict(known)
    widths: dict[Cell, int] = {}
    for cell in sorted(cell for cell, n in shown.items() if n is None and cell not in known):
        possible = find_range(cell, fixed, list(_state_sums()))
        if possible is None:
            return AttackReport(len(widths), None, (*findings, "the figures contradict each other"))
        least, most = possible
        widths[cell] = most - least
        if widths[cell] < threshold:
            findings.append(f"{cell[0]} for {cell[1]} must lie between {least} and {most}")
    findings += _find_small_remainders(fixed, threshold)
    narrowest = min(widths.values()) + 1 if widths else None
    return AttackReport(len(widths), narrowest, tuple(findings))


def _find_small_remainders(fixed: Mapping[Cell, int], threshold: int) -> Iterator[str]:
    """Yield every count that is printed nowhere, and that subtraction shows to be a small one."""
    sums, printed = list(_state_sums()), {measure.key for measure in MEASURES}
    for cell in sorted({cell for terms, _ in sums for cell, _ in terms if cell[0] not in printed}):
        possible = find_range(cell, fixed, sums)
        if possible and possible[0] > 0 and possible[1] < threshold:
            yield f"{cell[0]} for {cell[1]} must lie between {possible[0]} and {possible[1]}"


def read_csv(data: str) -> dict[Cell, int | None]:
    """Read the counts back from the published CSV."""
    groups = {words: group.value for group, words in ESTABLISHMENT_GROUPS.items()}
    cells: dict[Cell, int | None] = {}
    for row in csv.DictReader(io.StringIO(data)):
        for column, typed in row.items():
            if column.endswith("_count"):
                cell = column.removesuffix("_count"), groups[row["establishment_type_group"]]
                cells[cell] = _read_count(typed)
    return _check_complete(cells)


def read_table(page: str) -> dict[Cell, int | None]:
    """Read the counts back from the published table."""
    keys = {measure.label: measure.key for measure in MEASURES}
    groups = {words: group.value for group, words in HEADINGS.items()}
    return _check_complete(
        {
            (keys[label], groups[heading]): _read_count(typed.split()[0])
            for label, heading, typed in _read_rows(page)
            if label in keys
        }
    )


def _check_complete(cells: dict[Cell, int | None]) -> dict[Cell, int | None]:
    if set(cells) != {(m.key, g.value) for m in MEASURES for g in Group}:
        raise UnreadablePublication("the published figures are not complete")
    return cells


def _read_count(typed: str) -> int | None:
    if typed == HIDDEN:
        return None
    if not re.fullmatch(r"[\d,]+", typed):
        raise UnreadablePublication(f"{typed!r} is neither a count nor “{HIDDEN}”")
    return int(typed.replace(",", ""))


def _state_sums() -> Iterator[tuple[list[tuple[Cell, int]], str]]:
    for line in READERS_KNOW.strip().splitlines():
        for group in Group:
            left, relation, *right = line.replace("+", " ").split()
            terms = [((left, group.value), 1), *(((part, group.value), -1) for part in right)]
            yield terms, relation
    for measure in MEASURES:
        left, relation, *right = ACROSS.replace("+", " ").split()
        yield [((measure.key, left), 1), *(((measure.key, g), -1) for g in right)], relation


def _find_stray_percentages(shown: Mapping[Cell, int | None], page: str, data: str) -> list[str]:
    """Return every percentage that is shown although one of its two counts is hidden."""
    wholes = {m.key: m.share_of for m in MEASURES if m.share_of}
    keys = {measure.label: measure.key for measure in MEASURES}
    groups = {words: group.value for group, words in HEADINGS.items()}
    spoken = {
        (keys[label], groups[heading])
        for label, heading, typed in _read_rows(page)
        if label in keys and "%" in typed
    }
    in_data = {words: group.value for group, words in ESTABLISHMENT_GROUPS.items()}
    for row in csv.DictReader(io.StringIO(data)):
        for key in wholes:
            if row[f"{key}_percent"][:1].isdigit():
                spoken.add((key, in_data[row["establishment_type_group"]]))
    return [
        f"a percentage of {key} for {group} is shown although a count behind it is hidden"
        for key, group in sorted(spoken)
        if shown[key, group] is None or shown[wholes[key], group] is None
    ]


def _find_stray_numbers(shown: Mapping[Cell, int | None], said: str) -> list[str]:
    """Return every number that is said in words and is not a figure shown."""
    words = re.sub(r"<[^>]*>", " ", said)
    allowed = {f"{n:,}" for n in shown.values() if n is not None}
    stray = set(re.findall(r"\d+(?:,\d{3})*", words)) - allowed
    return [f"{n} is said in words and is not a figure shown" for n in sorted(stray)]


class _TableReader(HTMLParser):
    """Gathers every body row: the row's name, the label of each cell, its text."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, str, str]] = []
        self.name, self.heading, self.text, self.inside = "", "", "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "th" and given.get("scope") == "row":
            self.inside, self.text = "th", ""
        elif tag == "td":
            self.inside, self.text, self.heading = "td", "", given.get("data-label") or ""

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside == "th":
            self.name = self.text.strip()
        elif tag == self.inside == "td":
            self.rows.append((self.name, self.heading, self.text.strip()))
        if tag == self.inside:
            self.inside = ""


def _read_rows(page: str) -> list[tuple[str, str, str]]:
    reader = _TableReader()
    reader.feed(page)
    return reader.rows
