from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from organisations.models import User
from programs.actions.tokens import issue_token
from row_security.scope import WHOLE_SERVICE, scoped_transaction


class Command(BaseCommand):
    help = "Issue a new API token to a person; an earlier one stops working. It is shown once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, help="the person's email address")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        with scoped_transaction(WHOLE_SERVICE):
            user = User.objects.filter(email__iexact=email, is_active=True).first()
            if user is None:
                raise CommandError(f"Nobody with the address {email} may sign in.")
            token = issue_token(
                user=user,
                lasts=settings.PERSONAL_TOKEN_LASTS,
                actor="system/issue-token",
                now=timezone.now(),
            )
        self.stdout.write(token)
