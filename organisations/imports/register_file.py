"""The school register's file: its true layout and encoding in, establishments and faults out."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from organisations.imports.faults import Fault, FaultyFile
from organisations.school_types import is_known_type, read_school_type

ENCODING = "cp1252"
WELSH_CODES = frozenset(str(code) for code in range(660, 682))
ELSEWHERE_CODES = frozenset({"000", *(str(code) for code in range(701, 709))})
WELSH_GROUP, WELSH_TYPE = "6", "30"
OVERSEAS_TYPES = frozenset({"25", "26", "37"})
ACADEMY_GROUPS = frozenset({"10", "11"})  # elsewhere the column names a foundation, no proprietor
STATUSES = frozenset("1234")


class Establishment(NamedTuple):
    """One row of the register, in the order of the staging table. Codes have no leading zeros."""

    urn: int
    name: str
    authority_code: str
    establishment_number: str
    type_group_code: str
    type_code: str
    status_code: str
    phase_code: str
    phase: str
    opened_on: date | None
    closed_on: date | None
    lowest_age: int | None
    highest_age: int | None
    town: str
    postcode: str
    trust_uid: str
    trust_name: str
    school_type: str


@dataclass(frozen=True, slots=True)
class Register:
    establishments: list[Establishment]
    left_out: Counter[str]  # how many rows, by the reason
    unknown_types: Counter[str] = field(default_factory=Counter)  # how many schools, by the code


class Refused(ValueError):
    """A cell cannot be read; the message says what to do."""


def _text(longest: int) -> Callable[[str], str]:
    def read(typed: str) -> str:
        if len(typed) > longest:
            raise Refused(f"shorten it to {longest} characters")
        if "\x00" in typed:
            raise Refused("take out the character that is no text")
        return typed

    return read


def _required(longest: int) -> Callable[[str], str]:
    def read(typed: str) -> str:
        if not typed:
            raise Refused("enter it: it may not be blank")
        return _text(longest)(typed)

    return read


def _code(typed: str) -> str:
    if typed and not (typed.isascii() and typed.isdigit() and len(typed) <= 3):
        raise Refused("must be a code of 1 to 3 figures")
    return typed.lstrip("0")


def _phase_code(typed: str) -> str:
    return "0" if typed.strip("0") == "" and typed else _code(typed)


def _status(typed: str) -> str:
    if typed not in STATUSES:
        raise Refused("must be 1, 2, 3 or 4")
    return typed


def read_urn(typed: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{5}", typed):
        raise Refused("must be a number of 6 figures")
    return int(typed)


def _number(typed: str) -> str:
    if not re.fullmatch(r"([0-9]{4})?", typed):
        raise Refused("must be 4 figures, or blank")
    return typed


def _age(typed: str) -> int | None:
    if not re.fullmatch(r"[0-9]{0,2}", typed):
        raise Refused("must be an age in years, or blank")
    return int(typed) if typed else None


@lru_cache(maxsize=20_000)
def read_day(typed: str) -> date | None:
    if not typed:
        return None
    if match := re.fullmatch(r"([0-9]{2})-([0-9]{2})-([0-9]{4})", typed):
        day, month, year = (int(part) for part in match.groups())
        try:
            return date(year, month, day)
        except ValueError:
            pass
    raise Refused("must be a real date like 31-08-2022, or blank")


Cell = str | int | date | None
READERS: dict[str, Callable[[str], Cell]] = {
    "URN": read_urn,
    "EstablishmentName": _required(200),
    "LA (code)": _text(3),
    "EstablishmentNumber": _number,
    "EstablishmentTypeGroup (code)": _code,
    "TypeOfEstablishment (code)": _code,
    "EstablishmentStatus (code)": _status,
    "PhaseOfEducation (code)": _phase_code,
    "PhaseOfEducation (name)": _text(40),
    "OpenDate": read_day,
    "CloseDate": read_day,
    "StatutoryLowAge": _age,
    "StatutoryHighAge": _age,
    "Town": _text(100),
    "Postcode": _text(10),
    "Trusts (code)": _text(10),
    "Trusts (name)": _text(200),
}
Row = tuple[int, list[str], str]  # its first line, its cells, and what breaks it or ""


def read_register(
    content: bytes,
    authority_codes: Collection[str],
    *,
    watch: Callable[[Iterator[Row], int], Iterable[Row]] = lambda rows, _: rows,
) -> Register:
    """
    Return the establishments of the register's file, and how many rows were left out and why.

    Columns are found by name. ``authority_codes`` are those of the official list. ``watch`` is
    given the rows and about how many there are, for a progress bar.

    :raises FaultyFile: with every fault of encoding, columns and rows; then nothing is returned.
    """
    rows = read_rows(decode(content))
    places, width = find_columns(rows, READERS)
    register, faults, lines = Register([], Counter()), list[Fault](), dict[int, int]()
    known: dict[str, dict[str, Cell]] = {column: {} for column in READERS}
    for line, cells, broken in watch(rows, content.count(b"\n")):
        if broken or len(cells) != width:
            advice = broken or f"has {len(cells)} cells where the header has {width}"
            faults.append(Fault(line, "", "", advice))
            continue
        found, values = _read_cells(line, cells, places, known)
        urn = values.get("URN")
        if isinstance(urn, int) and lines.setdefault(urn, line) != line:
            found.append(Fault(line, "URN", str(urn), f"is on line {lines[urn]} already"))
        if reason := _find_reason_to_leave_out(cells, places):
            register.left_out[reason] += 1
            faults += [fault for fault in found if fault.column == "URN"]
            continue
        found += _find_row_faults(line, values, authority_codes)
        faults += found
        if not found:
            register.establishments.append(_build(values))
            if not is_known_type(code := str(values["TypeOfEstablishment (code)"])):
                register.unknown_types[code] += 1
    if faults:
        raise FaultyFile(faults)
    return register


def decode(content: bytes) -> str:
    """
    Return the text of a register file.

    :raises FaultyFile: naming the encoding if it is another, or each line with a foreign byte.
    """
    marks = {b"\xef\xbb\xbf": "UTF-8", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
    for mark, name in marks.items():
        if content.startswith(mark):
            raise FaultyFile([_of_encoding(name)])
    if content.isascii():
        return content.decode("ascii")
    foreign = [
        (number, line)
        for number, line in enumerate(content.split(b"\n"), start=1)
        if not line.isascii()
    ]
    of_utf8 = [number for number, line in foreign if _is_utf8(line)]
    if len(of_utf8) == len(foreign):
        raise FaultyFile([_of_encoding("UTF-8")])
    faults = [Fault(n, "", "", "is UTF-8 among lines of Windows-1252 (cp1252)") for n in of_utf8]
    for number, line in foreign:
        if undefined := re.search(rb"[\x81\x8d\x8f\x90\x9d]", line):
            byte = f"0x{undefined[0].hex().upper()}"
            advice = f"the byte {byte} is no character of Windows-1252 (cp1252)"
            faults.append(Fault(number, "", "", advice))
    if faults:
        raise FaultyFile(faults)
    return content.decode(ENCODING)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _of_encoding(name: str) -> Fault:
    return Fault(
        0, "", "", f"is {name}; the register is Windows-1252 (cp1252): use the file as published"
    )


def read_rows(text: str) -> Iterator[Row]:
    """Yield the first line number of each row with its cells, or with what breaks it."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, [], "has a quotation mark that is not closed or not doubled"
        else:
            if cells:
                yield line, cells, ""


