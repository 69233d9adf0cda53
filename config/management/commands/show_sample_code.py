import time
from typing import Any

from django.core.management.base import BaseCommand

from config.sample.people import SECOND_STEP_SECRET
from config.sample.second_step import make_code


class Command(BaseCommand):
    help = "Show the code with which a sample manager passes the second step just now."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(make_code(SECOND_STEP_SECRET, now=time.time()))
