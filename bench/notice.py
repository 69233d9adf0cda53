"""
One notice given, as the head's browser sends it: at most three times its bare rows.

The floor inserts the same rows into twins of the same tables, with the same indexes, in one
transaction: as many waits for the disk as the product has.  The product reads the form, checks who
asks, works out every date, writes the letters and records the event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.harness import Race
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
INSERT = re.compile(r'^INSERT INTO "(\w+)"')


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
    rows, commits = watch(desk)
    make_twins({INSERT.match(sql)[1] for sql, _ in rows})
    owner = connections["owner"]

    def floor() -> None:
        with owner.cursor() as cursor:
            cursor.execute("BEGIN")
            for sql, values in rows:
                table = INSERT.match(sql)[1]
                cursor.execute(sql.replace(f'"{table}"', f'"bench_{table}"'), values)
            cursor.execute("COMMIT")

    def prepare() -> None:
        make_twins({INSERT.match(sql)[1] for sql, _ in rows})
        desk.lay_out()

    yield Race(
        name="notice",
        what=f"one notice: {len(rows)} statements that insert rows",
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
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(head)
    return Desk(school, head, client)


def every_weekday() -> SessionDates:
    first = NOW.date() - timedelta(days=200)
    days = [first + timedelta(days=n) for n in range(500)]
    return SessionDates(
        session_days=[day for day in days if day.weekday() < 5],
        known_from=days[0],
        known_until=days[-1],
    )


def watch(desk: Desk) -> tuple[list[tuple[str, Any]], int]:
    """Give one notice; return every insert that it made, and how often it was committed."""
    said: list[tuple[str, Any]] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if INSERT.match(sql):
            said.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen), CaptureQueriesContext(connection) as asked:
        desk.give()
    return said, sum(one["sql"].startswith("COMMIT") for one in asked)


def make_twins(tables: set[str]) -> None:
    """Begin each round alike: empty twins of the tables, with their indexes and constraints."""
    with connections["owner"].cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f"DROP TABLE IF EXISTS bench_{table}")
            cursor.execute(f"CREATE TABLE bench_{table} (LIKE {table} INCLUDING ALL)")
            if table == "audit_auditevent":  # numbered by a trigger, which a twin does not have
                cursor.execute(f"ALTER TABLE bench_{table} ALTER COLUMN seq DROP NOT NULL")
