"""
Check that nobody has changed the audit trail.

Exit codes: 0, all that was looked at is whole; 1, something was changed (the first is named); 2,
it could not be checked, which says nothing about the trail.
"""

import json
import sys
from argparse import ArgumentTypeError
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from audit import signing, verify
from audit.checkpoints import NotACheckpoint, read_file
from casework.models import Case
from row_security.scope import WHOLE_SERVICE, scoped_transaction
from statute.london import LONDON

WHOLE, CHANGED, NOT_CHECKED = 0, 1, 2


class CannotCheck(Exception):
    """Why nothing can be said about the trail, in a sentence."""


class Command(BaseCommand):
    help = "Check that nobody has changed the audit trail: 0 whole, 1 changed, 2 not checked."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--case", metavar="REFERENCE", help="only the chain of one case")
        parser.add_argument("--since", type=_read_day, metavar="YYYY-MM-DD", help=_SINCE)
        parser.add_argument(
            "--checkpoint", type=Path, action="append", default=[], metavar="FILE", help=_CHECKPOINT
        )
        parser.add_argument("--json", action="store_true", help="one object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with scoped_transaction(WHOLE_SERVICE):
                report = _check(options["case"], options["since"], options["checkpoint"])
        except CannotCheck as why:
            report = {"verdict": "not checked", "faults": [str(why)]}
        except DatabaseError as why:
            told = f"the database could not be read: {str(why).splitlines()[0]}"
            report = {"verdict": "not checked", "faults": [told]}
        self.stdout.write(json.dumps(report) if options["json"] else _tell(report))
        sys.exit({"whole": WHOLE, "changed": CHANGED}.get(report["verdict"], NOT_CHECKED))


_SINCE = "only chains with an event since this day, each from its beginning"
_CHECKPOINT = "a checkpoint that was kept elsewhere; may be given several times"


def _check(reference: str | None, since: datetime | None, files: Sequence[Path]) -> dict[str, Any]:
    streams = _choose_streams(reference, since)
    public_key = _find_public_key()
    if files and not public_key:
        raise CannotCheck("a checkpoint needs a key: set AUDIT_PUBLIC_KEY or AUDIT_SIGNING_KEY")
    faults = [str(found) for found in verify.find_breaks(streams)]
    for file in files:
        faults += _check_file(file, public_key)
    if public_key:
        faults += verify.find_kept_faults(public_key, streams)
    return {
        "verdict": "changed" if faults else "whole",
        "events": verify.count_events(streams),
        "checkpoints": "checked" if public_key else "not checked",
        "files": len(files),
        "faults": faults,
    }


def _choose_streams(reference: str | None, since: datetime | None) -> list[str] | None:
    if reference is None:
        return None if since is None else verify.find_streams_since(since)
    case = Case.objects.filter(reference=reference).first()
    if case is None:
        raise CannotCheck(f"there is no case {reference}: write its reference like 870-2627-0042")
    return [case.stream]


def _find_public_key() -> str:
    try:
        if settings.AUDIT_SIGNING_KEY:
            return signing.find_public_key(settings.AUDIT_SIGNING_KEY)
        return settings.AUDIT_PUBLIC_KEY
    except signing.NotAKey as why:
        raise CannotCheck(f"AUDIT_SIGNING_KEY is not a key: {why}") from why


def _check_file(file: Path, public_key: str) -> list[str]:
    try:
        statement = read_file(file.read_text())
        faults = statement.find_own_faults(public_key)
    except (OSError, UnicodeDecodeError) as why:
        raise CannotCheck(f"{file} cannot be read: {why}") from why
    except NotACheckpoint as why:
        raise CannotCheck(f"{file} is not a checkpoint: {why}") from why
    except signing.NotAKey as why:
        raise CannotCheck(f"AUDIT_PUBLIC_KEY is not a key: {why}") from why
    return faults + [str(found) for found in verify.find_checkpoint_breaks(statement)]


def _tell(report: dict[str, Any]) -> str:
    if report["verdict"] == "not checked":
        return f"Not checked: {report['faults'][0]}."
    about = f"{report['events']:,} events were read; the checkpoints kept here were "
    about += f"{report['checkpoints']}, and {report['files']} from files."
    if not report["faults"]:
        return f"Whole. {about}"
    return "\n".join(
        [
            f"CHANGED. The first: {report['faults'][0]}.",
            *(f"Also: {fault}." for fault in report["faults"][1:20]),
            *([f"And {len(report['faults']) - 20:,} more."] if len(report["faults"]) > 20 else []),
            about,
        ]
    )


def _read_day(typed: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(typed), time.min, tzinfo=LONDON)
    except ValueError:
        raise ArgumentTypeError(f"{typed} is not a day: write it like 2026-11-20") from None
