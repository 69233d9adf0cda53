"""The last steps: what the database keeps back, and whether the trail of all this is whole."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

from embedded.browser import NotThere
from embedded.walk.state import Step, Walk

CLOSED = "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity ORDER BY 1"
MUST_HOLD = ("casework_case", "casework_pupil", "hearings_hearing", "notifications_message")


def read_without_a_scope(walk: Walk) -> None:
    """Whoever comes in as the service does, and declares no scope, counts no row of a case."""
    with psycopg.connect(walk.environment["DATABASE_URL"]) as outside:
        tables = [name for (name,) in outside.execute(CLOSED)]
        seen = {name: _count(outside, name) for name in tables}
        outside.execute("SELECT set_config('app.whole_service', 'on', true)")
        kept = {name: _count(outside, name) for name in tables}
    if leaked := {name: rows for name, rows in seen.items() if rows}:
        raise NotThere(f"without a scope there are rows: {leaked}")
    if empty := [name for name in MUST_HOLD if not kept.get(name)]:
        raise NotThere(f"nothing was kept back: {empty} hold no row, or are not closed")
    _must_pass(walk, "check_reach")


def find_the_trail_whole(walk: Walk) -> None:
    """Every chain of everything that was done in this walk is whole, and there are events."""
    report = _must_pass(walk, "audit_verify")
    if not report["events"]:
        raise NotThere("the trail holds no event")


def _count(connection: psycopg.Connection[Any], table: str) -> int:
    found = connection.execute(SQL("SELECT count(*) FROM {}").format(Identifier(table))).fetchone()
    return int(found[0]) if found else 0


def _must_pass(walk: Walk, command: str) -> dict[str, Any]:
    asked = [sys.executable, "manage.py", command, "--json"]
    done = subprocess.run(asked, env=walk.environment, capture_output=True, text=True)
    if done.returncode:
        raise NotThere(f"{command} ended with {done.returncode}: {done.stdout}{done.stderr}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


PRIVACY_STEPS: list[tuple[str, Step]] = [
    ("in the database, without a scope: no row of any case", read_without_a_scope),
    ("the audit trail of all this is whole", find_the_trail_whole),
]
