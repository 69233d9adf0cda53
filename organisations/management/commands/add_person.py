from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from organisations.actions.people import (
    AlreadyThere,
    Organisation,
    RoleElsewhere,
    join,
    record_password_link,
)
from organisations.models import LocalAuthority, School, Trust
from organisations.roles import Role
from organisations.sign_in_links import make_password_link
from row_security.scope import WHOLE_SERVICE, scoped_transaction


class Command(BaseCommand):
    help = (
        "Let a person act in a role, and print the link with which they choose a password. This is"
        " how an authority gets its first manager, a trust its officers and a review its members."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--first-name", required=True)
        parser.add_argument("--last-name", required=True)
        parser.add_argument("--role", required=True, choices=list(Role.values))
        place = parser.add_mutually_exclusive_group()
        place.add_argument("--authority", metavar="CODE", help="like 870")
        place.add_argument("--school", metavar="URN", type=int)
        place.add_argument("--trust", metavar="UID", help="as in the school register")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            with scoped_transaction(WHOLE_SERVICE):
                person = join(
                    email=options["email"],
                    first_name=options["first_name"],
                    last_name=options["last_name"],
                    role=Role(options["role"]),
                    organisation=find_organisation(options),
                    actor=None,
                    now=now,
                )
                if not person.has_usable_password():
                    record_password_link(person=person, actor=None, now=now)
        except (AlreadyThere, RoleElsewhere) as refusal:
            raise CommandError(f"{refusal}. Nothing was changed.") from refusal
        self.stdout.write(f"{person} is {Role(options['role']).label.lower()}.")
        if not person.has_usable_password():
            self.stdout.write("To choose a password, once and within three days:")
            self.stdout.write(make_password_link(person))


def find_organisation(options: dict[str, Any]) -> Organisation | None:
    """Return the organisation that the options name, or None if they name none."""
    found: Organisation | None = None
    if code := options["authority"]:
        found = LocalAuthority.objects.filter(code=code, in_force_to=None).first()
    elif urn := options["school"]:
        found = School.objects.filter(urn=urn).first()
    elif uid := options["trust"]:
        found = Trust.objects.filter(uid=uid).first()
    else:
        return None
    if found is None:
        raise CommandError("There is no such authority, school or trust.")
    return found
