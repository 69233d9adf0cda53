"""What can be told without running the service: ``./dev lint``; names choose checks."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

PYTHON = sys.executable
BIN = Path(PYTHON).parent
CHECKS: dict[str, list[str | Path]] = {
    "style": [BIN / "ruff", "check", "."],
    "format": [BIN / "ruff", "format", "--check", "."],
    "imports": [PYTHON, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
    "types": [PYTHON, "-m", "mypy", "."],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "deployment": [PYTHON, "manage.py", "check", "--fail-level", "WARNING"],
    "reference": [PYTHON, "manage.py", "write_reference", "--check"],
    "compose": [PYTHON, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec",
                "docker-compose.yml"],
    "dockerfile": [BIN / "hadolint", "Dockerfile"],
}  # fmt: skip


def main(*names: str) -> int:
    if unknown := sorted(set(names) - set(CHECKS)):
        print(f"There is no check called {', '.join(unknown)}; there are {', '.join(CHECKS)}.")
        return 2
    failed = [name for name in names or CHECKS if not passes(name)]
    chosen = len(names or CHECKS)
    print(f"\n{chosen - len(failed)} of {chosen} checks passed", end="")
    print(f"; these did not: {', '.join(failed)}" if failed else "")
    return 1 if failed else 0


def passes(name: str) -> bool:
    """Run one check; show its output only when it has something to say."""
    began = time.monotonic()
    done = subprocess.run(
        list(map(str, CHECKS[name])),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    took = time.monotonic() - began
    print(f"{took:6.1f} s  {name}: {'ok' if done.returncode == 0 else 'FAILED'}", flush=True)
    if done.returncode:
        print(done.stdout.rstrip(), flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
