"""
What it costs to keep people apart and to write down who looked.

Row-level security is the same statement with the policies in force and without: as the service's
role, which has declared its scope, and as a role that no policy binds.  The audit of a write is one
action with its event and without.  The page is the whole answer to a signed-in officer in this
process, against the one statement that reads its rows.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from unittest.mock import patch

import psycopg
from django.db import connection, transaction

from audit import trail
from bench import audit
from bench.caseload import CASES, FIRST_DAY, KEYSET, PLACES, choose_places, filled, statement_of
from bench.harness import Race
from bench.signing_in import sign_in
from casework.access import declare_reach
from casework.actions import drafts
from casework.caseload import Cursor
from casework.models import NoticeDraft
from organisations.models import Membership, School, User
from organisations.roles import Role
from row_security.scope import WHOLE_SERVICE, scoped_transaction

PAGES = 20  # asked for in one round of the whole page
WRITES = 20
AGGREGATES = 3
NOW = datetime.now(UTC)
OF_AN_AUTHORITY = """
SELECT c.status, p.sex, count(*), count(c.attend_to_on), min(c.excluded_on)
FROM casework_case c JOIN casework_pupil p ON p.case_id = c.id
WHERE c.authority_id = %s GROUP BY c.status, p.sex
"""
Server = psycopg.Connection[Any]
Asked = list[tuple[str, Any]]


@contextmanager
def races() -> Iterator[list[Race]]:
    """Yield every race of this bench, on one table of cases."""
    with filled() as (server, officer), audit.race() as verified:
        authority = Membership.objects.get(user=officer).local_authority_id
        pages = [statement_of(officer, place) for place in choose_places()]
        sums = [(OF_AN_AUTHORITY, [authority])] * AGGREGATES
        yield [
            isolated(server, officer, pages, what=f"{PLACES} pages of the list", pass_line=1.15),
            isolated(server, officer, sums, what="figures of one authority", pass_line=1.35),
            written(),
            verified,
            page_in_process(server, officer, authority),
        ]


def isolated(server: Server, officer: User, asked: Asked, *, what: str, pass_line: float) -> Race:
    """The same statements with row-level security and without."""
    found: dict[str, list[Any]] = {}

    def floor() -> None:
        with server.transaction():
            found["off"] = [server.execute(sql, values).fetchall() for sql, values in asked]

    def product() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            declare_reach(officer)
            found["on"] = []
            for sql, values in asked:
                cursor.execute(sql, values)
                found["on"].append(cursor.fetchall())

    def find_differences() -> list[str]:
        same = [sorted(map(str, rows)) for rows in found["on"]] == [
            sorted(map(str, rows)) for rows in found["off"]
        ]
        return [] if same and all(found["on"]) else ["the two did not find the same rows"]

    return Race(
        name=f"row security, {what}",
        what=f"on against off, of {CASES:,} cases",
        floor=floor,
        product=product,
        pass_line=pass_line,
        find_faults=find_differences,
    )


def written() -> Race:
    """One draft saved, with its event and without: each save waits for the disk."""
    with scoped_transaction(WHOLE_SERVICE):
        school = School.objects.order_by("urn")[0]
        head = User.objects.create(username="head@access.example", email="head@access.example")
        Membership.objects.create(user=head, role=Role.HEADTEACHER, school=school)
        draft = drafts.start_draft(school=school, typed={}, key="access", actor=head, now=NOW)
    versions, events, saved = count(draft.version), count(), []

    def save() -> None:
        for _ in range(WRITES):
            with scoped_transaction(WHOLE_SERVICE):
                typed = {"last_name": f"Invented{next(events)}"}
                version = next(versions)
                drafts.save_draft(
                    draft_id=draft.pk, version=version, typed=typed, actor=head, now=NOW
                )
                saved.append(version + 1)

    def save_without_an_event() -> None:
        with patch.object(trail.AuditEvent.objects, "bulk_create", lambda events: None):
            save()

    def find_faults() -> list[str]:
        with scoped_transaction(WHOLE_SERVICE):
            kept = NoticeDraft.objects.get(pk=draft.pk)
        return [] if kept.version == saved[-1] else [f"only {kept.version} saves were kept"]

    return Race(
        name="audit of a write",
        what=f"{WRITES} saves of a draft",
        floor=save_without_an_event,
        product=save,
        pass_line=1.15,
        find_faults=find_faults,
    )


def page_in_process(server: Server, officer: User, authority: int | None) -> Race:
    """The whole answer, each page another, so that each look is written down."""
    client, chance = sign_in(officer), random.Random(2)
    places: list[Cursor] = []
    statuses: set[int] = set()

    def choose() -> None:
        days = [FIRST_DAY + timedelta(days=4 * chance.randrange(75)) for _ in range(PAGES)]
        places[:] = [Cursor(day, chance.randrange(CASES)) for day in days]  # days that have cases

    def floor() -> None:
        for place in places:
            with server.transaction():
                server.execute(KEYSET, [authority, place.day, place.case_id]).fetchall()

    def product() -> None:
        for place in places:
            statuses.add(client.get(f"/cases/?from={place.token}").status_code)

    def find_faults() -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("SET app.whole_service = 'on'")
            cursor.execute("SELECT count(*) FROM audit_auditevent WHERE kind = 'cases.listed'")
            [looks] = cursor.fetchone()
            cursor.execute("RESET app.whole_service")
        faults = [] if statuses == {200} else [f"the page answered {sorted(statuses)}"]
        return faults + ([] if looks >= 6 * PAGES else [f"only {looks} looks were written down"])

    return Race(
        name="the page",
        what=f"{PAGES} pages with sign-in, scope, row security and the look written down",
        floor=floor,
        product=product,
        pass_line=12.0,
        prepare=choose,
        find_faults=find_faults,
    )
