from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date
from tqdm import tqdm

from config.sample.load import NotEmpty, load_sample
from config.sample.stories import Story
from row_security.scope import WHOLE_SERVICE, scoped_transaction
from statute.london import LONDON


class Command(BaseCommand):
    help = "Fill an empty database with the sample: real schools, invented people and cases."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cases", type=int, default=200, help="how many cases (200)")
        parser.add_argument("--today", help="play until this day, like 2026-11-22 (today)")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["today"]:
            day = parse_date(options["today"])
            if day is None:
                raise CommandError("write --today as a date, like 2026-11-22")
            now = datetime.combine(day, time(18), LONDON)
        try:
            with scoped_transaction(WHOLE_SERVICE):
                loaded = load_sample(cases=options["cases"], now=now, watch=self._watch)
        except NotEmpty as refusal:
            raise CommandError(f"{refusal}".capitalize()) from None
        self.stdout.write(
            f"Sample loaded: {loaded.authorities} authorities, {loaded.schools} schools, "
            f"{loaded.people} invented people, {loaded.cases} invented cases."
        )

    @staticmethod
    def _watch(stories: Sequence[Story]) -> Iterable[Story]:
        return tqdm(stories, desc="Cases", unit="case", disable=None)
