"""
The school register brought in: at most three times what it takes to check the file and COPY it.

The floor reads the file, checks every cell that we keep with the plainest code that would do, and
COPYs the same rows into twins of the two tables, with the same indexes.  The product does the same
and keeps history, tells new from changed, names each fault by its line, keeps every reference
whole and writes the audit event.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from django.db import connection, connections, transaction

from bench.harness import Race
from organisations.imports.authorities import import_authorities
from organisations.imports.register import RegisterFile, import_register
from organisations.models import LocalAuthority
from row_security.scope import WHOLE_SERVICE, scoped_transaction

SCHOOLS = 29_000  # as many rows as the register's extract; 24,000 of them open
COLUMNS = 135
PASS_LINE = 3.0
KEPT = [
    "URN", "LA (code)", "EstablishmentNumber", "EstablishmentName",
    "TypeOfEstablishment (code)", "EstablishmentTypeGroup (code)", "EstablishmentStatus (code)",
    "OpenDate", "CloseDate", "PhaseOfEducation (code)", "PhaseOfEducation (name)",
    "StatutoryLowAge", "StatutoryHighAge", "Town", "Postcode", "Trusts (code)", "Trusts (name)",
]  # fmt: skip
DAYS = (7, 8)  # where the two dates stand in KEPT
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
TWINS = {  # what the floor writes: the COPY, and where its columns stand in a row
    """COPY bench_school (urn, local_authority_id, establishment_number, name, type_code,
       type_group_code, status_code, opened_on, closed_on, phase_code, phase, lowest_age,
       highest_age, town, postcode, trust_id) FROM STDIN""": range(16),
    """COPY bench_schoolrecord (school_id, local_authority_id, name, type_code, type_group_code,
       status_code, in_force_from, phase_code, trust_id, school_type) FROM STDIN""":
        (0, 1, 3, 4, 5, 6, 7, 9, 15, 16),
}  # fmt: skip


@contextmanager
def race() -> Iterator[Race]:
    """Yield the race on a register of invented schools in the true layout and encoding."""
    with scoped_transaction(WHOLE_SERVICE):
        import_authorities(actor="system/bench", now=NOW)
        ids = dict(LocalAuthority.objects.values_list("code", "pk"))
    file = RegisterFile(name="register.csv", content=invent(sorted(ids)), as_at=date(2026, 11, 1))

    def floor() -> None:
        rows = read_plainly(file.content, ids)
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            for statement, columns in TWINS.items():
                with cursor.copy(statement) as copy:
                    for row in rows:
                        copy.write_row([row[column] for column in columns])

    def product() -> None:
        with scoped_transaction(WHOLE_SERVICE):
            import_register(file, actor="system/bench", now=NOW)

    yield Race(
        name="register",
        what=f"{SCHOOLS:,} rows of the school register",
        floor=floor,
        product=product,
        pass_line=PASS_LINE,
        prepare=empty,
        find_faults=find_missing,
    )


def invent(codes: list[str]) -> bytes:
    """Return a register of invented schools, the same each time."""
    chance = random.Random(1)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*KEPT, *(f"Another column {n}" for n in range(COLUMNS - len(KEPT)))])
    for n in range(SCHOOLS):
        closed = n % 6 == 0
        academy = n % 3 == 0
        writer.writerow(
            [
                100_000 + n, chance.choice(codes), f"{n % 9999:04}", f"Café School {n}",
                "34" if academy else "01", "10" if academy else "4", "2" if closed else "1",
                "01-09-1998", "31-08-2022" if closed else "", "2", "Primary", "4", "11",
                "Sampleton", "ZZ99 9ZZ", str(5000 + n % 900) if academy else "",
                f"Trust {n % 900}" if academy else "",
                *("Not applicable" if m % 2 else "" for m in range(COLUMNS - len(KEPT))),
            ]
        )  # fmt: skip
    return text.getvalue().encode("cp1252")


def read_plainly(content: bytes, ids: dict[str, int]) -> list[list[object]]:
    """Return the kept cells of every row, each checked, by the shortest code that would do."""
    reader = csv.reader(io.StringIO(content.decode("cp1252"), newline=""))
    header = next(reader)
    places = [header.index(name) for name in KEPT]
    rows = []
    for cells in reader:
        if len(cells) != len(header):
            raise ValueError(reader.line_num)
        row: list[object] = [cells[place] for place in places]
        if not str(row[0]).isdigit() or row[1] not in ids or not row[3]:
            raise ValueError(reader.line_num)
        if not all(str(row[place]).isdigit() for place in (4, 5, 6, 9, 11, 12)):
            raise ValueError(reader.line_num)
        row[1] = ids[str(row[1])]
        for place in DAYS:
            day = str(row[place])
            row[place] = date(int(day[6:]), int(day[3:5]), int(day[:2])) if day else None
        row[15], row[16] = (row[15] or None), "ACADEMY" if row[15] else "MAINTAINED"
        rows.append(row)
    return rows


def empty() -> None:
    """Begin each round alike: no school and no trust in the tables, nothing in their twins."""
    with connections["owner"].cursor() as cursor:
        for table in ("school", "schoolrecord"):
            twin = f"CREATE TABLE bench_{table} (LIKE organisations_{table} INCLUDING ALL)"
            cursor.execute(f"DROP TABLE IF EXISTS bench_{table}")
            cursor.execute(twin)
        cursor.execute(
            "TRUNCATE organisations_school, organisations_trust, organisations_registerreading "
            "CASCADE"
        )


def find_missing() -> list[str]:
    """Return what is wrong with what the last rounds left: nobody is quick by leaving rows out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM organisations_school")
        [schools] = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM organisations_schoolrecord WHERE in_force_to IS NULL")
        [records] = cursor.fetchone()
    found = {"schools": schools, "records in force": records}
    return [f"{n:,} {what}, not {SCHOOLS:,}" for what, n in found.items() if n != SCHOOLS]
