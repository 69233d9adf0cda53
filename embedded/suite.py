"""
The whole suite: ``./dev test``.

In three parts: what is quick, then browsers, then drills that start and stop whole servers and
mostly wait for them; each part two at a time, so that both cores are used to the end.  Afterwards,
every branch of the law, of the actions and of the rules of access must have been taken:
pyproject.toml names the files, and no others are traced.  With arguments, one plain call of pytest.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from xml.etree import ElementTree

SIDE_BY_SIDE = ("-n", "2", "--dist", "worksteal")  # nobody idles while a test is left
SETTINGS = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text())["tool"]
EVERY_BRANCH = tuple(SETTINGS["coverage"]["run"]["include"])
ROOMS = tuple(SETTINGS["importlinter"]["root_packages"])
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
NOTHING_COLLECTED = 5
NO_BROWSER = """
**************************************************************************
 THE BROWSER TESTS WERE SKIPPED: no Chromium was found.
 Install your system's chromium package and run ./dev test again.
**************************************************************************
"""


@dataclass(frozen=True)
class Part:
    """One call of pytest."""

    name: str
    arguments: tuple[str, ...]


PARTS = (
    Part("side by side", (*SIDE_BY_SIDE, "-m", "not (browser or slow)")),
    Part("browsers", (*SIDE_BY_SIDE, "-m", "browser and not slow")),
    Part("drills", (*SIDE_BY_SIDE, "-m", "slow")),
)


def main(*arguments: str) -> int:
    if arguments:
        return subprocess.run([sys.executable, "-m", "pytest", *arguments]).returncode
    with tempfile.TemporaryDirectory() as folder:
        codes, counts = run_parts(Path(folder))
        gaps = [] if any(codes) else find_gaps(Path(folder))
    if any(codes):
        print("\nThe branches were not judged, because a test failed.")
    for gap in gaps:
        print(gap)
    if not any(shutil.which(name) for name in CHROMIUM):
        print(NO_BROWSER)
    print(f"\n{summarise(counts)}", flush=True)
    return 1 if any(codes) or gaps else 0


def run_parts(folder: Path) -> tuple[list[int], Counter[str]]:
    """Run every part, whatever the first says; return their exit codes and what was counted."""
    codes, counts = [], Counter[str]()
    for place, part in enumerate(PARTS):
        print(f"\n== {part.name}", flush=True)
        report = folder / f"{place}.xml"
        coverage = ("--cov", "--cov-branch", "--cov-append", "--cov-report=")
        command = (sys.executable, "-m", "pytest", "-q", *coverage, f"--junitxml={report}")
        environment = {**os.environ, "COVERAGE_FILE": str(folder / "coverage")}
        code = subprocess.run([*command, *part.arguments], env=environment).returncode
        codes.append(0 if code == NOTHING_COLLECTED else code)
        if report.exists():
            counts += count(report)
    return codes, counts


def count(report: Path) -> Counter[str]:
    """Return how many tests passed, failed and were skipped, from pytest's own report."""
    found = Counter[str]()
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped = int(suite.get("skipped", 0))
        found["failed"] += failed
        found["skipped"] += skipped
        found["passed"] += int(suite.get("tests", 0)) - failed - skipped
    return found


def summarise(counts: Counter[str]) -> str:
    """Return the last line of the run."""
    skipped = f", {counts['skipped']} skipped" if counts["skipped"] else ""
    return f"{counts['passed']} passed, {counts['failed']} failed{skipped}"


def find_gaps(folder: Path) -> list[str]:
    """Return one sentence for each file whose every branch should be taken and is not."""
    report = folder / "coverage.json"
    environment = {**os.environ, "COVERAGE_FILE": str(folder / "coverage")}
    command = [sys.executable, "-m", "coverage", "json", "-q", "-o", str(report)]
    subprocess.run(command, env=environment, check=True)
    files = json.loads(report.read_text())["files"]
    judged = list_judged()
    unseen = [f"Not tested: {name}. No test opened it." for name in judged - files.keys()]
    return sorted(unseen) + [
        f"Not tested: {name}, {describe(facts)}. Law, actions and access rules must be, to the "
        "last branch."
        for name, facts in sorted(files.items())
        if name in judged and (facts["missing_lines"] or facts["missing_branches"])
    ]


def list_judged() -> set[str]:
    """Return every file of ours that is to be judged, whether or not a test opened it."""
    return {
        str(path)
        for room in ROOMS
        for path in Path(room).rglob("*.py")
        if is_judged(str(path)) and "migrations" not in path.parts and path.read_text().strip()
    }


def is_judged(name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in EVERY_BRANCH)


def describe(facts: dict[str, list[int] | list[list[int]]]) -> str:
    """Return which lines were never run, and which branches never taken, in words."""
    lines = ", ".join(map(str, facts["missing_lines"]))
    branches = ", ".join(_branch(branch) for branch in facts["missing_branches"])
    said = [f"lines {lines}" if lines else "", f"branches {branches}" if branches else ""]
    return " and ".join(filter(None, said))


def _branch(branch: int | Iterable[int]) -> str:
    start, end = branch if not isinstance(branch, int) else (branch, branch)
    return f"{start} to {'the end' if end < 0 else end}"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
