"""Send what waits without a worker and a broker: from cron, or in a terminal of its own."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from notifications import tasks
from notifications.documents import NoPango

PAUSE_SECONDS = 5


class Command(BaseCommand):
    help = "Draw and send every letter that is due, and settle what is in doubt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="end when nothing is due; for cron, once a minute"
        )

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        while True:
            self._relay(quiet=not once)
            if once:
                return
            time.sleep(PAUSE_SECONDS)

    def _relay(self, *, quiet: bool) -> None:
        try:
            drawn = sum(iter(tasks.draw, 0))
        except NoPango as refusal:  # letters without a PDF can still leave
            self.stderr.write(str(refusal))
            drawn = 0
        tried, asked = sum(iter(tasks.send, 0)), tasks.settle()
        if not quiet or drawn or tried or asked:
            self.stdout.write(f"PDFs drawn: {drawn}. Letters tried: {tried}. Asked about: {asked}.")
