"""
A manage.py command on the demo's data: ``./dev manage COMMAND …``

While the demo is up, its servers are used.  Otherwise they are started for this command, on the
same data, and stopped when it ends.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from embedded import services
from embedded.demo import FOLDER, RUNNING, SORRY, describe_use
from embedded.stack import settings_of
from embedded.stopping import stopping_cleanly
from embedded.turns import InUse, using


def main(*arguments: str, folder: Path = FOLDER) -> int:
    with stopping_cleanly():
        try:
            with using(folder), services.running(folder, os.environ) as addresses:
                environment = {**addresses, **settings_of(folder)}
                migrate = ("migrate", "--database", "owner", "--verbosity", "0")
                if arguments[:1] != ("migrate",) and (code := run(environment, *migrate)):
                    return code
                return run(environment, *arguments)
        except InUse:
            return run_beside_the_demo(folder, *arguments)
        except SORRY as reason:
            print(reason, file=sys.stderr)
    return 1


def run_beside_the_demo(folder: Path, *arguments: str) -> int:
    try:
        known = json.loads((folder / RUNNING).read_text())["environment"]
    except (OSError, ValueError):
        print(describe_use(folder), file=sys.stderr)
        return 1
    return run({**os.environ, **known}, *arguments)


def run(environment: Mapping[str, str], *arguments: str) -> int:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, env=dict(environment)).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
