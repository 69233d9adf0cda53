from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from organisations.imports.authorities import import_authorities
from row_security.scope import WHOLE_SERVICE, scoped_transaction


class Command(BaseCommand):
    help = "Bring in the official local authorities, with the days each was in force."

    def handle(self, *args: Any, **options: Any) -> None:
        with scoped_transaction(WHOLE_SERVICE):
            counts = import_authorities(actor="system/import", now=timezone.now())
        self.stdout.write(
            f"Local authorities: {counts.new:,} new, {counts.changed:,} changed,"
            f" {counts.unchanged:,} unchanged, {counts.left_out:,} left out (no authority)."
        )
