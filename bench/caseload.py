"""
One page of the list of cases among 1.1 million: at most 1.5 times a bare keyset page.

The floor is the same 26 rows by the same index, asked for by a role that no policy binds.  The
product is the very statement of the page, as the service's role, with the policies in force.  What
the whole request asks the database is counted, and must hold no exact COUNT.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import psycopg
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from psycopg.conninfo import make_conninfo

from bench.harness import Race
from bench.signing_in import sign_in
from casework.access import declare_reach
from casework.caseload import Choice, Cursor, Whose, get_page
from organisations.models import LocalAuthority, Membership, School, User
from organisations.roles import Role

CASES = 1_110_000  # a year of suspensions and permanent exclusions in England
OPEN_SHARE = 8  # one case in so many is open
AUTHORITIES, SCHOOLS = 153, 24_400
BIGGEST_SHARE = 34  # one case in so many is the biggest authority's: about 32,600
PLACES = 60  # pages asked for in one round
PASS_LINE = 1.5
MOST_QUERIES = 6
OFFICER = "officer@bench.example"
FIRST_DAY = date(2026, 9, 1)
ASKS = re.compile(r"^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", re.IGNORECASE)
COUNTS = re.compile(r"\bCOUNT\s*\(", re.IGNORECASE)

CASE_ROWS = f"""
INSERT INTO casework_case (public_id, reference, school_id, authority_id, kind, school_type, status,
    excluded_on, reasons, narrative, session, pattern, parents_told_how, test_missed,
    submitter_phone, session_was_held, another_because, notice_given_at, notice_given_by_id,
    follow_up, attend_to_on, attend_to_rule, attend_to_gap, attend_to_days, version)
SELECT gen_random_uuid(), 'bench-' || n, s.id, s.local_authority_id, 'PERMANENT', 'MAINTAINED',
    'ISSUED', date '2026-09-01' + (n %% 200), '{{PP}}', 'Struck another pupil.', '', '', '', '',
    '', false, '', now(), %(user)s, '{{}}',
    CASE WHEN n %% {OPEN_SHARE} = 0 THEN date '2026-09-01' + (n * 7 %% 300)::int END,
    'G1', '', '{{}}', 1
FROM generate_series(1, {CASES}) n
JOIN bench_place s ON s.place = CASE WHEN n %% {BIGGEST_SHARE} = 0 THEN 0 ELSE n %% {SCHOOLS} END
"""  # fmt: skip
PUPIL_ROWS = """
INSERT INTO casework_pupil (case_id, first_name, last_name, born_on, upn,
    upn_missing_because, sex, year_group, address,
    postcode, ethnic_group, sen_provision, is_looked_after, has_social_worker,
    authority_id, home_authority_id, school_id)
SELECT id, 'Robin', 'Invented' || id, '2012-05-01', '', '', 'F', '10', '', '', '', 'N', false,
    false, authority_id, home_authority_id, school_id
FROM casework_case
"""
KEYSET = """
SELECT c.id, c.public_id, c.reference, c.status, c.excluded_on, c.attend_to_on, c.attend_to_rule,
    c.attend_to_gap, c.attend_to_days, s.id, s.name, s.urn, p.id, p.first_name, p.last_name
FROM casework_case c JOIN organisations_school s ON s.id = c.school_id
LEFT JOIN casework_pupil p ON p.case_id = c.id
WHERE c.authority_id = %s AND c.attend_to_on IS NOT NULL AND (c.attend_to_on, c.id) > (%s, %s)
ORDER BY c.attend_to_on, c.id LIMIT 26
"""


@contextmanager
def race() -> Iterator[Race]:
    """Yield the race on a table filled for it, with the biggest authority's officer."""
    with filled() as (server, officer):
        authority = Membership.objects.get(user=officer).local_authority_id
        places = choose_places()
        asked = [statement_of(officer, place) for place in places]

        def floor() -> None:
            with server.transaction():
                for place in places:
                    server.execute(KEYSET, [authority, place.day, place.case_id]).fetchall()

        def product() -> None:
            with transaction.atomic(), connection.cursor() as cursor:
                declare_reach(officer)
                for sql, values in asked:
                    cursor.execute(sql, values)
                    cursor.fetchall()

        yield Race(
            name="caseload",
            what=f"{PLACES} pages of the biggest authority's list, of {CASES:,} cases",
            floor=floor,
            product=product,
            pass_line=PASS_LINE,
            find_faults=lambda: find_faults(officer, places),
        )


