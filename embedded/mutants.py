"""
How much of the law do its tests hold fast: ``./dev mutants``.

Each mutant is statute/ with one small thing changed: a comparison, a number, a "not", a value that
is returned.  The tests of the law run against it in a copy of the tree; a mutant that no test
notices survives, and is told with its line.  By default a sample is drawn, the same for the same
seed; ``--all`` takes every mutant.  ``--only statute/panel.py`` takes one file's.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import resource
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAW, TESTS = "statute", "tests/statute"
SAMPLE, SEED = 200, 1
PROCESSOR_SECONDS = 60  # not of the clock: a busy machine must not pass for a failing test
FEW_CASES = "500"  # random calendars for each mutant: 20,000 alone would take that minute
# What lists the rows of the law is checked by name and not by behaviour.
LEFT_OUT = ("coverage", "coverage_page.py", "test_coverage.py")
SLOW = ("test_counting_by_oracle.py",)  # looked at last: most mutants never come to it
OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
}
Change = Callable[[ast.AST], None]
PYTEST = (
    *("-q", "-x", "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:django"),
    *("-p", "no:xdist", "-p", "no:cov", "--noconftest", "-c", os.devnull, "--rootdir", "."),
)


class Refused(Exception):
    """The one sentence that says why there is nothing to measure."""


@dataclass(frozen=True)
class Mutant:
    """One file with one thing changed."""

    path: str
    line: int
    was: str
    now: str
    source: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.was}  ->  {self.now}"


def find_mutants(path: str, source: str) -> Iterator[Mutant]:
    """Yield every mutant of one file, in the order of its lines."""
    tree = ast.parse(source)
    decorators = {id(part) for part in _find_decorators(tree)}
    for place, node in enumerate(ast.walk(tree)):
        if id(node) in decorators:
            continue  # that a value is frozen or has slots is no statement of law
        for change in _find_changes(node):
            mutated = copy.deepcopy(tree)
            target = next(n for at, n in enumerate(ast.walk(mutated)) if at == place)
            was = ast.unparse(target)
            change(target)
            yield Mutant(
                path,
                getattr(node, "lineno", 0),
                was,
                ast.unparse(target),
                ast.unparse(ast.fix_missing_locations(mutated)),
            )


def _find_decorators(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        for decorator in getattr(node, "decorator_list", []):
            yield from ast.walk(decorator)


def _find_changes(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            if type(operator) in OPERATORS:
                yield partial(_swap_in_list, at)
    elif isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in OPERATORS:
        yield _swap_operator
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield _take_not_away
    elif isinstance(node, ast.Return) and not _returns_nothing(node):
        yield _return_nothing
    elif isinstance(node, ast.Constant):
        yield from _find_other_values(node.value)


def _find_other_values(value: object) -> Iterator[Change]:
    if isinstance(value, bool):
        yield _turn_over
    elif isinstance(value, int):
        yield partial(_add, 1)
        yield partial(_add, -1)


def _swap_in_list(at: int, node: ast.AST) -> None:
    assert isinstance(node, ast.Compare)
    node.ops[at] = OPERATORS[type(node.ops[at])]()  # type: ignore[call-overload]  # pairs are of one kind


def _swap_operator(node: ast.AST) -> None:
    assert isinstance(node, ast.BoolOp | ast.BinOp)
    node.op = OPERATORS[type(node.op)]()  # type: ignore[assignment]  # as above


def _take_not_away(node: ast.AST) -> None:
    assert isinstance(node, ast.UnaryOp)
    node.operand = ast.UnaryOp(ast.Not(), node.operand)  # twice not: what it was without


def _turn_over(node: ast.AST) -> None:
    assert isinstance(node, ast.Constant)
    node.value = not node.value


def _add(number: int, node: ast.AST) -> None:
    assert isinstance(node, ast.Constant)
    assert isinstance(node.value, int)
    node.value += number


def _returns_nothing(node: ast.Return) -> bool:
    return node.value is None or ast.unparse(node.value) == "None"


def _return_nothing(node: ast.AST) -> None:
    assert isinstance(node, ast.Return)
    node.value = ast.Constant(None)


def find_all_mutants(root: Path) -> list[Mutant]:
    """Return every mutant of the law under ``root``."""
    return [
        mutant
        for path in sorted((root / LAW).rglob("*.py"))
        if not set(path.relative_to(root / LAW).parts) & set(LEFT_OUT)
        for mutant in find_mutants(str(path.relative_to(root)), path.read_text())
    ]


def is_noticed(mutant: Mutant, tree: Path) -> bool:
    """Tell whether the tests in ``tree`` fail, or never end, with this mutant in its place."""
    path = tree / mutant.path
    original, written = path.read_text(), path.stat().st_mtime
    path.write_text(mutant.source)
    os.utime(path, (written + 10, written + 10))  # what was compiled of the original is passed over
    try:
        own = f"test_{path.stem}.py"
        return not (passes(tree, own) and passes(tree))
    finally:
        path.write_text(original)
        os.utime(path, (written, written))


def passes(tree: Path, own: str = "", *, keep_compiled: bool = False) -> bool:
    """Run the tests of the law in ``tree``, or only those of one file, until one fails."""
    found = sorted((tree / TESTS).glob("test_*.py"), key=lambda path: (path.name in SLOW, path))
    files = [path for path in found if path.name not in LEFT_OUT]
    if own:
        files = [path for path in files if path.name == own]
    return not files or _run([str(path.relative_to(tree)) for path in files], tree, keep_compiled)


def _run(files: list[str], tree: Path, keep_compiled: bool) -> bool:
    """Run tests in a copy of this process: pytest is loaded there, and the law not yet."""
    sys.stdout.flush()
    child = os.fork()
    if not child:
        try:
            _become_tests(tree)
            sys.dont_write_bytecode = not keep_compiled
            os._exit(int(pytest.main([*PYTEST, *files])))
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _become_tests(tree: Path) -> None:
    limit = PROCESSOR_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))  # the system ends what never ends
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.environ.setdefault("COUNTING_CASES", FEW_CASES)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # the law needs none, and they take a second
    os.chdir(tree)
    sys.path[:] = [str(tree), *(path for path in sys.path if Path(path).resolve() != ROOT)]


def copy_tree(root: Path, to: Path) -> None:
    for name in (LAW, "tests"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(root / name, to / name, ignore=ignored)


def measure(mutants: list[Mutant], root: Path) -> list[Mutant]:
    """
    Return the mutants that survive, in the order given.

    :raises Refused: if the tests of the law fail as it is.
    """
    survivors = []
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        copy_tree(root, tree)
        if not passes(tree, keep_compiled=True):
            raise Refused("the tests of the law fail as it is: mend them before measuring")
        for place, mutant in enumerate(mutants, start=1):
            if not is_noticed(mutant, tree):
                survivors.append(mutant)
                print(f"survives  {mutant}", flush=True)
            if place % 25 == 0:
                print(f"{place} of {len(mutants)}, {len(survivors)} survive", flush=True)
    return survivors


def main(*arguments: str, root: Path = ROOT) -> int:
    parser = argparse.ArgumentParser(prog="./dev mutants", description=__doc__)
    parser.add_argument("--all", action="store_true", help="every mutant, not a sample")
    parser.add_argument("--sample", type=int, default=SAMPLE)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", default="", help="a file, as statute/panel.py")
    asked = parser.parse_args(arguments)
    mutants = [m for m in find_all_mutants(root) if asked.only in ("", m.path)]
    if not asked.all and asked.sample < len(mutants):
        mutants = random.Random(asked.seed).sample(mutants, asked.sample)
    try:
        survivors = measure(mutants, root)
    except Refused as refusal:
        print(refusal)
        return 1
    for path, number in Counter(mutant.path for mutant in survivors).most_common():
        print(f"{number:4}  {path}")
    killed = len(mutants) - len(survivors)
    print(f"{len(mutants)} mutants, {killed} noticed, {len(survivors)} survive")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
