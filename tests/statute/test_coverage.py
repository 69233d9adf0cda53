"""Nothing of the law is silently absent, and nothing is claimed that is not there."""

import ast
from functools import cache
from pathlib import Path

import pytest

from statute.coverage import COVERAGE, Reach, Row
from statute.coverage.rows import missing
from statute.coverage_page import write_coverage
from statute.law import LAW
from statute.law.wales import WALES

ROOT = Path(__file__).parents[2]
ROWS = [row for part in COVERAGE.values() for row in part]
SERIES = {"N": 8, "E": 8, "L": 5, "C": 6, "G": 9, "M": 4, "D": 5, "I": 28, "R": 3, "F": 3, "O": 4}
NAMED = """
    2.6-head 2.6-relevant-person 2.6-pupil 2.6-workers 2.6-la 2.6-home-la 2.6-request
    2.6-c1 2.6-c2 2.6-c3 2.6-c4 2.6-c5 2.6-c6
    3.1-claim 3.1-money 3.1-education 3.1-standing
    3.2-life 3.2-board 3.2-late-finding 3.2-representations 3.2-superseded 3.2-later
    W-relevant-person W-lunchtime W-window W-la-standing W-panel-outcomes W-panel-categories
    W-term W-templates
"""
EXPECTED = {
    *(f"{letter}{number}" for letter, last in SERIES.items() for number in range(1, last + 1)),
    *(f"K{number}" for number in range(1, 8)),
    *NAMED.split(),
    *(f"3.1-{number:02}" for number in range(1, 29)),
    *(f"3.1-no-{number:02}" for number in range(1, 12)),
    *(f"4.{number}" for number in range(1, 27)),  # the last is the note on the day of receipt
    *(f"P{number:02}" for number in range(1, 16)),
    *(f"5-panel-{number}" for number in range(1, 8)),
    *(f"6.{number}" for number in range(1, 16)),
}

# rows of the application that name the law's own code alone: a page or letter imports it
IN_USE = {"G7", "M2", "M3", "D3", "D4"}


@cache
def names_in(path):
    """Return what a file names at its top level, and what its classes do."""
    names = set()
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return names


def is_there(name):
    if name.startswith("rule:"):
        return name.removeprefix("rule:") in {rule.id for rule in (*LAW, *WALES)}
    module, _, thing = name.rpartition(".")
    path = ROOT / f"{module.replace('.', '/')}.py"
    path = path if path.exists() else ROOT / module.replace(".", "/") / "__init__.py"
    return path.exists() and thing in names_in(path)


def is_tested(test):
    path, _, name = test.partition("::")
    return (ROOT / "tests" / path).exists() and name in names_in(ROOT / "tests" / path)


def find_empty_claims(rows):
    """Return every name and test that a row claims and the code does not have."""
    claims = [f"{row.id}: {name}" for row in rows for name in row.by if not is_there(name)]
    return claims + [
        f"{row.id}: {test}" for row in rows for test in row.tests if not is_tested(test)
    ]


def test_every_row_of_the_law_is_there_once():
    ids = [row.id for row in ROWS]

    assert sorted(ids) == sorted(set(ids))
    assert set(ids) == EXPECTED


def test_what_is_claimed_is_there():
    assert find_empty_claims(ROWS) == []


def test_an_empty_claim_is_found():
    good = "statute.panel.find_panel_defects"
    row = Row(
        id="X1",
        what="",
        reach=Reach.LAW,
        by=(good, "statute.panel.find_nothing", "statute.nowhere.thing", "rule:X1", "rule:G1"),
        tests=("statute/test_panel.py::test_nothing", "statute/test_nowhere.py::test_a"),
    )
    assert find_empty_claims([row]) == [
        "X1: statute.panel.find_nothing",
        "X1: statute.nowhere.thing",
        "X1: rule:X1",
        "X1: statute/test_panel.py::test_nothing",
        "X1: statute/test_nowhere.py::test_a",
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_says_where_it_is_built_and_tested_or_why_not(row):
    if row.reach in (Reach.APPLICATION, Reach.LAW):
        assert row.by
        assert row.tests
    else:
        assert row.note
        assert not row.by
    if row.reach is Reach.APPLICATION:
        assert any(not name.startswith("statute.") for name in row.by) or row.id in IN_USE


def test_a_row_that_is_not_built_says_what_is_missing():
    page = write_coverage({"Part": (missing("X1", "A duty", "a page for it"),)})

    assert (
        "1 rows: 0 in the application, 0 in the law's own code, 0 not for software, 1 not" in page
    )
    assert "| X1 | A duty | not yet built |  |  | a page for it |" in page


def test_the_page_counts_and_shows_every_row():
    page = write_coverage(COVERAGE)

    counted = ", ".join(f"{sum(r.reach is reach for r in ROWS)} {reach}" for reach in Reach)
    assert f"{len(ROWS)} rows: {counted}." in page
    for row in ROWS:
        assert f"\n| {row.id} | {row.what} | {row.reach} |" in page
