"""The whole system on this machine: servers, sample data, web, workers and beat."""

from __future__ import annotations

import json
import os
import secrets
import socket
import sys
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import psycopg

from embedded import services
from embedded.stopping import Child

LOOPBACK = "127.0.0.1"
LAST_PORT = 65_535
READY_SECONDS = 90
SERVING_SECONDS = 20
QUEUES = "notices,documents,default"
OWNER = "OWNER_DATABASE_URL"


class CannotStart(RuntimeError):
    """Why the system does not start, in a sentence for whoever started it."""


@dataclass
class Stack:
    """A running system: where it answers, and what it is made of."""

    url: str
    mail_url: str
    folder: Path
    environment: dict[str, str]  # that of the service: it cannot become the owner of its tables
    owner_environment: dict[str, str]  # for migrations and sample data
    children: list[Child] = field(default_factory=list)

    def find_dead(self) -> Child | None:
        return next((child for child in self.children if child.died), None)


@contextmanager
def running(
    folder: Path, given: Mapping[str, str], *, port: int, mail_port: int, sample: Sequence[str]
) -> Iterator[Stack]:
    """
    Yield the whole system, ready for use, its data kept in ``folder``; stop all of it at the end.

    ``sample`` are the arguments of ``load_sample``, which runs when there is no case yet.

    :raises CannotStart: if a port is taken, a step fails or a child dies.
    """
    check_port(port)
    logs = folder / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    with ExitStack() as parts:
        began = time.monotonic()
        owner = parts.enter_context(services.running(folder, given))
        tell("database and broker", began)
        mail_url = parts.enter_context(_mail(folder, owner, port=mail_port))
        owner["SCANNER_ADDRESS"] = parts.enter_context(_scanner(folder, owner))
        owner |= settings_of(folder) | _addresses(folder, port, mail_url)
        service = {name: value for name, value in owner.items() if name != OWNER}
        stack = Stack(f"http://{LOOPBACK}:{port}", mail_url, folder, service, owner)
        prepare(stack, sample)
        _start_children(stack, parts, port)
        wait_until_ready(stack)
        yield stack


def prepare(stack: Stack, sample: Sequence[str]) -> None:
    """Bring the tables up to date, fill an empty database, gather the static files."""
    manage(stack, "migrate", "--database", "owner", "--verbosity", "0", what="tables")
    if not has_cases(stack.owner_environment[OWNER]):
        manage(stack, "load_sample", *sample, what="sample data")
    manage(stack, "collectstatic", "--noinput", "--verbosity", "0", what="style sheet and scripts")


def manage(stack: Stack, *arguments: str, what: str) -> None:
    """
    Run one manage.py command to its end.

    :raises CannotStart: if it fails; its last lines are in the sentence.
    """
    began = time.monotonic()
    command = [sys.executable, "manage.py", *arguments]
    log = stack.folder / "logs" / f"{arguments[0]}.log"
    child = Child(arguments[0], command, log=log, environment=stack.owner_environment)
    try:
        code = child.process.wait()
    finally:
        child.stop()
    if code:
        raise CannotStart(f"The {what} could not be made:\n{child.read_last_lines()}")
    tell(what, began)


def has_cases(owner_url: str) -> bool:
    """Tell whether any case is stored."""
    with psycopg.connect(owner_url) as connection:
        # The policies bind the owner too: without this it would see no case, ever.
        connection.execute("SELECT set_config('app.whole_service', 'on', true)")
        row = connection.execute("SELECT EXISTS (SELECT 1 FROM casework_case)").fetchone()
        return bool(row and row[0])


def check_port(port: int) -> None:
    """
    Make sure that there is such a port, and that nobody listens there.

    :raises CannotStart: if there is not, or somebody does.
    """
    if not 1 <= port <= LAST_PORT:
        raise CannotStart(
            f"There is no port {port}: choose one from 1 to {LAST_PORT}, "
            "like ./dev demo --port 8000"
        )
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            raise CannotStart(
                f"Port {port} is in use by another program. Stop that program, or choose another "
                f"port: ./dev demo --port {port + 1}"
            ) from None


