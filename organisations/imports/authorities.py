"""The official list of local authorities, with the days each was in force."""

import csv
import re
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from audit import trail
from audit.models import AuditEvent
from audit.trail import on_the_record
from organisations.models import LocalAuthority

SHIPPED = Path(__file__).parent.parent / "reference_data"
CODE, ONS_CODE = re.compile(r"\d{3}"), re.compile(r"E\d{8}")  # others name no authority, or two


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityCounts:
    new: int
    changed: int
    unchanged: int
    left_out: int  # placeholders and pairs, which are no authority


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    ons_code: str
    code: str
    name: str
    region_code: str
    region: str
    in_force_from: date | None
    in_force_to: date | None


@on_the_record
def import_authorities(*, actor: str, now: datetime, folder: Path = SHIPPED) -> AuthorityCounts:
    """
    Bring in the official authorities: code, exact publication name, region and days in force.

    A three-figure code can outlive a council, so rows are told apart by their ONS code. Running it
    again changes nothing. ``actor`` is a stream name, like "system/import".
    """
    rows = _rows(folder / "local_authorities.csv")
    listed = _read(rows, folder)
    stored = {row.ons_code: row for row in LocalAuthority.objects.all()}
    new = changed = 0
    # Ended ones first: only one authority with a code may be in force at a time.
    for row in sorted(listed, key=lambda row: (row.in_force_to is None, row.ons_code)):
        authority, values = stored.get(row.ons_code, LocalAuthority()), asdict(row)
        if all(getattr(authority, name) == value for name, value in values.items()):
            continue
        new += authority.pk is None
        changed += authority.pk is not None
        for name, value in values.items():
            setattr(authority, name, value)
        authority.save()
    counts = AuthorityCounts(
        new=new,
        changed=changed,
        unchanged=len(listed) - new - changed,
        left_out=len(rows) - len(listed),
    )
    trail.record(
        AuditEvent(
            stream="register",
            kind="authorities.imported",
            actor=actor,
            at=now,
            facts=asdict(counts),
        )
    )
    return counts


def _read(rows: list[dict[str, str]], folder: Path) -> list[_Listed]:
    names = {row["new_la_code"]: row["la_name"] for row in _rows(folder / "publication_names.csv")}
    regions = {row["new_la_code"]: row for row in _rows(folder / "regions.csv")}
    return [
        _Listed(
            ons_code=row["new_la_code"],
            code=row["old_la_code"],
            name=names.get(row["new_la_code"], row["la_name"]),
            region_code=regions[row["new_la_code"]]["region_code"],
            region=regions[row["new_la_code"]]["region_name"],
            in_force_from=_day(row["date_of_operation"]),
            in_force_to=_day(row["date_of_termination"]),
        )
        for row in rows
        if CODE.fullmatch(row["old_la_code"]) and ONS_CODE.fullmatch(row["new_la_code"])
    ]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _day(typed: str) -> date | None:
    """Read "31/03/2019", the first or last day in force; blank is not known, or still so."""
    if not typed:
        return None
    day, month, year = (int(part) for part in typed.split("/"))
    return date(year, month, day)
