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


def test_what_no_test_notices_survives(tree):
    found = mutants.find_all_mutants(tree)

    assert [m.now for m in mutants.measure(found, tree)] == ["days >= 15", "16", "14"]
    assert len(found) == 4
    assert "return days > 15" in (tree / "statute" / "a.py").read_text()


def test_a_law_whose_tests_fail_is_not_measured(tree):
    (tree / "statute" / "a.py").write_text("def is_over(days):\n    return True\n")

    with pytest.raises(mutants.Refused, match="fail as it is"):
        mutants.measure([], tree)


def test_a_mutant_that_never_ends_is_noticed(tree, monkeypatch):
    monkeypatch.setattr(mutants, "PROCESSOR_SECONDS", 5)
    [first, *_] = mutants.find_all_mutants(tree)
    endless = mutants.Mutant(first.path, 1, "", "", "while True:\n    pass\n")

    assert mutants.measure([endless], tree) == []


def test_what_only_lists_is_left_out(tree):
    (tree / "statute" / "coverage").mkdir()
    (tree / "statute" / "coverage" / "b.py").write_text("NUMBER = 3\n")

    assert {m.path for m in mutants.find_all_mutants(tree)} == {"statute/a.py"}
