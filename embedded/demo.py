"""
The demo: ``./dev demo``.

Starts everything, says how to sign in, and stops everything when told to.  The data stay for the
next start; ``--fresh`` begins again.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from embedded import check, services, stack
from embedded.postgres import NoPrograms, WrongVersion
from embedded.stopping import stopping_cleanly
from embedded.turns import InUse, using
from embedded.unprivileged import NotOurs

FOLDER = Path(".devdata") / "demo"
RUNNING = "running.json"  # the addresses of a demo that is up, for ./dev manage
PORT = 8000
MAIL_PORT = 8025
CASES = 200
SORRY = (stack.CannotStart, NoPrograms, WrongVersion, NotOurs)


def main(arguments: Sequence[str]) -> int:
    given = _read(arguments)
    with stopping_cleanly():
        try:
            if given.check:
                return check.main()
            with using(given.folder):
                if given.fresh:
                    start_afresh(given.folder)
                return run(given.folder, port=given.port, cases=given.cases)
        except InUse:
            print(describe_use(given.folder), file=sys.stderr)
        except SORRY as reason:
            print(f"\n{reason}", file=sys.stderr)
    return 1


def run(folder: Path, *, port: int, cases: int) -> int:
    """Run the demo until it is told to stop, or until a part of it dies."""
    stack.check_port(port)
    print("Starting the demo …", flush=True)
    mail_port = stack.find_free_port(MAIL_PORT)
    sample = ("--cases", str(cases))
    with (
        stack.running(folder, os.environ, port=port, mail_port=mail_port, sample=sample) as running,
        announced(running),
    ):
        show_welcome(running)
        while (dead := running.find_dead()) is None:
            time.sleep(0.5)
        raise stack.CannotStart(stack.describe_death(dead))


def start_afresh(folder: Path) -> None:
    """
    Forget the data of earlier demos.

    :raises CannotStart: if the data are in a database that was given to us: not ours to remove.
    """
    if "DATABASE_URL" in os.environ:
        raise stack.CannotStart(
            "--fresh removes the demo's own database only, and DATABASE_URL names another. "
            "Unset DATABASE_URL, or empty that database yourself."
        )
    services.forget(folder)


@contextmanager
def announced(running: stack.Stack) -> Iterator[None]:
    """Let ``./dev manage`` find the demo while it is up; the addresses hold passwords."""
    path = running.folder / RUNNING
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump({"url": running.url, "environment": running.owner_environment}, file)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def show_welcome(running: stack.Stack) -> None:
    people = subprocess.run(
        [sys.executable, "manage.py", "list_sample_people"],
        env=running.environment, capture_output=True, text=True,
    )  # fmt: skip
    print(
        f"\nFair Hearing is at {running.url}   (Ctrl-C stops it and keeps the data)"
        f"\nThe mail it sends is at {running.mail_url}\n",
    )
    print(people.stdout or people.stderr, flush=True)


def describe_use(folder: Path) -> str:
    try:
        known = json.loads((folder / RUNNING).read_text())
    except (OSError, ValueError):
        return (
            "The demo is just starting or stopping, or ./dev manage is using its data: try again "
            "in a moment."
        )
    return f"The demo is already running, at {known['url']}"


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="./dev demo", description="A running system.")
    options.add_argument("--fresh", action="store_true", help="forget the data of the last demo")
    options.add_argument("--check", action="store_true", help="walk the main job, and tell")
    options.add_argument("--port", type=int, default=PORT, help=f"where it answers ({PORT})")
    options.add_argument("--cases", type=int, default=CASES, help=f"how many, at first ({CASES})")
    options.add_argument("--folder", type=Path, default=FOLDER, help="where its data are kept")
    return options.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
