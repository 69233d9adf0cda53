from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from casework import deadlines, queries
from casework.actions import calendars
from casework.deadlines import Moved
from casework.wording import tell_subject
from organisations.models import School
from row_security.scope import WHOLE_SERVICE, scoped_transaction

AT_ONCE = 250  # cases in one transaction
COLUMNS = ("Case", "What", "Before", "After")


class Command(BaseCommand):
    help = (
        "Work out anew the deadlines of the cases that have not ended, on today's school days and"
        " law, and show what moved. Nobody is written to."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--school", type=int, metavar="URN", help="of this school alone")
        parser.add_argument("--dry-run", action="store_true", help="show it and change nothing")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        case_ids = get_case_ids(options["school"])
        moved = list(work_out(case_ids, dry_run=dry_run))
        self.stdout.write("\n".join([*write_table(moved), *summarise(case_ids, moved, dry_run)]))


def get_case_ids(urn: int | None) -> list[int]:
    """Return the running cases of the school with this URN, or of all schools."""
    with scoped_transaction(WHOLE_SERVICE):
        if urn is None:
            return list(queries.get_running_cases().values_list("pk", flat=True))
        school = School.objects.filter(urn=urn).first()
        if school is None:
            raise CommandError(f"There is no school {urn}.")
        return list(queries.get_open_cases(school).values_list("pk", flat=True))


def work_out(case_ids: Sequence[int], *, dry_run: bool) -> Iterator[Moved]:
    """Yield what moves, a transaction for some hundred cases at a time, with a bar of progress."""
    with tqdm(total=len(case_ids), unit=" cases", leave=False, disable=None) as bar:
        for first in range(0, len(case_ids), AT_ONCE):
            batch = case_ids[first : first + AT_ONCE]
            with scoped_transaction(WHOLE_SERVICE):
                if dry_run:
                    cases = list(queries.get_running_cases().filter(pk__in=batch))
                    moved = deadlines.foresee(cases)
                else:
                    moved = calendars.recount(case_ids=batch, now=timezone.now())
            yield from moved
            bar.update(len(batch))


def write_table(moved: Sequence[Moved]) -> list[str]:
    """Return a line for each deadline that moves, under a head; nothing if none does."""
    rows = [
        (one.case.reference, tell_subject(one.rule_id), _write(one.before), _write(one.after))
        for one in moved
    ]
    if not rows:
        return []
    widths = [max(len(row[place]) for row in (COLUMNS, *rows)) for place in range(len(COLUMNS))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (COLUMNS, *rows)
    ]


def summarise(case_ids: Sequence[int], moved: Sequence[Moved], dry_run: bool) -> list[str]:
    """Return what was done, in a sentence or two."""
    would = "would move" if dry_run else "moved"
    among = _count(len({one.case.pk for one in moved}))
    told = (
        f"Worked out anew: {_count(len(case_ids))}. Dates that {would}: {len(moved):,}, in {among}."
    )
    return [told, "Nothing was changed: this was a dry run."] if dry_run else [told]


def _count(cases: int) -> str:
    return "1 case" if cases == 1 else f"{cases:,} cases"


def _write(day: date | None) -> str:
    return f"{day:%-d %B %Y}" if day else "no date"
