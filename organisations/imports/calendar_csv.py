"""Terms, half terms, INSET days and closures from a CSV file of four columns."""

import csv
import io
import re
from datetime import date

from organisations.calendar_files import Kind, Span
from organisations.imports.faults import Fault, FaultyFile

COLUMNS = ("kind", "from", "to", "reason")
KINDS = {
    "term": Kind.TERM,
    "half term": Kind.HALF_TERM,
    "inset": Kind.INSET,
    "inset day": Kind.INSET,
    "closure": Kind.CLOSURE,
    "closed": Kind.CLOSURE,
}
LONGEST_REASON = 100
REASONS = {Kind.TERM: "Term", Kind.HALF_TERM: "Half term", Kind.INSET: "INSET day"}


def read_csv_calendar(content: bytes) -> list[Span]:
    """
    Return a span for each row: kind, first day, last day (blank: the same) and reason.

    :raises FaultyFile: with every fault of every row.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    reader = csv.reader(io.StringIO(text, newline=""))
    header = [cell.strip().lower() for cell in next(reader, [])]
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        raise FaultyFile([Fault(1, column, "", "this column is missing") for column in missing])
    spans, faults = list[Span](), list[Fault]()
    for cells in reader:
        typed = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        if any(typed.values()):
            span, wrong = _read(reader.line_num, typed)
            faults += wrong
            spans += [span] if span else []
    if faults:
        raise FaultyFile(faults)
    return spans


def _read(line: int, typed: dict[str, str]) -> tuple[Span | None, list[Fault]]:
    kind = KINDS.get(re.sub(r"[\s_-]+", " ", typed.get("kind", "").lower()))
    first = read_day(typed.get("from", ""))
    last = read_day(typed["to"]) if typed.get("to") else first
    reason = typed.get("reason", "") or (REASONS.get(kind, "") if kind else "")
    wrong = {
        "kind": "must be term, half term, inset or closure" if kind is None else "",
        "from": "must be a real date like 2026-09-03 or 3/9/2026" if first is None else "",
        "to": _find_fault_of_end(first, last, typed.get("to", "")),
        "reason": _find_fault_of_reason(kind, reason),
    }
    faults = [Fault(line, c, typed.get(c, ""), advice) for c, advice in wrong.items() if advice]
    if faults or kind is None or first is None or last is None:
        return None, faults
    return Span(kind=kind, first=first, last=last, reason=reason, line=line), []


def _find_fault_of_end(first: date | None, last: date | None, typed: str) -> str:
    if last is None:
        return "must be a real date like 2026-09-03 or 3/9/2026, or blank" if typed else ""
    return "is before “from”" if first and last < first else ""


def _find_fault_of_reason(kind: Kind | None, reason: str) -> str:
    if kind is Kind.CLOSURE and not reason:
        return "say why the school is closed"
    return f"shorten it to {LONGEST_REASON} characters" if len(reason) > LONGEST_REASON else ""


def read_day(typed: str) -> date | None:
    """Read "2026-09-03" or "3/9/2026"; None if it is no date."""
    by_year = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", typed)
    by_day = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", typed)
    if by_year:
        year, month, day = (int(part) for part in by_year.groups())
    elif by_day:
        day, month, year = (int(part) for part in by_day.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
