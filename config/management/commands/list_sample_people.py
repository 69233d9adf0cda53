import time
from typing import Any

from django.core.management.base import BaseCommand

from config.sample.people import PASSWORD, SECOND_STEP_SECRET
from config.sample.second_step import make_code
from config.sample.staff import list_sign_ins


class Command(BaseCommand):
    help = "List one invented person for each role, and how to sign in as them."

    def handle(self, *args: Any, **options: Any) -> None:
        for role, organisation, email in list_sign_ins():
            self.stdout.write(f"{role:<38} {email:<48} {organisation}")
        self.stdout.write(f"Password of each: {PASSWORD}")
        code = make_code(SECOND_STEP_SECRET, now=time.time())
        self.stdout.write(
            f"A manager is asked for a second step: {code} just now. Later, ask"
            " ./dev manage show_sample_code, or give an authenticator app the secret"
            f" {SECOND_STEP_SECRET}"
        )
