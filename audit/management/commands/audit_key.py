"""Make a key for the checkpoints of the audit trail."""

from typing import Any

from django.core.management.base import BaseCommand

from audit import signing


class Command(BaseCommand):
    help = "Print a new key that signs the audit trail's checkpoints, and the one that checks them."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        signing_key = signing.make_key()
        self.stdout.write(f"AUDIT_SIGNING_KEY={signing_key}")
        self.stdout.write(f"AUDIT_PUBLIC_KEY={signing.find_public_key(signing_key)}")
        self.stderr.write("Keep the first secret, for the worker alone. The second is for anybody.")
