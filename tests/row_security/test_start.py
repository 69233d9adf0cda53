"""That no process works as a role which the policies would not bind: real ones, really started."""

import os
import subprocess
import sys

import pytest
from django.db import connections
from psycopg import connect
from psycopg.conninfo import make_conninfo

from row_security import checks

pytestmark = pytest.mark.services
CELERY = ["-m", "celery", "-A", "config"]
PROCESSES = {
    "web": ["-m", "gunicorn", "config.wsgi:application", "--bind", "127.0.0.1:0"],
    "worker": [*CELERY, "worker", "--pool", "solo", "--without-gossip", "--without-mingle"],
    "beat": [*CELERY, "beat", "--pidfile", ""],
    "command": ["manage.py", "relay", "--once"],
}


@pytest.mark.parametrize("process", PROCESSES)
def test_a_process_that_is_given_the_owners_address_ends_and_says_why(process, tmp_path):
    owners = {**os.environ, "DATABASE_URL": os.environ["OWNER_DATABASE_URL"]}
    owners |= {"DJANGO_SETTINGS_MODULE": "config.settings", "SECRET_KEY": "only-for-tests"}

    command = [sys.executable, *PROCESSES[process]]
    if process == "beat":  # it removes what it cannot read as its schedule, so: a file of its own
        command += ["--schedule", str(tmp_path / "schedule")]

    ended = subprocess.run(command, env=owners, capture_output=True, text=True, timeout=60)

    assert ended.returncode != 0
    assert checks.MESSAGE in ended.stdout + ended.stderr


@pytest.fixture
def server(db):
    """The server's superuser on the test database; what is done is undone."""
    owner = connections["owner"].settings_dict
    address = make_conninfo(os.environ["OWNER_DATABASE_URL"], user="postgres", dbname=owner["NAME"])
    with connect(address) as server:
        yield server
        server.rollback()


@pytest.mark.parametrize(
    ("rights", "is_refused"),
    [("", False), ("SUPERUSER", True), ("BYPASSRLS", True), ("IN ROLE hearings_owner", True)],
)
def test_each_role_that_no_policy_binds_is_found(server, rights, is_refused):
    server.execute(f"CREATE ROLE somebody {rights}")
    server.execute("SET SESSION AUTHORIZATION somebody")

    found = server.execute(checks.UNBOUND).fetchall()

    assert found == ([("somebody",)] if is_refused else [])


def test_a_superuser_who_took_another_role_for_now_is_found(server):
    server.execute("SET ROLE hearings_app")

    assert server.execute(checks.UNBOUND).fetchall() == [("postgres",)]


@pytest.fixture
def mistaken(db, monkeypatch):
    """The service's connection made with the owner's address, where nothing was asked yet."""
    monkeypatch.setattr(checks, "_bound", set())
    opened = connections.create_connection("owner")
    opened.alias = checks.SERVICE
    monkeypatch.setattr(checks, "connection", opened)
    yield opened
    opened.close()


def test_a_connection_of_an_unbound_role_is_closed_before_anything_is_read(mistaken):
    for _ in range(2):
        with pytest.raises(checks.UnboundRole, match="hearings_owner is one"):
            mistaken.ensure_connection()
        assert mistaken.connection is None


def test_the_check_that_django_knows_tells_the_same(mistaken):
    [error] = checks.check_role(databases=["default"])

    assert error.id == "row_security.E001"
    assert checks.check_role(databases=["owner"]) == checks.check_role(databases=None) == []


def test_a_role_that_was_found_bound_is_not_asked_again(mistaken):
    checks._bound.add(checks.write_address(mistaken))

    mistaken.ensure_connection()

    assert mistaken.is_usable()  # and nothing refused it


def test_a_database_that_does_not_answer_refuses_nothing_yet(monkeypatch):
    asked = []

    def fail():
        asked.append("the database")
        raise checks.OperationalError

    monkeypatch.setattr(checks.connection, "ensure_connection", fail)

    checks.refuse_to_start()

    assert asked == ["the database"]  # and no refusal came of it
