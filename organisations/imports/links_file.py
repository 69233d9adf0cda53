"""The register's file of links: which school followed which."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from organisations.imports.faults import Fault, FaultyFile
from organisations.imports.register_file import (
    Refused,
    decode,
    find_columns,
    read_day,
    read_rows,
    read_urn,
)

COLUMNS = ("URN", "LinkURN", "LinkType", "LinkEstablishedDate")
BACKWARDS, ONWARDS = "Predecessor", "Successor"


class Link(NamedTuple):
    """A school and one that it came from."""

    urn: int
    predecessor: int
    kind: str
    established_on: date | None


@dataclass(frozen=True, slots=True)
class Links:
    links: list[Link]
    other: int  # rows that name no predecessor: sixth form links, expansions, closures


def read_links(content: bytes) -> Links:
    """
    Return each pair of school and predecessor once, from links written in either direction.

    :raises FaultyFile: with every fault of encoding, columns and rows.
    """
    rows = read_rows(decode(content))
    places, width = find_columns(rows, COLUMNS)
    found, faults, other = dict[tuple[int, int], Link](), list[Fault](), 0
    for line, cells, broken in rows:
        if broken or len(cells) != width:
            advice = broken or f"has {len(cells)} cells where the header has {width}"
            faults.append(Fault(line, "", "", advice))
            continue
        link, wrong = _read(line, [cells[places[column]].strip() for column in COLUMNS])
        faults += wrong
        if link is None or link.urn == link.predecessor:
            other += not wrong
        elif link.kind.startswith(BACKWARDS):
            found[link.urn, link.predecessor] = link
        else:
            turned = Link(link.predecessor, link.urn, _turn(link.kind), link.established_on)
            found.setdefault((turned.urn, turned.predecessor), turned)
    if faults:
        raise FaultyFile(faults)
    return Links(list(found.values()), other)


def _read(line: int, typed: list[str]) -> tuple[Link | None, list[Fault]]:
    faults, urns = list[Fault](), list[int]()
    day: date | None = None
    for column, cell in zip(COLUMNS[:2], typed[:2], strict=True):
        try:
            urns.append(read_urn(cell))
        except Refused as advice:
            faults.append(Fault(line, column, cell, str(advice)))
    try:
        day = read_day(typed[3])
    except Refused as advice:
        faults.append(Fault(line, COLUMNS[3], typed[3], str(advice)))
    kind = typed[2]
    if faults or not kind.startswith((BACKWARDS, ONWARDS)):
        return None, faults
    return Link(urns[0], urns[1], kind[:60], day), faults


def _turn(kind: str) -> str:
    return kind.replace(ONWARDS, BACKWARDS, 1)
