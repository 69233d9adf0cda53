"""How often a request asks the database, as it would outside a test."""

from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

OF_THE_TEST = ("SAVEPOINT", "RELEASE SAVEPOINT")  # in service the transaction is the outermost


@contextmanager
def at_most(number):
    with CaptureQueriesContext(connection) as captured:
        yield
    asked = [q["sql"] for q in captured if not q["sql"].startswith(OF_THE_TEST)]
    assert len(asked) <= number, "\n".join(sql[:200] for sql in asked)
