"""What a drill is played with: real processes, a real broker, a real mail server, one clock."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.db import connections
from psycopg.conninfo import make_conninfo

from embedded import broker
from embedded.broker import Broker
from embedded.mail import MailServer
from tests.notifications.drills import ledger

PATIENCE_SECONDS = 90  # generous: a busy machine is no fault of the service


class Town:
    """The service's processes, each of which a drill may kill at any moment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mail = MailServer(folder / "mail")
        self.mail.start()
        self.broker: Broker | None = None
        self.processes: list[subprocess.Popen[str]] = []

    @property
    def environment(self) -> dict[str, str]:
        known = connections["default"].settings_dict
        names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST"}
        parts = {name: known[key] for name, key in names.items() if known[key]}
        port = {"port": known["PORT"]} if known["PORT"] else {}
        without = {"OWNER_DATABASE_URL", "FAULT_POINT"}
        return {
            **{name: value for name, value in os.environ.items() if name not in without},
            "DJANGO_SETTINGS_MODULE": "tests.notifications.drills.settings",
            "SECRET_KEY": "only-for-drills",
            "DATABASE_URL": make_conninfo(**parts, **port),
            "REDIS_URL": self.broker.url if self.broker else "redis://127.0.0.1:1/0",
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(self.mail.smtp_port),
            "SMTP_LOOKUP_URL": self.mail.lookup_url,
            "MAIL_DOMAIN": "fair-hearing.example",
        }

    def start_broker(self) -> None:
        self.broker = broker.start(self.folder / f"broker-{time.monotonic_ns()}")

    def kill_broker(self) -> None:
        assert self.broker
        self.broker.process.kill()
        self.broker.process.wait()

    def start(self, *arguments: str, **more: str) -> subprocess.Popen[str]:
        """Start ``python -m …`` in a group of its own, so that its children die with it."""
        log = (self.folder / f"{arguments[0]}-{len(self.processes)}.log").open("w")
        with log:
            process = subprocess.Popen(
                [sys.executable, "-m", *arguments],
                env=self.environment | more, stdout=log, stderr=log, start_new_session=True,
                text=True,
            )  # fmt: skip
        self.processes.append(process)
        return process

    def start_worker(self, **more: str) -> subprocess.Popen[str]:
        return self.start(
            "celery", "-A", "config", "worker", "-Q", "notices,documents,default",
            "--concurrency", "2", "--without-gossip", "--without-mingle", "--loglevel", "INFO",
            **more,
        )  # fmt: skip

    def start_beat(self) -> subprocess.Popen[str]:
        schedule = self.folder / f"beat-{len(self.processes)}"
        return self.start(
            "celery", "-A", "config", "beat", "--schedule", str(schedule), "--pidfile", ""
        )

    def run(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run ``python -m …`` to its end."""
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            env=self.environment | more, capture_output=True, text=True, timeout=PATIENCE_SECONDS,
        )  # fmt: skip

    def submit(self, *keys: str) -> list[UUID]:
        """Write letters as a page would, and return their references once committed."""
        done = self.run("tests.notifications.drills.submit", *keys)
        assert done.returncode == 0, done.stderr
        return [UUID(line) for line in done.stdout.split()]

    def relay_once(self, **more: str) -> subprocess.CompletedProcess[str]:
        return self.run("django", "relay", "--once", **more)

    def kill(self, process: subprocess.Popen[str]) -> None:
        """End a process and its children as a power cut would."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def tally(self) -> Counter[str]:
        """Count what the mail server itself holds: copies of each Message-ID."""
        return Counter(kept.message_id for kept in self.mail.store.all())

    def wait_for(self, what: Callable[[], bool], *, hurry: bool = False) -> None:
        """
        Wait until ``what()`` is true; else fail with what the processes said.

        In a hurry, time passes quickly whenever nobody has anything to do.
        """
        until = time.monotonic() + PATIENCE_SECONDS * (1 + hurry)
        while not what():
            if hurry and ledger.is_idle():
                ledger.pass_time(leases_too=False)  # one may have been claimed this moment
            if time.monotonic() > until:
                said = [path.read_text()[-2000:] for path in self.folder.glob("*.log")]
                raise AssertionError("\n\n".join(["it did not come about", *said]))
            time.sleep(0.1)

    def stop(self) -> None:
        for process in self.processes:
            self.kill(process)
        if self.broker and self.broker.process.poll() is None:
            self.broker.stop()
        self.mail.stop()


def once_each(references: list[UUID]) -> dict[str, int]:
    """What the mail server must hold in the end."""
    return {f"<{reference}@fair-hearing.example>": 1 for reference in references}
