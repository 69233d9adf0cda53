"""Write docs/reference/ anew from the code, or tell whether it is up to date."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from config import reference


class Command(BaseCommand):
    help = "Writes docs/reference/ from the code."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; say what differs")

    def handle(self, *args: object, check: bool, **options: object) -> None:
        if not check:
            reference.write_all()
        elif outdated := reference.find_outdated():
            raise CommandError(
                f"docs/reference says something else than the code: {', '.join(outdated)}. "
                "Run ./dev docs and commit the result."
            )
