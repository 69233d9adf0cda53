"""The database and the broker that a command needs: those it was given, else private ones."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from embedded import broker
from embedded.postgres import EmbeddedPostgres
from embedded.turns import InUse, using
from embedded.unprivileged import Account

DATABASE = {"DATABASE_URL", "OWNER_DATABASE_URL"}
JUST_BEGUN_SECONDS = 60


@contextmanager
def running(
    folder: Path, given: Mapping[str, str], *, durable: bool = False
) -> Iterator[dict[str, str]]:
    """
    Yield ``given`` with the addresses of a database and a broker; stop at the end what was started.

    An address in ``given`` is used as it is.  Servers that happen to run on the usual ports are
    never looked for: they hold someone's data.  ``durable``: see ``EmbeddedPostgres``.
    """
    environment = dict(given)
    with ExitStack() as services:
        if not environment.keys() >= DATABASE:
            postgres = EmbeddedPostgres(folder / "postgres", durable=durable)
            urls = postgres.start()
            services.callback(postgres.stop)
            environment |= {"DATABASE_URL": urls.app, "OWNER_DATABASE_URL": urls.owner}
        if "REDIS_URL" not in environment:
            queue = broker.start(folder / "broker")
            services.callback(queue.stop)
            environment["REDIS_URL"] = queue.url
        yield environment


@contextmanager
def running_for_once(
    folder: Path, given: Mapping[str, str], *, durable: bool = False
) -> Iterator[dict[str, str]]:
    """As ``running``, in a folder of this run alone, removed with its data at the end."""
    remove_abandoned(folder.parent)
    with using(folder):
        try:
            with running(folder, given, durable=durable) as environment:
                yield environment
        finally:
            forget(folder)
            shutil.rmtree(folder)


def forget(folder: Path) -> None:
    """
    Stop what still runs on the data in ``folder`` and remove them, wherever they are kept.

    The caller holds the folder; its lock stays, or somebody else could take it meanwhile.
    """
    data = Account.home_of(folder / "postgres", "pg") / "data"
    if (data / "postmaster.pid").exists():
        with suppress(RuntimeError):  # the file was left behind by a server that is gone
            EmbeddedPostgres(folder / "postgres").stop()
    for place, name in (("postgres", "pg"), ("broker", "broker")):
        shutil.rmtree(Account.home_of(folder / place, name), ignore_errors=True)
    for entry in folder.glob("*"):
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        elif entry.name != "lock":
            entry.unlink()


def remove_abandoned(parent: Path) -> None:
    """Stop and remove what runs that were killed left behind."""
    for lock in parent.glob("run-*/lock"):
        if time.time() - lock.stat().st_mtime < JUST_BEGUN_SECONDS:
            continue  # made a moment ago, and perhaps not locked yet
        with suppress(InUse, OSError), using(lock.parent):
            forget(lock.parent)
            shutil.rmtree(lock.parent)