def find_free_port(wanted: int = 0) -> int:
    """Return ``wanted`` if nobody listens there, else any port that is free just now."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOOPBACK, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise CannotStart("No port is free on this machine.")


def wait_until_ready(stack: Stack) -> None:
    """
    Wait until the service says that it is ready.

    :raises CannotStart: if a child dies, or it takes too long.
    """
    began = time.monotonic()
    while time.monotonic() - began < READY_SECONDS:
        if dead := stack.find_dead():
            raise CannotStart(describe_death(dead))
        try:
            with urlopen(f"{stack.url}/readyz", timeout=5):
                return tell("web, worker and beat", began)
        except (HTTPError, URLError, OSError):
            time.sleep(0.2)
    web = stack.children[0].read_last_lines()
    raise CannotStart(f"The service was not ready after {READY_SECONDS} seconds:\n{web}")


def describe_death(child: Child) -> str:
    code = child.process.returncode
    return f"“{child.name}” ended (exit code {code}); the end of {child.log}:\n" + (
        child.read_last_lines()
    )


def tell(what: str, began: float) -> None:
    print(f"  {time.monotonic() - began:5.1f} s  {what}", flush=True)


@contextmanager
def _mail(folder: Path, environment: Mapping[str, str], *, port: int) -> Iterator[str]:
    """Yield the web address of a mail server that keeps its messages in ``folder``."""
    addresses = folder / "mail.json"
    command = ["embedded.mail", str(folder / "mail"),
               "--addresses", str(addresses), "--http-port", str(port)]  # fmt: skip
    with _serving("mail", command, addresses, environment) as told:
        yield f"http://{LOOPBACK}:{json.loads(told)['http_port']}/"


@contextmanager
def _scanner(folder: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """Yield the address of a virus scanner that knows one test virus."""
    address = folder / "scanner.txt"
    command = ["embedded.scanner", "--address-file", str(address)]
    with _serving("scanner", command, address, environment) as told:
        yield told


@contextmanager
def _serving(
    name: str, command: Sequence[str], told: Path, environment: Mapping[str, str]
) -> Iterator[str]:
    """Run a server beside the service; yield what it writes to ``told`` once it listens."""
    told.unlink(missing_ok=True)
    log = told.parent / "logs" / f"{name}.log"
    child = Child(name, [sys.executable, "-m", *command], log=log, environment=environment)
    try:
        until = time.monotonic() + SERVING_SECONDS
        while not told.exists():
            if child.died or time.monotonic() > until:
                raise CannotStart(describe_death(child))
            time.sleep(0.05)
        yield told.read_text()
    finally:
        child.stop()


def settings_of(folder: Path) -> dict[str, str]:
    """Return the settings of the system whose data are in ``folder``, whoever starts it."""
    kept = folder / "secret_key"
    if not kept.exists():
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    return {
        "SECRET_KEY": kept.read_text(),
        "AUDIT_SIGNING_KEY": b64encode(sha256(kept.read_bytes()).digest()).decode(),
        "AUDIT_CHECKPOINT_FOLDER": str((folder / "checkpoints").resolve()),
        "SAMPLE_DATA": "1",
        "SECOND_FACTOR_ROLES": "LA_MANAGER",  # one role shows the second step; all others are quick
        "STATIC_ROOT": str((folder / "static").resolve()),
        "MEDIA_ROOT": str((folder / "media").resolve()),
        "PYTHONUNBUFFERED": "1",
    }


def _addresses(folder: Path, port: int, mail_url: str) -> dict[str, str]:
    smtp_port = json.loads((folder / "mail.json").read_text())["smtp_port"]
    return {
        "ALLOWED_HOSTS": f"{LOOPBACK},localhost",
        "BASE_URL": f"http://{LOOPBACK}:{port}",
        "SMTP_HOST": LOOPBACK,
        "SMTP_PORT": str(smtp_port),
        "SMTP_LOOKUP_URL": f"{mail_url}messages/by-id/",
    }


def _start_children(stack: Stack, parts: ExitStack, port: int) -> None:
    """Start web, worker and beat; they stop in the reverse order, so nothing new is begun."""
    python = sys.executable
    celery = [python, "-m", "celery", "-A", "config"]
    schedule = str(stack.folder / "beat-schedule")
    commands = {
        "worker": [*celery, "worker", "-Q", QUEUES, "--concurrency", "2", "--loglevel", "INFO",
                   "--without-gossip", "--without-mingle"],
        "web": [python, "-m", "gunicorn", "config.wsgi:application", "--workers", "2",
                "--bind", f"{LOOPBACK}:{port}", "--graceful-timeout", "10"],
        "beat": [*celery, "beat", "--schedule", schedule, "--pidfile", ""],
    }  # fmt: skip
    for name, command in commands.items():
        log = stack.folder / "logs" / f"{name}.log"
        child = Child(name, command, log=log, environment=stack.environment)
        parts.callback(child.stop)
        stack.children.append(child)