def find_columns(rows: Iterator[Row], wanted: Iterable[str]) -> tuple[dict[str, int], int]:
    """
    Return where each wanted column stands, from the first row, and how many cells a row has.

    :raises FaultyFile: naming each column that is missing, or standing twice.
    """
    header = next((cells for _, cells, _ in rows), list[str]())
    counts = Counter(header)
    faults = [
        Fault(1, column, "", "this column is missing" if not counts[column] else "stands twice")
        for column in wanted
        if counts[column] != 1
    ]
    if faults:
        raise FaultyFile(faults)
    return {column: header.index(column) for column in wanted}, len(header)


def _read_cells(
    line: int, cells: list[str], places: dict[str, int], known: dict[str, dict[str, Cell]]
) -> tuple[list[Fault], dict[str, Cell]]:
    """Read one row; ``known`` remembers each column's cells, since most of them come again."""
    faults = list[Fault]()
    values: dict[str, Cell] = {}
    for column, read in READERS.items():
        typed, seen = cells[places[column]].strip(), known[column]
        try:
            values[column] = seen[typed] if typed in seen else seen.setdefault(typed, read(typed))
        except Refused as advice:
            faults.append(Fault(line, column, typed, str(advice)))
    return faults, values


def _find_reason_to_leave_out(cells: list[str], places: dict[str, int]) -> str:
    """Say why the law of England does not reach this establishment, or ``""``."""
    authority = cells[places["LA (code)"]]
    group = cells[places["EstablishmentTypeGroup (code)"]].lstrip("0")
    kind = cells[places["TypeOfEstablishment (code)"]].lstrip("0")
    if authority in WELSH_CODES or group == WELSH_GROUP or kind == WELSH_TYPE:
        return "in Wales"
    if authority in ELSEWHERE_CODES or kind in OVERSEAS_TYPES:
        return "outside England and Wales"
    return ""


def _find_row_faults(
    line: int, values: dict[str, Cell], authority_codes: Collection[str]
) -> list[Fault]:
    faults = []
    code, opened, closed = (values.get(c) for c in ("LA (code)", "OpenDate", "CloseDate"))
    if code and code not in authority_codes:
        faults.append(Fault(line, "LA (code)", str(code), "is not on the official list"))
    if isinstance(opened, date) and isinstance(closed, date) and closed < opened:
        faults.append(Fault(line, "CloseDate", f"{closed:%d-%m-%Y}", "is before OpenDate"))
    return faults


def _build(values: dict[str, Cell]) -> Establishment:
    group = str(values["EstablishmentTypeGroup (code)"])
    school_type = read_school_type(group, str(values["TypeOfEstablishment (code)"]))
    if group not in ACADEMY_GROUPS:
        values["Trusts (code)"] = values["Trusts (name)"] = ""
    return Establishment._make([*values.values(), school_type or ""])
