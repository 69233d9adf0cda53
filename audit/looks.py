"""
Looking is an event too. A door notes what it is about to show; what was shown is then recorded.

Noted and not recorded at once: a door finds a case before it knows whether this person may do what
they ask, and a page that was refused showed nothing. All looks of one request are one statement,
and somebody who goes to and fro in a case within ten minutes has looked once.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from audit.models import AuditEvent

SAME_LOOK = timedelta(minutes=10)
LATEST = 50  # events of a chain among which the same look is sought: no long chain is read through
NOTED = "_looks"  # on the request
ADD = """
INSERT INTO audit_auditevent (stream, seq, kind, actor, at, facts,
    authority_id, home_authority_id, school_id, case_id, prev, hash)
SELECT n.*, '', '' FROM jsonb_to_recordset(%(looks)s::jsonb) AS n (stream text, seq int, kind text,
    actor text, at timestamptz, facts jsonb, authority_id bigint, home_authority_id bigint,
    school_id bigint, case_id bigint)
WHERE NOT EXISTS (
    SELECT 1 FROM (
        SELECT actor, kind, at, facts FROM audit_auditevent e
        WHERE e.stream = n.stream ORDER BY e.seq DESC LIMIT %(latest)s
    ) e
    WHERE e.actor = n.actor AND e.kind = n.kind AND e.facts = n.facts AND e.at > %(since)s
)
ORDER BY n.stream
"""


def note(request: object, look: AuditEvent) -> None:
    """Keep in mind that the answer to ``request`` shows this; who asks and when is added later."""
    kept = getattr(request, "_request", request)  # the API's own request wraps the one that lasts
    kept.__dict__.setdefault(NOTED, []).append(look)


def record_noted(request: object, *, actor: str, now: datetime) -> None:
    """
    Record the looks noted on ``request``, in the caller's transaction and as one statement.

    Each needs to be within reach of the scope that is declared; one without a stream goes to that
    of ``actor``. The same person's same look within
    ten minutes before is not recorded again.
    """
    noted: list[AuditEvent] = request.__dict__.pop(NOTED, [])
    if not noted:
        return
    rows = {(look.stream, look.kind, str(look.facts)): _write(look, actor, now) for look in noted}
    with connection.cursor() as cursor:
        looks = json.dumps(list(rows.values()))
        cursor.execute(ADD, {"looks": looks, "latest": LATEST, "since": now - SAME_LOOK})


def _write(look: AuditEvent, actor: str, now: datetime) -> dict[str, Any]:
    return {
        "stream": look.stream or actor,
        "seq": 0,  # the database numbers and chains it
        "kind": look.kind,
        "actor": actor,
        "at": now.isoformat(),
        "facts": look.facts,
        "authority_id": look.authority_id,
        "home_authority_id": look.home_authority_id,
        "school_id": look.school_id,
        "case_id": look.case_id,
    }
