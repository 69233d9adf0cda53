"""
Walk the main job as its users would: ``./dev demo --check``.

The same system as the demo, on free ports, in a folder of its own, with a small sample.  Each step
is done over HTTP by the person whose work it is, and counts only when its effect was seen where it
matters: in the mail server, on the other person's page, on the public page.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from embedded import services, stack
from embedded.turns import using
from embedded.walk import STEPS, Step, Walk

GIVEN_ELSEWHERE = ("DATABASE_URL", "OWNER_DATABASE_URL", "REDIS_URL")
SMALL_SAMPLE = ("--cases", "8")


def main() -> int:
    """Start everything, walk every step, stop everything; 0 only if every effect was seen."""
    folder = Path(".devdata") / f"run-{os.getpid()}"
    # A database that was given to us holds somebody's data: the check always makes its own.
    environment = {k: v for k, v in os.environ.items() if k not in GIVEN_ELSEWHERE}
    services.remove_abandoned(folder.parent)
    print("Starting a system of its own for the check …", flush=True)
    began = time.monotonic()
    with using(folder):
        try:
            port = stack.find_free_port()
            with stack.running(
                folder, environment, port=port, mail_port=0, sample=SMALL_SAMPLE
            ) as running:
                print("\nThe main job, over HTTP:", flush=True)
                failed = walk(Walk(running.url, running.mail_url, running.environment), STEPS)
        finally:
            services.forget(folder)
            shutil.rmtree(folder)
    took = time.monotonic() - began
    if failed:
        print(f"\nFAILED after {took:.0f} s: {failed}", file=sys.stderr, flush=True)
        return 1
    print(f"\nAll {len(STEPS)} steps had their effect, in {took:.0f} s. Nothing is left running.")
    return 0


def walk(state: Walk, steps: Sequence[tuple[str, Step]]) -> str:
    """Do the steps in turn, one line each; return the name of the one that failed, or nothing."""
    for number, (name, step) in enumerate(steps, 1):
        began = time.monotonic()
        reason = ""
        try:
            step(state)
        except Exception as fault:  # whatever it was, the step's effect was not seen
            reason = f"{type(fault).__name__}: {fault}"
        took = time.monotonic() - began
        said = f"FAILED: {reason}" if reason else "ok"
        print(f"  {took:5.1f} s  {number}. {name}: {said}", flush=True)
        if reason:
            return name
    return ""
