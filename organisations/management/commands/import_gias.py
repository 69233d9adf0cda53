import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from organisations.imports.authorities import import_authorities
from organisations.imports.faults import FaultyFile
from organisations.imports.register import (
    RegisterCounts,
    RegisterFile,
    RegisterOlder,
    import_register,
)
from organisations.imports.register_file import Row
from organisations.models import LocalAuthority
from row_security.scope import WHOLE_SERVICE, scoped_transaction

DATED = re.compile(r"edubasealldata([0-9]{8})")


class Command(BaseCommand):
    help = "Bring in the register of schools (edubasealldataYYYYMMDD.csv), and who followed whom."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the register, as published")
        parser.add_argument("--links", type=Path, help="the register's file of links")
        parser.add_argument(
            "--as-at",
            type=date.fromisoformat,
            help="the register's day, like 2023-02-15, if its file name does not tell",
        )

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        check_is_file(file)
        as_at = options["as_at"] or read_as_at(file.name)
        links: Path | None = options["links"]
        try:
            register = RegisterFile(
                name=file.name,
                content=file.read_bytes(),
                as_at=as_at,
                links=links.read_bytes() if links else b"",
            )
            with scoped_transaction(WHOLE_SERVICE):
                if not LocalAuthority.objects.exists():  # a new service: the shipped list
                    import_authorities(actor="system/import", now=timezone.now())
                counts = import_register(
                    register, actor="system/import", now=timezone.now(), watch=show_bar
                )
        except OSError as unread:
            raise CommandError(f"{unread.filename} cannot be read: {unread.strerror}") from unread
        except FaultyFile as faulty:
            refused = len({fault.line for fault in faulty.faults})
            summary = f"0 new, 0 changed, 0 closed, {refused:,} refused: {faulty}"
            raise CommandError("\n".join([summary, *faulty.describe()])) from faulty
        except RegisterOlder as refusal:
            raise CommandError(f"{refusal}. Nothing was changed.") from refusal
        self.stdout.write("\n".join(describe(counts, as_at)))


def check_is_file(file: Path) -> None:
    """Refuse what is no file, or has nothing in it, before its name is found fault with."""
    if not file.exists():
        raise CommandError(f"{file} cannot be read: No such file or folder")
    if file.is_dir():
        raise CommandError(f"{file} is a folder: name the register's file in it")
    if file.stat().st_size == 0:
        raise CommandError(f"{file} is empty: fetch the register again")


def read_as_at(name: str) -> date:
    """Return the day in the register's file name."""
    if dated := DATED.search(name):
        try:
            return datetime.strptime(dated[1], "%Y%m%d").date()  # noqa: DTZ007  (a day, no clock)
        except ValueError:
            pass
    raise CommandError(
        f"{name} does not tell the register's day: give it with --as-at, like --as-at 2023-02-15"
    )


def show_bar(rows: Iterator[Row], total: int) -> Iterable[Row]:
    """Show progress on a terminal; say nothing elsewhere."""
    return tqdm(rows, total=total, unit=" rows", desc="Reading", leave=False, disable=None)


def describe(counts: RegisterCounts, as_at: date) -> list[str]:
    """Return the counts in sentences."""
    lines = [
        f"The register as at {as_at:%d-%m-%Y}: {counts.new:,} new, {counts.changed:,} changed,"
        f" {counts.closed:,} closed, 0 refused, {counts.unchanged:,} unchanged."
    ]
    lines += [f"Left out: {many:,} {why}." for why, many in sorted(counts.left_out.items())]
    lines += [
        f"Of type {code}, which is not on the register's list: {many:,}. No notice can be given "
        "for them until a manager of the authority states what they are."
        for code, many in sorted(counts.unknown_types.items())
    ]
    if counts.not_in_file:
        lines.append(f"Kept: {counts.not_in_file:,} schools that this file does not name.")
    if links := counts.links:
        lines.append(
            f"Links to predecessors: {links.new:,} new, {links.changed:,} changed,"
            f" {links.unchanged:,} unchanged; {links.unknown_school:,} skipped (a school that is"
            f" not in the register), {links.other:,} of another kind."
        )
    return lines
