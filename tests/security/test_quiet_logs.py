"""An error is logged with its places and its kind, and none of the words it was about."""

import io
import logging
from logging.config import dictConfig

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import path

from config.quiet_logs import LOGGING, QuietFormatter


def break_down(request):
    name = request.POST["name"]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE canary (name text PRIMARY KEY)")
        cursor.execute("INSERT INTO canary VALUES (%s)", [name])
        try:
            cursor.execute("INSERT INTO canary VALUES (%s)", [name])
        except IntegrityError as fault:
            raise ValueError(f"nothing to do with {name}") from fault


urlpatterns = [path("broken/", break_down)]


def write(record: logging.LogRecord) -> str:
    return QuietFormatter("%(levelname)s %(name)s %(message)s").format(record)


@pytest.fixture
def log():
    """The handler of the settings, writing to a text; the handlers of the run come back after."""
    root, django = logging.getLogger(), logging.getLogger("django")
    before = root.handlers[:], root.level, django.handlers[:], django.propagate
    dictConfig(LOGGING)
    written = io.StringIO()
    root.handlers[-1].setStream(written)
    yield written
    root.handlers[:], root.level, django.handlers[:], django.propagate = before


def test_a_fault_in_a_page_is_logged_without_what_was_typed(db, settings, log):
    settings.ROOT_URLCONF = "tests.security.test_quiet_logs"

    answer = Client(raise_request_exception=False).post("/broken/", {"name": "Zebulonia"})

    said = log.getvalue()
    assert (answer.status_code, "Zebulonia" in answer.content.decode()) == (500, False)
    assert "ERROR django.request Internal Server Error: /broken/" in said
    assert "test_quiet_logs.py" in said
    assert said.rstrip().endswith("ValueError")
    assert "UniqueViolation\n" in said
    assert "IntegrityError\n" in said
    assert "Zebulonia" not in said


def test_a_line_end_in_an_address_begins_no_line_of_the_log(db, log):
    Client().get("/a%0D%0A2026-11-29 ERROR forged%1B[31m/", headers={"User-Agent": "x\nforged"})

    lines = log.getvalue().splitlines()
    assert len(lines) == 2  # Django's own, and config.noted_refusals
    assert all(" WARNING " in line for line in lines)
    assert "\x1b" not in log.getvalue()


def test_a_task_that_fails_is_logged_without_its_arguments():
    try:
        raise LookupError("no Zebulonia here")
    except LookupError as fault:
        record = logging.LogRecord(
            "celery.app.trace", logging.ERROR, "x", 1, "Task %(name)s raised: %(exc)s",
            ({"name": "casework.tasks.post", "exc": "Zebulonia"},),
            (LookupError, fault, fault.__traceback__),
        )  # fmt: skip
        record.data = {"name": "casework.tasks.post", "args": "Zebulonia"}

    said = write(record)

    assert said.startswith("ERROR celery.app.trace Task casework.tasks.post failed\n")
    assert ("LookupError" in said, "Zebulonia" in said) == (True, False)


def test_what_is_no_fault_is_said_as_it_is():
    record = logging.LogRecord("x", logging.WARNING, "x", 1, "a %s b", ("c",), None)
    failed = logging.LogRecord(
        "celery.app.trace", logging.ERROR, "x", 1, "a", (), (None, None, None)
    )

    assert write(record) == "WARNING x a c b"
    assert write(failed).startswith("ERROR celery.app.trace Task unknown failed")
