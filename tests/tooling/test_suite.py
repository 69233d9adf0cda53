import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from embedded import check, lint, suite

REPORT = """<testsuites><testsuite tests="9" failures="1" errors="2" skipped="3"/></testsuites>"""


def test_a_report_is_counted_and_summed_up_in_the_last_line(tmp_path):
    (tmp_path / "one.xml").write_text(REPORT)
    counts = suite.count(tmp_path / "one.xml") + Counter(passed=10)
    assert suite.summarise(counts) == "13 passed, 3 failed, 3 skipped"
    assert suite.summarise(Counter(passed=2)) == "2 passed, 0 failed"


@pytest.mark.parametrize(
    ("name", "judged"),
    [
        ("statute/duties.py", True),
        ("statute/law/board.py", True),
        ("casework/actions/notices.py", True),
        ("organisations/actions.py", True),
        ("hearings/access.py", True),
        ("casework/queries.py", False),
        ("transactions/models.py", False),
    ],
)
def test_law_actions_and_access_are_judged_and_nothing_else(name, judged):
    assert suite.is_judged(name) is judged


def test_a_branch_that_no_test_took_is_named(tmp_path, monkeypatch):
    (tmp_path / "statute").mkdir()
    (tmp_path / "statute" / "__init__.py").touch()
    (tmp_path / "statute" / "rule.py").write_text(
        "def f(x):\n    if x:\n        x = 1\n    return x\n\n\ndef g():\n    return 2\n"
    )
    (tmp_path / "statute" / "unopened.py").write_text("def h():\n    return 3\n")
    (tmp_path / "other.py").write_text("def h():\n    return 3\n")
    (tmp_path / "library").mkdir()  # somebody else's: its actions are not ours to test
    (tmp_path / "library" / "actions.py").write_text("def i():\n    return 4\n")
    (tmp_path / "run.py").write_text(
        "import other, library.actions\nfrom statute.rule import f\nf(1)\n"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COVERAGE_FILE", "coverage")
    command = [sys.executable, "-m", "coverage", "run", "--branch", "--include", "*.py", "run.py"]
    subprocess.run(command, check=True, timeout=60)

    assert suite.find_gaps(Path()) == [
        "Not tested: statute/unopened.py. No test opened it.",
        "Not tested: statute/rule.py, lines 8 and branches 2 to 4. Law, actions and access rules "
        "must be, to the last branch.",
    ]


def test_lint_names_the_check_that_failed_and_shows_what_it_said(monkeypatch, capsys):
    checks = {
        "good": [sys.executable, "-c", "print('quiet')"],
        "bad": [sys.executable, "-c", "import sys; print('line 3 is long'); sys.exit(1)"],
    }
    monkeypatch.setattr(lint, "CHECKS", checks)

    assert lint.main() == 1
    said = capsys.readouterr().out
    assert ("good: ok" in said, "bad: FAILED\nline 3 is long\n" in said) == (True, True)
    assert said.splitlines()[-1] == "1 of 2 checks passed; these did not: bad"
    assert lint.main("good") == 0
    assert lint.main("ugly") == 2


def test_a_walk_stops_at_the_step_whose_effect_was_not_seen(capsys):
    walked = []

    def fail(state: object) -> None:
        raise AssertionError("no message came")

    steps = [("one", walked.append), ("two", fail), ("three", walked.append)]
    assert check.walk("state", steps) == "two"
    assert walked == ["state"]
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(maxsplit=2)[2] for line in lines] == [
        "1. one: ok",
        "2. two: FAILED: AssertionError: no message came",
    ]


def test_a_walk_whose_every_step_had_its_effect_names_none():
    assert check.walk("state", [("one", lambda state: None)]) == ""
