from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from config.sample.busy_school import NoSample, TooManyCases, fill_school
from row_security.scope import WHOLE_SERVICE, scoped_transaction

CASES = 40


class Command(BaseCommand):
    help = (
        "Add open invented cases to one school of the sample, whose school days can then be"
        " closed to see every date move."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cases", type=int, default=CASES, help=f"how many ({CASES})")

    def handle(self, *args: Any, cases: int, **options: Any) -> None:
        if cases < 1:
            raise CommandError("Write --cases as a number from 1 on.")
        try:
            with scoped_transaction(WHOLE_SERVICE):
                filled = fill_school(cases=cases, now=timezone.now())
        except (NoSample, TooManyCases) as refusal:
            raise CommandError(f"{refusal}.".capitalize()) from None
        self.stdout.write(
            f"{filled.added} open cases added at {filled.school.name} ({filled.school.urn})."
        )
