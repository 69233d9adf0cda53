"""
Whether this process lives (``/healthz``) and whether the service can work (``/readyz``).

Answered before anything else: before a session is looked up, a transaction opened, a host name
checked or a visitor sent to https, for a probe has none of these.
"""

from __future__ import annotations

from collections.abc import Callable

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from casework.queries import find_oldest_unchecked
from notifications.queries import find_oldest_unsent
from row_security.scope import WHOLE_SERVICE, scoped_transaction

BROKER_SECONDS = 1.0


class HealthDoor:
    """
    Answer the two health addresses.

    A database that is away, or not migrated, is 503: nothing can be done without it.  A broker that
    is away is reported and stays 200: notices are kept in the database and sent by a sweep once it
    is back, so taking the pages away would only add to the harm.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.migrated = False  # tables are never unmade under a running process: once is enough

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return HttpResponse("alive\n", content_type="text/plain")
        if request.path == "/readyz":
            return self._tell_readiness()
        return self.get_response(request)

    def _tell_readiness(self) -> HttpResponse:
        said: dict[str, object] = {"database": "ready", "broker": ask_broker()}
        try:
            self.migrated = self.migrated or is_migrated()
            if not self.migrated:
                return JsonResponse({**said, "database": "not migrated"}, status=503)
            said |= get_oldest_seconds()
        except DatabaseError:
            return JsonResponse({**said, "database": "unreachable"}, status=503)
        return JsonResponse(said)


def ask_broker() -> str:
    """Tell whether the broker answers within a second."""
    try:
        with redis.Redis.from_url(
            settings.CELERY_BROKER_URL,
            socket_connect_timeout=BROKER_SECONDS,
            socket_timeout=BROKER_SECONDS,
        ) as broker:
            broker.ping()
    except (redis.RedisError, OSError, ValueError):  # ValueError: an address of another kind
        return "unreachable"
    return "ready"


def is_migrated() -> bool:
    """Tell whether every migration of this version has been applied."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def get_oldest_seconds() -> dict[str, int]:
    """Return for how long the oldest letter that may leave, and the oldest paper, have waited."""
    now = timezone.now()
    with scoped_transaction(WHOLE_SERVICE):
        waited = {
            "oldest_unsent_notice_seconds": find_oldest_unsent(now),
            "oldest_unchecked_document_seconds": find_oldest_unchecked(now),
        }
    return {name: int(time.total_seconds()) if time else 0 for name, time in waited.items()}
