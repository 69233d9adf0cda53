from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from casework import deadlines, queries
from casework.actions import calendars
from casework.deadlines import Moved
from casework.stored_dates import SCHOOLS_AT_ONCE, Checked, WrongDate, check_dates, get_school_ids
from casework.wording import tell_subject
from organisations.models import School
from row_security.scope import WHOLE_SERVICE, scoped_transaction

AT_ONCE = 250  # cases in one transaction
COLUMNS = ("Case", "What", "Before", "After")
CHECKED_COLUMNS = ("Case", "What", "Stored", "Counted")


class Command(BaseCommand):
    help = (
        "Work out anew the deadlines of the cases that have not ended, on today's school days and"
        " law, and show what moved. Nobody is written to. With --check, count every stored date of"
        " all cases instead, change nothing, and fail if one differs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--school", type=int, metavar="URN", help="of this school alone")
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--dry-run", action="store_true", help="show it and change nothing")
        how.add_argument("--check", action="store_true", help="tell which stored dates are wrong")

    def handle(self, *args: Any, dry_run: bool, check: bool, **options: Any) -> None:
        if check:
            return self.check_dates(options["school"])
        case_ids = get_case_ids(options["school"])
        moved = list(work_out(case_ids, dry_run=dry_run))
        rows = [
            (one.case.reference, tell_subject(one.rule_id), _write(one.before), _write(one.after))
            for one in moved
        ]
        told = [*write_table(COLUMNS, rows), *summarise(case_ids, moved, dry_run)]
        self.stdout.write("\n".join(told))
        return None

    def check_dates(self, urn: int | None) -> None:
        """Count every stored date of these cases, ended or not; fail if one differs."""
        checked = list(check_each(urn))
        wrong = [one for some in checked for one in some.wrong]
        for line in write_table(CHECKED_COLUMNS, [describe(one) for one in wrong]):
            self.stdout.write(line)
        older = sum(some.of_older_law for some in checked)
        if older:
            self.stdout.write(f"Worked out under an older limit, and not counted: {older:,}.")
        told = f"Checked: {sum(some.dates for some in checked):,} dates. {len(wrong):,} differ."
        if wrong:
            raise CommandError(told)
        self.stdout.write(told)


def get_case_ids(urn: int | None) -> list[int]:
    """Return the running cases of the school with this URN, or of all schools."""
    with scoped_transaction(WHOLE_SERVICE):
        if urn is None:
            return list(queries.get_running_cases().values_list("pk", flat=True))
        return list(queries.get_open_cases(get_school(urn)).values_list("pk", flat=True))


def get_school(urn: int) -> School:
    if school := School.objects.filter(urn=urn).first():
        return school
    raise CommandError(f"There is no school {urn}.")


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


def check_each(urn: int | None) -> Iterator[Checked]:
    """Yield what is found at some hundred schools at a time, or at the one with this URN."""
    with scoped_transaction(WHOLE_SERVICE):
        schools = get_school_ids() if urn is None else [get_school(urn).pk]
    with tqdm(total=len(schools), unit=" schools", leave=False, disable=None) as bar:
        for first in range(0, len(schools), SCHOOLS_AT_ONCE):
            batch = schools[first : first + SCHOOLS_AT_ONCE]
            with scoped_transaction(WHOLE_SERVICE):
                yield check_dates(batch)
            bar.update(len(batch))


def describe(wrong: WrongDate) -> tuple[str, str, str, str]:
    counted = f"no date: {wrong.gap}" if wrong.gap else _write(wrong.counted)
    stored = wrong.stored
    return stored.reference, tell_subject(stored.rule_id), _write(stored.due_date), counted


def write_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a line for each of ``rows``, under a head; nothing if there are none."""
    if not rows:
        return []
    widths = [max(len(row[place]) for row in (columns, *rows)) for place in range(len(columns))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (columns, *rows)
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
