"""
Run a command on PostgreSQL and Redis services that are there already:
``python -m embedded.on_services COMMAND …``

For CI alone: the suite runs on the private servers, and what leans on the database and the queue
runs again on the versions of production.  The command gets a database of its own, dropped at the
end, and two roles as in production.  Where no service answers, a sentence says that nothing ran.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import psycopg
import redis
from psycopg import sql

ADMIN_URL = os.environ.get("CI_ADMIN_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
REDIS_URL = os.environ.get("CI_REDIS_URL", "redis://127.0.0.1:6379/7")  # a number of its own
ROLES = {"hearings_owner": "CREATEDB", "hearings_app": "NOCREATEDB"}
SECONDS = 3


def main(*command: str) -> int:
    if missing := find_missing():
        print(f"Nothing was run again: {missing}.", flush=True)
        return 0
    with own_database(f"hearings_ci_{os.getpid()}") as environment:
        return subprocess.run(command, env={**os.environ, **environment}).returncode


def find_missing() -> str:
    """Return which service does not answer, in words, or nothing."""
    try:
        psycopg.connect(ADMIN_URL, connect_timeout=SECONDS).close()
    except psycopg.OperationalError:
        return "no PostgreSQL service answers"
    try:
        with redis.Redis.from_url(REDIS_URL, socket_connect_timeout=SECONDS) as broker:
            broker.ping()
    except redis.RedisError:
        return "no Redis service answers"
    return ""


@contextmanager
def own_database(name: str) -> Iterator[dict[str, str]]:
    """Yield the addresses of a new database as its owner and as the service; drop it at the end."""
    with psycopg.connect(ADMIN_URL, autocommit=True) as server:
        for role, right in ROLES.items():
            if not server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                server.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
            server.execute(
                sql.SQL("ALTER ROLE {} " + right).format(sql.Identifier(role))  # one of two words
            )
        database, owner = sql.Identifier(name), sql.Identifier("hearings_owner")
        server.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, owner))
        try:
            host = f"{quote(server.info.host, safe='')}:{server.info.port}"
            yield {
                "DATABASE_URL": f"postgresql://hearings_app@{host}/{name}",
                "OWNER_DATABASE_URL": f"postgresql://hearings_owner@{host}/{name}",
                "REDIS_URL": REDIS_URL,
                "SECRET_KEY": "only-for-this-run",
            }
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(database))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
