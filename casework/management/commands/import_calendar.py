from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from casework.actions.calendars import import_session_dates
from organisations.calendars import DatesAlreadyPublished, DatesMissing
from organisations.imports.calendar import CalendarFile, read_calendar_file
from organisations.imports.faults import FaultyFile
from organisations.models import LocalAuthority, School
from organisations.working_days import get_bank_holidays
from row_security.scope import WHOLE_SERVICE, scoped_transaction


class Command(BaseCommand):
    help = (
        "Bring in the school days of one school, or an authority's for its schools that have none,"
        " from terms, half terms, INSET days and closures (CSV or iCalendar)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a .csv or .ics file")
        owner = parser.add_mutually_exclusive_group(required=True)
        owner.add_argument("--school", type=int, metavar="URN")
        owner.add_argument("--authority", metavar="CODE", help="like 870")
        parser.add_argument("--reason", help="kept with the dates; else the file's name")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="these days take the place of others published for the same time",
        )
        parser.add_argument("--dry-run", action="store_true", help="read it and change nothing")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            content = file.read_bytes()
            with scoped_transaction(WHOLE_SERVICE):
                owner = find_owner(options["school"], options["authority"])
                read = read_calendar_file(file.name, content, get_bank_holidays())
                lines = describe(owner, read)
                if dry_run:
                    lines.append("Nothing was changed: this was a dry run.")
                else:
                    reason = options["reason"] or f"imported from {file.name}"
                    moved = import_session_dates(
                        owner=owner,
                        dates=read.dates,
                        reason=reason,
                        now=timezone.now(),
                        replacing=options["replace"],
                    )
                    lines.append(f"Published. Deadlines that moved: {len(moved):,}.")
        except OSError as unread:
            raise CommandError(f"{file} cannot be read: {unread.strerror}") from unread
        except FaultyFile as faulty:
            raise CommandError("\n".join([str(faulty), *faulty.describe()])) from faulty
        except (DatesMissing, DatesAlreadyPublished) as refusal:
            raise CommandError(f"{refusal}. Nothing was changed.") from refusal
        self.stdout.write("\n".join(lines))


def find_owner(urn: int | None, code: str | None) -> School | LocalAuthority:
    """Return the school with this URN, or the authority in force with this code."""
    owner = (
        School.objects.filter(urn=urn).first()
        if urn
        else LocalAuthority.objects.filter(code=code, in_force_to=None).first()
    )
    if owner is None:
        raise CommandError(f"There is no {f'school {urn}' if urn else f'authority {code}'}.")
    return owner


def describe(owner: School | LocalAuthority, read: CalendarFile) -> list[str]:
    """Return what the file says, in sentences."""
    dates = read.dates
    return [
        f"{owner}: {len(dates.session_days):,} school days,"
        f" known from {dates.known_from:%-d %B %Y} to {dates.known_until:%-d %B %Y}.",
        *(f"Note: {warning}." for warning in read.warnings),
        *(f"Look at this: {clash}" for clash in read.clashes),
    ]
