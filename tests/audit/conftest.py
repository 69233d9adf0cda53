from contextlib import contextmanager
from datetime import UTC, datetime

from django.db import connections, transaction

from audit.models import AuditEvent
from audit.trail import record
from row_security.scope import WHOLE_SERVICE, scoped_transaction

TABLES = {
    "audit_auditevent": ("refuse", "chain"),
    "audit_checkpoint": ("refuse",),
    "audit_checkpointleaf": ("refuse",),
}


def event(n=1, stream="case/1"):
    return AuditEvent(
        stream=stream, kind="case.seen", actor="user/1", at=datetime(2026, 9, n, tzinfo=UTC)
    )


def record_some(*, chains=2, each=3):
    with scoped_transaction(WHOLE_SERVICE):
        for chain in range(1, chains + 1):
            for n in range(1, each + 1):
                record(event(n, f"case/{chain}"))


@contextmanager
def as_owner():
    """Yield a cursor of the tables' owner with every trigger that protects the trail off."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        switch(cursor, "DISABLE")
        cursor.execute("SET LOCAL app.whole_service = 'on'")
        yield cursor
        switch(cursor, "ENABLE")


def switch(cursor, word):
    for table, triggers in TABLES.items():
        for trigger in triggers:
            cursor.execute(f"ALTER TABLE {table} {word} TRIGGER {trigger}")


def rechain(cursor, stream):
    """Make a chain whole again after an edit, as somebody would who knows how it is made."""
    cursor.execute("SELECT id, seq FROM audit_auditevent WHERE stream = %s ORDER BY seq", [stream])
    for event_id, seq in cursor.fetchall():
        cursor.execute(
            """UPDATE audit_auditevent e SET prev = coalesce(
                   (SELECT hash FROM audit_auditevent b
                    WHERE b.stream = e.stream AND b.seq = e.seq - 1), '\\x')
               WHERE id = %s""",
            [event_id],
        )
        cursor.execute(
            "UPDATE audit_auditevent e SET hash = audit_hash(e) WHERE id = %s", [event_id]
        )
        cursor.execute(
            """UPDATE audit_chainhead h SET hash = e.hash FROM audit_auditevent e
               WHERE e.id = %s AND h.stream = e.stream AND h.seq = %s""",
            [event_id, seq],
        )