@contextmanager
def filled() -> Iterator[tuple[psycopg.Connection[Any], User]]:
    """Yield a connection that no policy binds and an officer, on a table filled once in a run."""
    owner = connections["owner"]
    owner.ensure_connection()
    superuser = make_conninfo(owner.connection.info.dsn, user="postgres")
    with psycopg.connect(superuser, autocommit=True, prepare_threshold=None) as server:
        officer = User.objects.filter(username=OFFICER).first()
        if officer is None:
            officer = make_people()
            fill(server, officer)
        yield server, officer


def make_people() -> User:
    """Make the authorities, the schools and one officer of the biggest authority."""
    authorities = LocalAuthority.objects.bulk_create(
        LocalAuthority(code=f"{n + 1:03}", ons_code=f"E{n:08}", name=f"Council {n}")
        for n in range(AUTHORITIES)
    )
    School.objects.bulk_create(
        (
            School(
                urn=100_000 + n, name=f"School {n}", local_authority=authorities[n % AUTHORITIES]
            )
            for n in range(SCHOOLS)
        ),
        batch_size=2000,
    )
    officer = User.objects.create(username=OFFICER, email=OFFICER)
    Membership.objects.create(user=officer, role=Role.LA_OFFICER, local_authority=authorities[0])
    return officer


def fill(server: psycopg.Connection[Any], officer: User) -> None:
    server.execute("SET synchronous_commit = off")
    server.execute("SET session_replication_role = replica")  # no triggers while it is filled
    server.execute("SET maintenance_work_mem = '512MB'")
    server.execute(
        "CREATE TABLE bench_place AS SELECT row_number() OVER (ORDER BY urn) - 1 AS place, id, "
        "local_authority_id FROM organisations_school"
    )
    server.execute("CREATE UNIQUE INDEX ON bench_place (place)")
    server.execute(CASE_ROWS, {"user": officer.pk})
    server.execute(PUPIL_ROWS)
    for table in ("casework_case", "casework_pupil", "organisations_school"):
        server.execute(f"VACUUM ANALYZE {table}")


def choose_places() -> list[Cursor]:
    """Return where pages begin: anywhere in the list, the same each time."""
    chance = random.Random(1)
    return [Cursor(FIRST_DAY + timedelta(days=chance.randrange(290)), 0) for _ in range(PLACES)]


def statement_of(officer: User, place: Cursor) -> tuple[str, Any]:
    """Return what the list asks of the database for the page that begins there."""
    said: list[tuple[str, Any]] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        said.append((sql, params))
        return execute(sql, params, many, context)

    with transaction.atomic():
        declare_reach(officer)
        officer.standing_memberships  # noqa: B018  (kept with the person, and not of the list)
        with connection.execute_wrapper(listen):
            page = get_page(officer, Choice(whose=Whose.HERE), place)
    assert len(page.cases) == 25, len(page.cases)
    [statement] = [one for one in said if "casework_case" in one[0]]
    return statement


def find_faults(officer: User, places: list[Cursor]) -> list[str]:
    """Ask for the page as a browser does; return what it asked too much."""
    client = sign_in(officer)
    faults = []
    for address in ("/cases/", f"/cases/?from={places[0].token}"):
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        statements = [one["sql"] for one in asked if ASKS.match(one["sql"])]
        if answer.status_code != 200:
            faults.append(f"the page answered {answer.status_code}")
        if len(statements) > MOST_QUERIES:
            listed = "".join(f"\n    {sql[:150]}" for sql in statements)
            faults.append(f"{len(statements)} queries, and {MOST_QUERIES} are allowed:{listed}")
        faults += [f"an exact COUNT: {sql[:150]}" for sql in statements if COUNTS.search(sql)]
    return faults
