"""The register of security requirements: each with what shows it, why not, or what is missing."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
REGISTER = ROOT / "docs" / "security" / "asvs.csv"
# OWASP ASVS 5.0.0: the level of each requirement of a section, in order. Facts of the standard,
# kept apart from the register so that a line left out of it is noticed.
LEVELS = {
    "1.1": "22", "1.2": "1111122223", "1.3": "112222222223", "1.4": "222", "1.5": "123",
    "2.1": "122", "2.2": "112", "2.3": "12223", "2.4": "23",
    "3.1": "3", "3.2": "113", "3.3": "12223", "3.4": "11222233", "3.5": "11122333", "3.6": "3",
    "3.7": "22333",
    "4.1": "12233", "4.2": "23333", "4.3": "22", "4.4": "1222",
    "5.1": "2", "5.2": "112333", "5.3": "113", "5.4": "222",
    "6.1": "122", "6.2": "111111112222", "6.3": "11223333", "6.4": "112233", "6.5": "22222333",
    "6.6": "2223", "6.7": "33", "6.8": "2222",
    "7.1": "222", "7.2": "1111", "7.3": "22", "7.4": "11222", "7.5": "223", "7.6": "22",
    "8.1": "1233", "8.2": "1123", "8.3": "133", "8.4": "23",
    "9.1": "111", "9.2": "1222",
    "10.1": "22", "10.2": "223", "10.3": "22223", "10.4": "1111122222233333", "10.5": "22222",
    "10.6": "22", "10.7": "222",
    "11.1": "2233", "11.2": "22233", "11.3": "11233", "11.4": "1222", "11.5": "23", "11.6": "23",
    "11.7": "33",
    "12.1": "12233", "12.2": "11", "12.3": "22223",
    "13.1": "2333", "13.2": "222223", "13.3": "2233", "13.4": "1222233",
    "14.1": "22", "14.2": "12223333", "14.3": "122",
    "15.1": "12233", "15.2": "12233", "15.3": "1222222", "15.4": "3333",
    "16.1": "2", "16.2": "22222", "16.3": "2222", "16.4": "222", "16.5": "2223",
    "17.1": "23", "17.2": "22223333", "17.3": "22",
}  # fmt: skip
INTRODUCTION = """\
# Security requirements

Each requirement of OWASP ASVS 5.0, levels 1 and 2, by its number and in our own words, with the
tests or pages that show it, why it does not apply, or what is missing. Written from
[asvs.csv](asvs.csv) by `./dev docs`; a check in every run of the tests refuses a line that names a
test that is not there, says two things or none, or is left out.

"""


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement; exactly one of the last three says something."""

    number: str
    level: str
    requirement: str
    shown_by: tuple[str, ...]
    does_not_apply_because: str
    not_yet_because: str


def read(text: str) -> list[Line]:
    """Return the lines of the register."""
    return [
        Line(
            number=row["number"],
            level=row["level"],
            requirement=row["requirement"],
            shown_by=tuple(row["shown_by"].split()),
            does_not_apply_because=row["does_not_apply_because"],
            not_yet_because=row["not_yet_because"],
        )
        for row in csv.DictReader(text.splitlines())
    ]


def find_faults(lines: Sequence[Line]) -> list[str]:
    """Return everything that is wrong with the register, each fault as a sentence."""
    wanted = {
        f"{section}.{n}": level
        for section, levels in LEVELS.items()
        for n, level in enumerate(levels, start=1)
        if level in "12"
    }
    found = {line.number: line.level for line in lines}
    faults = [f"{number} is left out" for number in wanted.keys() - found.keys()]
    faults += [f"{n} is at neither level 1 nor 2" for n in found.keys() - wanted.keys()]
    faults += [
        f"{n} is of level {wanted[n]}" for n in found.keys() & wanted if found[n] != wanted[n]
    ]
    counted = Counter(line.number for line in lines)
    faults += [f"{number} is there twice" for number, times in counted.items() if times > 1]
    return sorted(faults + [fault for line in lines for fault in _find_faults_of(line)])


def _find_faults_of(line: Line) -> Iterable[str]:
    said = [bool(line.shown_by), bool(line.does_not_apply_because), bool(line.not_yet_because)]
    if sum(said) != 1:
        yield f"{line.number} says {sum(said)} things of tests, a reason and a gap"
    for named in line.shown_by:
        if not is_there(named):
            yield f"{line.number} names what is not there: {named}"


def is_there(named: str) -> bool:
    """Tell whether a file, or the test named after `::` in it, exists."""
    name, _, test = named.partition("::")
    path = ROOT / name
    if not path.is_file():
        return False
    return not test or re.search(rf"^def {re.escape(test)}\(", path.read_text(), re.M) is not None


def write() -> str:
    """Return the page docs/security/asvs.md."""
    lines = read(REGISTER.read_text())
    shown = sum(bool(line.shown_by) for line in lines)
    apart = sum(bool(line.does_not_apply_because) for line in lines)
    gaps = [line for line in lines if line.not_yet_because]
    counts = (
        f"{len(lines)} requirements: {shown} shown, {apart} do not apply, {len(gaps)} not yet.\n"
    )
    page = [INTRODUCTION, counts, "\n| number | level | requirement | |\n|---|---|---|---|\n"]
    page += [_write_row(line) for line in lines]
    page += ["\n## Not yet\n\n", *(f"- {line.number}: {line.not_yet_because}\n" for line in gaps)]
    return "".join(page)


def _write_row(line: Line) -> str:
    if line.shown_by:
        told = "<br>".join(f"`{named}`" for named in line.shown_by)
    elif line.not_yet_because:
        told = f"**Not yet**: {line.not_yet_because}"
    else:
        told = f"Does not apply: {line.does_not_apply_because}"
    return f"| {line.number} | {line.level} | {line.requirement} | {told} |\n"
