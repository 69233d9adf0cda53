import subprocess
import sys

import pytest

from embedded import mutants

SOURCE = '''"""Words."""

@dataclass(frozen=True)
class A:
    pass

def may(days: int, late: bool = False) -> str:
    """More words."""
    if 5 < days <= 15 and not late:
        return "yes"
    return None
'''


def test_each_small_thing_is_changed_once():
    found = [(m.line, m.was, m.now) for m in mutants.find_mutants("statute/a.py", SOURCE)]

    assert sorted(found) == [
        (7, "False", "True"),
        (9, "15", "14"),
        (9, "15", "16"),
        (9, "5", "4"),
        (9, "5", "6"),
        (9, "5 < days <= 15", "5 < days < 15"),
        (9, "5 < days <= 15", "5 <= days <= 15"),
        (9, "5 < days <= 15 and (not late)", "5 < days <= 15 or not late"),
        (9, "not late", "not not late"),
        (10, "return 'yes'", "return None"),
    ]


def test_what_is_looked_at_last_and_what_is_left_out_are_there():
    folders = [mutants.ROOT / folder for folder in (mutants.LAW, mutants.TESTS)]

    for name in (*mutants.SLOW, *mutants.LEFT_OUT):
        assert [path for folder in folders for path in folder.rglob(name)], name


def test_a_mutant_is_the_file_with_that_change_and_no_other():
    [mutant] = [m for m in mutants.find_mutants("statute/a.py", SOURCE) if m.now == "not not late"]

    assert "if 5 < days <= 15 and (not not late):" in mutant.source
    assert str(mutant) == "statute/a.py:9: not late  ->  not not late"


@pytest.fixture
def tree(tmp_path):
    (tmp_path / "statute").mkdir()
    (tmp_path / "tests" / "statute").mkdir(parents=True)
    (tmp_path / "statute" / "a.py").write_text("def is_over(days):\n    return days > 15\n")
    (tmp_path / "tests" / "statute" / "test_a.py").write_text(
        "from statute.a import is_over\n\n"
        "def test_it():\n    assert is_over(20)\n    assert not is_over(14)\n"
    )
    return tmp_path


def measure(tree, *arguments, before=""):
    """Measure in a process of its own: it must not have loaded a law before."""
    program = f"from embedded import mutants; from pathlib import Path; {before}"
    program += f"print(mutants.main(*{arguments!r}, root=Path({str(tree)!r})))"
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, cwd=mutants.ROOT, capture_output=True, text=True, check=True)
    return ran.stdout.splitlines()


def test_what_no_test_notices_survives(tree):
    law = tree / "statute" / "a.py"
    as_it_was = law.read_text()

    assert measure(tree, "--all") == [
        "survives  statute/a.py:2: days > 15  ->  days >= 15",
        "survives  statute/a.py:2: 15  ->  16",
        "survives  statute/a.py:2: 15  ->  14",
        "   3  statute/a.py",
        "4 mutants, 1 noticed, 3 survive",
        "0",
    ]
    assert law.read_text() == as_it_was


def test_a_mutant_that_only_the_tests_of_another_file_notice_is_noticed(tree):
    tests = tree / "tests" / "statute"
    (tests / "test_a.py").rename(tests / "test_b.py")

    assert measure(tree, "--all")[-2] == "4 mutants, 1 noticed, 3 survive"


def test_a_sample_is_the_same_for_the_same_seed(tree):
    one = measure(tree, "--sample", "2", "--seed", "5")

    assert one == measure(tree, "--sample", "2", "--seed", "5")
    assert one[-2].startswith("2 mutants, ")
    assert measure(tree, "--only", "statute/nothing.py")[-2] == "0 mutants, 0 noticed, 0 survive"


def test_a_law_whose_tests_fail_is_not_measured(tree):
    (tree / "statute" / "a.py").write_text("def is_over(days):\n    return True\n")

    assert measure(tree) == [
        "the tests of the law fail as it is: mend them before measuring",
        "1",
    ]


def test_a_mutant_that_never_ends_is_noticed(tree):
    endless = "Mutant('statute/a.py', 1, '', '', 'while True: pass')"
    before = f"mutants.PROCESSOR_SECONDS = 5; found = [mutants.{endless}]; "
    before += "mutants.find_all_mutants = lambda root: found; "

    assert measure(tree, "--all", before=before) == ["1 mutants, 1 noticed, 0 survive", "0"]


def test_what_only_lists_is_left_out(tree):
    (tree / "statute" / "coverage").mkdir()
    (tree / "statute" / "coverage" / "b.py").write_text("NUMBER = 3\n")

    assert {m.path for m in mutants.find_all_mutants(tree)} == {"statute/a.py"}
