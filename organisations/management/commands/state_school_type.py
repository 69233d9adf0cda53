from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from organisations.actions.school_types import (
    NotOfThatType,
    TypeAlreadyKnown,
    state_school_type,
)
from organisations.models import School
from row_security.scope import WHOLE_SERVICE, scoped_transaction
from statute.facts import SchoolType


class Command(BaseCommand):
    help = "State what a school is in the Regulations, where the register leaves its type blank."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("urn", type=int)
        parser.add_argument("school_type", choices=[t.value for t in SchoolType])
        parser.add_argument("--reason", required=True, help="how it is known")

    def handle(self, *args: Any, urn: int, school_type: str, reason: str, **options: Any) -> None:
        try:
            with scoped_transaction(WHOLE_SERVICE):
                school = School.objects.filter(urn=urn).first()
                if school is None:
                    raise CommandError(f"There is no school {urn}.")
                state_school_type(
                    school_id=school.pk,
                    school_type=SchoolType(school_type),
                    reason=reason,
                    actor=None,
                    now=timezone.now(),
                )
        except (TypeAlreadyKnown, NotOfThatType) as refusal:
            raise CommandError(f"{str(refusal).capitalize()}. Nothing was changed.") from refusal
        self.stdout.write(f"{school.name} is stated to be {school_type}.")
