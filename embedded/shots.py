"""The screenshots of docs/images anew: the browser tests, at both widths, with SHOTS=1."""

from __future__ import annotations

import os
import subprocess
import sys

COMMAND = ("-m", "embedded.with_services", sys.executable, "-m", "pytest", "-q", "-m", "browser")


def main(*arguments: str) -> int:
    environment = {**os.environ, "SHOTS": "1", "REQUIRE_BROWSER": "1"}
    return subprocess.run([sys.executable, *COMMAND, *arguments], env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
