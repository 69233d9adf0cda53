"""``python -m bench [NAME …]``: on a PostgreSQL of its own that waits for the disk, as in life."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from pathlib import Path

from bench import harness
from embedded import services
from embedded.stopping import stopping_cleanly

BENCHES = {
    "access": "row-level security, the audit of a write, and a page with all of it",
    "audit": "every chain of the audit trail checked, against hashing its events",
    "bulk_dates": "1.1 million deadlines at once, against one gather of ready answers",
    "caseload": "one page of the list of cases, among 1.1 million",
    "dates": "one deadline counted by its rule, against a bare lookup in a table",
    "notice": "one notice given, against its bare rows",
    "recompute": "all open cases of one authority worked out anew, against the rows it writes",
    "register": "the school register brought in, against validating and COPY",
}
TOGETHER = {"dates": ("dates", "bulk_dates", "recompute")}  # counting dates is all three


@contextmanager
def one(race: AbstractContextManager[harness.Race]) -> Iterator[list[harness.Race]]:
    with race as only:
        yield [only]


def main(*names: str) -> int:
    if unknown := sorted(set(names) - set(BENCHES)):
        print(f"There is no bench called {', '.join(unknown)}. There are:")
        print("\n".join(f"  {name:10} {what}" for name, what in BENCHES.items()))
        return 2
    folder = Path(".devdata") / f"run-{os.getpid()}"
    given = {k: v for k, v in os.environ.items() if k not in (*services.DATABASE, "REDIS_URL")}
    with stopping_cleanly(), services.running_for_once(folder, given, durable=True) as environment:
        os.environ.update(environment, SECRET_KEY="only-for-the-bench")
        os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
        migrate = [sys.executable, "manage.py", "migrate", "--database", "owner", "-v", "0"]
        subprocess.run(migrate, check=True)
        import_module("django").setup()
        results = []
        for name in choose(names):
            print(f"{name}: {BENCHES[name]} …", flush=True)
            bench = import_module(f"bench.{name}")
            with bench.races() if hasattr(bench, "races") else one(bench.race()) as races:
                results += [harness.run(race) for race in races]
        return harness.report(results)


def choose(names: Sequence[str]) -> list[str]:
    """Return the benches that ``names`` stand for, each once; all of them for none."""
    asked = [each for name in names for each in TOGETHER.get(name, (name,))]
    return list(dict.fromkeys(asked or BENCHES))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
