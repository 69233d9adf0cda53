"""Files, classes and functions stay small enough to be read at one sitting. No waiver list."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILE, CLASS, FUNCTION = 400, 120, 40  # lines, none above
USUAL_FILE, USUAL_FUNCTION = 250, 28  # lines, nine in ten at most
USUAL_SHARE = 0.9


@dataclass(frozen=True)
class Piece:
    """A file, a class or a function, and how many lines it has."""

    kind: str
    name: str
    lines: int


def tracked_sources() -> list[Path]:
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "*.py", "dev"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = listed.stdout.decode().split("\0")
    return [ROOT / n for n in names if n and "/migrations/" not in n and (ROOT / n).exists()]


def measure(name: str, source: str) -> Iterator[Piece]:
    """Yield every piece of one file; a function's own functions count with it and by themselves."""
    yield Piece("file", name, len(source.splitlines()))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            kind = "class" if isinstance(node, ast.ClassDef) else "function"
            assert node.end_lineno is not None
            yield Piece(kind, f"{name}:{node.name}", node.end_lineno - node.lineno + 1)


def find_too_long(pieces: list[Piece]) -> list[str]:
    most = {"file": FILE, "class": CLASS, "function": FUNCTION}
    return [f"{p.name} has {p.lines} lines" for p in pieces if p.lines > most[p.kind]]


def share_of_usual(pieces: list[Piece], kind: str, lines: int) -> float:
    """Return which share of the pieces of this kind has at most so many lines."""
    sizes = [piece.lines for piece in pieces if piece.kind == kind]
    return sum(size <= lines for size in sizes) / len(sizes)


def all_pieces() -> list[Piece]:
    return [
        piece
        for path in tracked_sources()
        for piece in measure(str(path.relative_to(ROOT)), path.read_text())
    ]


def test_nothing_is_too_long():
    assert find_too_long(all_pieces()) == []


def test_nine_in_ten_are_well_below_the_limit():
    pieces = all_pieces()
    assert share_of_usual(pieces, "file", USUAL_FILE) >= USUAL_SHARE
    assert share_of_usual(pieces, "function", USUAL_FUNCTION) >= USUAL_SHARE


def test_what_is_too_long_is_found():
    body = "    pass\n" * FUNCTION
    source = f"def long():\n{body}\n\nclass Long:\n" + "    x = 1\n" * CLASS
    pieces = [*measure("a.py", source), *measure("b.py", "x = 1\n" * (FILE + 1))]
    assert find_too_long(pieces) == [
        "a.py:long has 41 lines",
        "a.py:Long has 121 lines",
        "b.py has 401 lines",
    ]
    assert share_of_usual(pieces, "file", USUAL_FILE) == 0.5
