"""
The audit trail checked: at most three times what it takes to hash its events.

The floor hashes every event as the chain does and compares nothing. The product does that, follows
each chain, and looks for ends that were cut off.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, connections, transaction

from audit.verify import find_breaks
from bench.harness import Race
from row_security.scope import WHOLE_SERVICE, scoped_transaction

EVENTS = 200_000
EVENTS_OF_A_CASE = 25
PASS_LINE = 3.0
INVENT = """
    INSERT INTO audit_auditevent (stream, seq, kind, actor, at, facts, prev, hash)
    SELECT 'case/' || n %% %(cases)s, 0, 'case.viewed', 'user/' || n %% 90,
           timestamptz '2026-09-01' + n * interval '1 second',
           jsonb_build_object('rule', 'G1', 'cause', 'bench', 'number', n), '', ''
    FROM generate_series(1, %(events)s) n
"""
HASH_ALL = "SELECT count(audit_hash(e)) FROM audit_auditevent e"


@contextmanager
def race() -> Iterator[Race]:
    """Yield the race on chains of invented events."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL app.whole_service = 'on'")
        cursor.execute(INVENT, {"events": EVENTS, "cases": EVENTS // EVENTS_OF_A_CASE})
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE audit_auditevent, audit_chainhead")

    def floor() -> None:
        with scoped_transaction(WHOLE_SERVICE), connection.cursor() as cursor:
            cursor.execute(HASH_ALL)

    def product() -> None:
        with scoped_transaction(WHOLE_SERVICE):
            assert find_breaks() == []

    yield Race(
        name="audit",
        what=f"{EVENTS:,} events",
        floor=floor,
        product=product,
        pass_line=PASS_LINE,
    )
