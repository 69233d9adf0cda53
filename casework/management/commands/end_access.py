from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from casework.actions.leavers import end_access
from organisations.actions.people import LastManager
from organisations.models import User
from row_security.scope import WHOLE_SERVICE, scoped_transaction


class Command(BaseCommand):
    help = (
        "End everything that lets a person in: every role, case, invitation, session and token. "
        "This is how the officer of a trust and the member of a review leave; a manager of an "
        "authority ends the access of its own people on their page."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with scoped_transaction(WHOLE_SERVICE):
                person = User.objects.filter(email__iexact=options["email"].strip()).first()
                if person is None:
                    raise CommandError("Nobody has this email address. Nothing was changed.")
                ended = end_access(person=person, actor=None, now=timezone.now())
        except LastManager as refusal:
            raise CommandError(f"{refusal}. Nothing was changed.") from refusal
        self.stdout.write(f"Roles ended: {ended.roles}. Sessions ended: {ended.sessions}.")
        for case in ended.cases:
            self.stdout.write(f"Hand over {case.reference}.")
