"""
All open cases of one authority worked out anew: at most three times the SQL that it writes.

Every school closes for snow, so that every case has dates that move.  The floor is what the first
such run wrote (deadlines, what must be attended to first, and the history), sent once more as it
was; the product finds the cases, reads their facts and school days, counts, compares and writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.db import connection

from bench.harness import Race
from casework import deadlines, queries
from casework.models import Case, CaseFact, Deadline, Pupil
from organisations.models import CalendarSource, CalendarVersion, LocalAuthority, School, User
from row_security.scope import WHOLE_SERVICE, scoped_transaction
from statute.facts import Fact

CASES, SCHOOLS = 2_000, 300
PASS_LINE = 3.0
MOST_READS = 8  # statements that read, for all the cases together
NOW = datetime(2026, 11, 20, 20, tzinfo=UTC)
FIRST, LAST = date(2026, 9, 1), date(2027, 7, 21)
SNOW = (date(2026, 11, 23), date(2026, 11, 24))
WRITES = ("INSERT", "UPDATE")
ASKS = re.compile(r"(SELECT .* FROM|INSERT|UPDATE)\b", re.DOTALL)  # not what declares the scope


@contextmanager
def race() -> Iterator[Race]:
    """
    Yield the race on one authority's open cases.

    What was written after one day of snow is the floor; it puts every date back to that day. The
    product comes after it, each time on newer calendars with two.
    """
    authority = make_cases()
    numbers = count(1)

    def prepare() -> None:
        publish(authority, next(numbers), SNOW)

    publish(authority, next(numbers), SNOW[:1])
    said = watch(authority)
    writes = [one for one in said if one[0].startswith(WRITES)]

    def floor() -> None:
        with scoped_transaction(WHOLE_SERVICE), connection.cursor() as cursor:
            for sql, values in writes:
                cursor.execute(sql, values)

    def product() -> None:
        recompute(authority)

    def find_faults() -> list[str]:
        reads = len(said) - len(writes)
        return [f"{reads} reads, and {MOST_READS} are allowed"] if reads > MOST_READS else []

    yield Race(
        name="recompute",
        what=f"{CASES:,} open cases of {SCHOOLS} schools",
        floor=floor,
        product=product,
        pass_line=PASS_LINE,
        prepare=prepare,
        find_faults=find_faults,
    )


def recompute(authority: LocalAuthority) -> None:
    """Work out every open case of the authority in one transaction, as a command does."""
    with scoped_transaction(WHOLE_SERVICE):
        running = queries.get_running_cases().filter(authority=authority)
        cases = list(running.select_for_update(of=("self",)))
        moved = deadlines.reconcile_all(cases, actor="system/bench", now=NOW, cause="snow")
    assert len({move.case.pk for move in moved}) == CASES, len(moved)


def watch(authority: LocalAuthority) -> list[tuple[str, Any]]:
    """Recompute once and return every statement that read or wrote rows."""
    said: list[tuple[str, Any]] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        said.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        recompute(authority)
    return [one for one in said if ASKS.match(one[0])]


def publish(authority: LocalAuthority, number: int, closed: tuple[date, ...]) -> None:
    """Give every school a new version of its days, some of them closed. Not part of the race."""
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    held = [day for day in days if day.weekday() < 5 and day not in closed]
    with scoped_transaction(WHOLE_SERVICE):
        CalendarVersion.objects.bulk_create(
            CalendarVersion(
                school=school, number=number, session_days=held,
                closed_days={str(day): "Snow" for day in closed}, known_from=FIRST,
                known_until=LAST, source=CalendarSource.SCHOOL, reason="Snow", published_at=NOW,
                published_by="system/bench",
            )
            for school in School.objects.filter(local_authority=authority)
        )  # fmt: skip


def make_cases() -> LocalAuthority:
    """Make the authority, its schools, and cases of which the board was told last week."""
    with scoped_transaction(WHOLE_SERVICE):
        authority = LocalAuthority.objects.create(code="998", ons_code="E99999998", name="Council")
        head = User.objects.create(username="of-many@bench.example", email="of-many@bench.example")
        schools = School.objects.bulk_create(
            School(urn=900_000 + n, name=f"School {n}", local_authority=authority)
            for n in range(SCHOOLS)
        )
        cases = Case.objects.bulk_create(
            Case(
                reference=f"998-2627-{n:04}", school=schools[n % SCHOOLS], authority=authority,
                kind="PERMANENT", school_type="MAINTAINED", status="AWAITING_BOARD",
                excluded_on=SNOW[0] - timedelta(days=4 + n % 3), reasons=["PP"],
                narrative="Struck another pupil.", notice_given_at=NOW, notice_given_by=head,
            )
            for n in range(CASES)
        )  # fmt: skip
        Pupil.objects.bulk_create(
            Pupil(
                case=case, first_name="Robin", last_name=f"Invented{n}", born_on=date(2012, 5, 1),
                sex="F", year_group="10", sen_provision="N", is_looked_after=n % 9 == 0,
                has_social_worker=n % 5 == 0,
            )
            for n, case in enumerate(cases)
        )  # fmt: skip
        CaseFact.objects.bulk_create(
            CaseFact(case=case, fact=fact, happened_on=case.excluded_on, recorded_at=NOW)
            for case in cases
            for fact in (Fact.EXCLUDED, Fact.PARENTS_TOLD, Fact.BOARD_INFORMED)
        )
        deadlines.reconcile_all(
            list(queries.get_running_cases().filter(authority=authority)),
            actor="system/bench", now=NOW, cause="notice given",
        )  # fmt: skip
        assert Deadline.objects.filter(case__authority=authority).exists()
    return authority
