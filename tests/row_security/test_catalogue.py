"""That no table escapes: whatever is not closed must be in the reviewed list, new ones included."""

import json

import pytest
from django.core.management import call_command
from django.db import OperationalError, connections, transaction

from row_security import catalogue
from row_security.open_tables import OPEN_TABLES, OWNERS_FUNCTIONS
from row_security.scope import Scope

pytestmark = pytest.mark.services


@pytest.fixture
def by_the_owner(db, monkeypatch):
    """Look at the catalogue as the owner sees it, in the middle of what is undone again."""

    def find_gaps_after(*statements):
        owner = connections["owner"]
        monkeypatch.setattr(catalogue, "connection", owner)
        with transaction.atomic(using="owner"):
            with owner.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
            gaps = catalogue.find_gaps()
            transaction.set_rollback(True, using="owner")
        return gaps

    return find_gaps_after


def test_every_table_is_closed_or_in_the_reviewed_list(db):
    assert catalogue.find_gaps() == []


def test_every_reason_is_a_reason():
    for name, reason in {**OPEN_TABLES, **OWNERS_FUNCTIONS}.items():
        assert len(reason) > 20, name


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("CREATE TABLE anything (id int)", "anything has no row-level security"),
        ("CREATE VIEW seen AS SELECT * FROM casework_pupil", "seen has no row-level security"),
        (
            "CREATE MATERIALIZED VIEW kept AS SELECT * FROM casework_pupil",
            "kept has no row-level security",
        ),
        ("CREATE TABLE parts (id int) PARTITION BY RANGE (id)", "parts has no row-level security"),
        (
            "ALTER TABLE casework_pupil NO FORCE ROW LEVEL SECURITY",
            "casework_pupil has no row-level security",
        ),
        (
            "ALTER TABLE hearings_outcome DISABLE ROW LEVEL SECURITY",
            "hearings_outcome has no row-level security",
        ),
        (
            "CREATE POLICY another ON casework_adult USING (true)",
            "casework_adult must have one policy",
        ),
        ("DROP POLICY reach ON casework_adult", "casework_adult must have one policy"),
        (
            "ALTER TABLE organisations_school ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
            "organisations_school is closed: take it off",
        ),
        ("DROP TABLE organisations_cache", "organisations_cache is no table"),
        (
            "CREATE FUNCTION peep() RETURNS bigint LANGUAGE sql SECURITY DEFINER"
            " AS 'SELECT count(*) FROM casework_pupil'",
            "the function peep runs with the rights of the tables' owner",
        ),
    ],
)
def test_a_gap_made_on_purpose_is_named(by_the_owner, change, told):
    assert by_the_owner() == []

    gaps = by_the_owner(change)

    assert len([gap for gap in gaps if gap.startswith(told)]) == 1, gaps


def test_nothing_is_in_reach_without_a_scope_and_something_is_with_one(case, see):
    kept = catalogue.count_rows_in_reach()
    assert kept["casework_case"] == kept["casework_pupil"] == 1

    see(Scope())

    assert set(catalogue.count_rows_in_reach().values()) == {0}


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as ended:
        call_command("check_reach", *arguments)
    return ended.value.code, capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_the_command_counts_what_is_kept_and_what_is_in_reach(capsys):
    code, told = run(capsys, "--json")

    report = json.loads(told)
    assert (code, report["verdict"], report["faults"]) == (0, "closed", [])
    assert report["tables"] >= 20
    assert run(capsys)[1].startswith("Closed. ")


@pytest.mark.django_db(transaction=True)
def test_the_command_names_what_gets_past(capsys, monkeypatch):
    monkeypatch.setattr(catalogue, "find_gaps", lambda: ["anything has no row-level security"])
    monkeypatch.setattr(catalogue, "count_rows_in_reach", lambda: {"casework_pupil": 3})

    code, told = run(capsys)

    assert code == 1
    assert "anything has no row-level security." in told
    assert "3 rows of casework_pupil can be read without a scope." in told


def test_the_command_that_cannot_ask_says_so(capsys, monkeypatch):
    def refuse():
        raise OperationalError("no server\nat all")

    monkeypatch.setattr("row_security.management.commands.check_reach._check", refuse)

    code, told = run(capsys)

    assert (code, told) == (2, "Not checked: the database could not be asked: no server.\n")
