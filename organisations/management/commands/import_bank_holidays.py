from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from organisations.imports.bank_holidays import SHIPPED, import_bank_holidays
from organisations.imports.faults import FaultyFile
from row_security.scope import WHOLE_SERVICE, scoped_transaction


class Command(BaseCommand):
    help = "Bring in the bank holidays of England and Wales from the GOV.UK feed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED, help="the JSON feed")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            content = file.read_bytes()
            with scoped_transaction(WHOLE_SERVICE):
                counts = import_bank_holidays(content, actor="system/import", now=timezone.now())
        except OSError as unread:
            raise CommandError(f"{file} cannot be read: {unread.strerror}") from unread
        except FaultyFile as faulty:
            raise CommandError("\n".join([str(faulty), *faulty.describe()])) from faulty
        self.stdout.write(
            f"Bank holidays: {counts.new:,} new, {counts.changed:,} changed,"
            f" {counts.removed:,} removed, {counts.unchanged:,} unchanged."
        )
