"""The clock that all workers share."""

from datetime import datetime

from django.db import connection


def read_database_clock() -> datetime:
    """
    Return the database's time, aware.

    Leases and waits are judged by it alone, so that a worker whose own clock is wrong can neither
    take what another holds nor ask about a message too soon.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        [now] = cursor.fetchone()
    assert isinstance(now, datetime)
    return now
