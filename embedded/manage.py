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

from embedded import services
from embedded.demo import FOLDER, RUNNING, SORRY
from embedded.stack import settings_of
from embedded.stopping import stopping_cleanly
from embedded.turns import InUse, using


def main(*arguments: str) -> int:
    with stopping_cleanly():
        try:
            with using(FOLDER), services.running(FOLDER, os.environ) as addresses:
                environment = {**addresses, **settings_of(FOLDER)}
                migrate = ("migrate", "--database", "owner", "--verbosity", "0")
                if arguments[:1] != ("migrate",) and (code := run(environment, *migrate)):
                    return code
                return run(environment, *arguments)
        except InUse:
            return run_beside_the_demo(*arguments)
        except SORRY as reason:
            print(reason, file=sys.stderr)
    return 1


def run_beside_the_demo(*arguments: str) -> int:
    try:
        known = json.loads(RUNNING.read_text())["environment"]
    except (OSError, ValueError):
        print("The demo is just starting or stopping: try again in a moment.", file=sys.stderr)
        return 1
    return run({**os.environ, **known}, *arguments)


def run(environment: Mapping[str, str], *arguments: str) -> int:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, env=dict(environment)).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
