"""
One notice given, as the head's browser sends it: at most three times its bare rows.

The floor inserts the same rows, as they were stored, into twins of the same tables with the same
indexes: one statement for each table, in one transaction, so with as many waits for the disk.  The
product reads the form, checks who asks, works out every date, writes the letters and records the
event.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.harness import Race
from bench.signing_in import sign_in
from casework.actions import drafts
from casework.models import NoticeDraft
from embedded.walk.notice import FAMILY, PUPIL, tell_exclusion
from organisations import calendars
from organisations.calendars import SessionDates
from organisations.models import (
    CalendarSource,
    Contact,
    LocalAuthority,
    Membership,
    Purpose,
    School,
    SchoolRecord,
    User,
)
from organisations.roles import Role
from row_security.scope import WHOLE_SERVICE, scoped_transaction

PASS_LINE = 3.0
NOW = datetime.now(UTC)
INSERT = re.compile(r'^\s*INSERT INTO "?(\w+)')
WRITTEN_BY_TRIGGERS = {"audit_chainhead"}

Row = dict[str, Any]


@dataclass
class Desk:
    """A head with a browser, and the notice that lies before them."""

    school: School
    head: User
    client: Client
    draft: NoticeDraft | None = None
    numbers: Iterator[int] = field(default_factory=count)

    def lay_out(self) -> None:
        """Type another notice; it is given by nobody yet."""
        day = NOW.date()
        while day.weekday() > 4:
            day -= timedelta(days=1)
        number = next(self.numbers)
        name = {"last_name": f"Invented{number}", "home_area": self.school.local_authority.code}
        with scoped_transaction(WHOLE_SERVICE):
            self.draft = drafts.start_draft(
                school=self.school,
                typed={**PUPIL, **FAMILY, **tell_exclusion(day), **name},
                key=f"bench-{number}",
                actor=self.head,
                now=NOW,
            )

    def give(self) -> None:
        """Press the button: one request, one answer."""
        assert self.draft is not None
        address = f"/notices/{self.draft.public_id}/confirm/"
        answer = self.client.post(address, {"version": self.draft.version, "decided": "on"})
        assert answer.status_code == 302, answer.content.decode()[:2000]
        assert answer["Location"].endswith("/given/"), answer["Location"]


@contextmanager
def race() -> Iterator[Race]:
    """Yield the race on one school, its head and as many notices as are asked for."""
    desk = open_desk()
    desk.lay_out()
    tables, commits = watch(desk)
    inserts = [write_insert(table, rows) for table, rows in tables.items()]
    owner = connections["owner"]

    def floor() -> None:
        with owner.cursor() as cursor:
            cursor.execute("BEGIN")
            for sql, values in inserts:
                cursor.execute(sql, values)
            cursor.execute("COMMIT")

    def prepare() -> None:
        make_twins(tables)
        desk.lay_out()

    yield Race(
        name="notice",
        what=f"one notice: {sum(map(len, tables.values()))} rows of {len(tables)} tables",
        floor=floor,
        product=desk.give,
        pass_line=PASS_LINE,
        prepare=prepare,
        find_faults=lambda: [] if commits == 1 else [f"{commits} commits, and the floor has 1"],
    )


def open_desk() -> Desk:
    """Make one maintained school with its dates, its authority's mailbox and its head."""
    with scoped_transaction(WHOLE_SERVICE):
        authority = LocalAuthority.objects.create(code="870", ons_code="E06000038", name="Council")
        Contact.objects.create(
            local_authority=authority, purpose=Purpose.EXCLUSIONS,
            email="exclusions@council.example", verified_at=NOW,
        )  # fmt: skip
        kind = {"type_group_code": "4", "type_code": "1", "status_code": "1"}
        school = School.objects.create(
            urn=100_000,
            name="School",
            local_authority=authority,
            opened_on=date(2010, 9, 1),
            **kind,
        )
        SchoolRecord.objects.create(
            school=school,
            name="School",
            local_authority=authority,
            school_type="MAINTAINED",
            **kind,
        )
        calendars.publish(
            school, every_weekday(), source=CalendarSource.SCHOOL, reason="first published",
            actor="system/bench", now=NOW,
        )  # fmt: skip
        head = User.objects.create(username="head@bench.example", email="head@bench.example")
        Membership.objects.create(user=head, role=Role.HEADTEACHER, school=school)
    client = sign_in(head)
    return Desk(school, head, client)


def every_weekday() -> SessionDates:
    first = NOW.date() - timedelta(days=200)
    days = [first + timedelta(days=n) for n in range(500)]
    return SessionDates(
        session_days=[day for day in days if day.weekday() < 5],
        known_from=days[0],
        known_until=days[-1],
    )


def watch(desk: Desk) -> tuple[dict[str, list[Row]], int]:
    """Give one notice; return every row that it left, by table, and how often it was committed."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET app.whole_service = 'on'")
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        [before] = cursor.fetchone()
        with CaptureQueriesContext(connection) as asked:
            desk.give()
        statements = [one["sql"] for one in asked]
        tables = {found[1] for sql in statements if (found := INSERT.match(sql))}
        rows: dict[str, list[Row]] = {}
        for table in sorted(tables | WRITTEN_BY_TRIGGERS):
            cursor.execute(f"SELECT * FROM {table} WHERE xmin::text::bigint > %s", [before])
            columns = [column.name for column in cursor.description]
            rows[table] = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    assert all(rows.values()), rows
    return rows, sum(sql.startswith("COMMIT") for sql in statements)


def write_insert(table: str, rows: list[Row]) -> tuple[str, list[Any]]:
    """Return the one statement that adds ``rows`` to the twin of their table."""
    columns = ", ".join(f'"{column}"' for column in rows[0])
    places = ", ".join(["(" + ", ".join(["%s"] * len(rows[0])) + ")"] * len(rows))
    values = [value for row in rows for value in row.values()]
    return f"INSERT INTO bench_{table} ({columns}) VALUES {places}", values


def make_twins(tables: Iterable[str]) -> None:
    """Begin each round alike: empty twins of the tables, with their indexes and constraints."""
    with connections["owner"].cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f"DROP TABLE IF EXISTS bench_{table}")
            cursor.execute(f"CREATE TABLE bench_{table} (LIKE {table} INCLUDING ALL)")
