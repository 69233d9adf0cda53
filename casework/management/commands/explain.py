from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casework.rulebook import LAW, get_rule
from organisations.models import School
from organisations.working_days import get_working_days
from row_security.scope import WHOLE_SERVICE, scoped_transaction
from statute.explaining import CannotBeExplained, Question, explain_rule
from statute.facts import SchoolType
from statute.giving_notice import HolidaysUnknown, Method
from statute.school_calendar import NOTHING_PUBLISHED


class Command(BaseCommand):
    help = "Show how a date is worked out: a rule, counted from a day, at one school."

    def add_arguments(self, parser: CommandParser) -> None:
        methods = [method.lower() for method in Method]
        parser.add_argument("--school", type=int, required=True, metavar="URN")
        parser.add_argument("--rule", required=True, help="like G1; see docs/reference")
        parser.add_argument("--from", dest="start", type=_read_day, required=True, metavar="DAY")
        parser.add_argument("--method", choices=methods, help="how it was sent on that day")

    def handle(
        self, *args: Any, school: int, rule: str, start: date, method: str | None, **options: Any
    ) -> None:
        if rule not in {known.id for known in LAW}:
            ids = ", ".join(known.id for known in LAW)
            raise CommandError(f"There is no rule {rule}. There are: {ids}.")
        with scoped_transaction(WHOLE_SERVICE):
            found = School.objects.filter(urn=school).first()
            if found is None:
                raise CommandError(f"There is no school {school}.")
            lines = _explain(found, rule, start, method)
        self.stdout.write("\n".join([f"{found.name}, {school}", *lines]))


def _explain(school: School, rule_id: str, start: date, method: str | None) -> list[str]:
    school_type = school.get_record(start).school_type
    if not school_type:
        raise CommandError(f"The register does not say which law binds {school.name}.")
    version = school.get_calendar_version()
    question = Question(
        rule=get_rule(rule_id),
        school_type=SchoolType(school_type),
        start=start,
        calendar=version.calendar if version else NOTHING_PUBLISHED,
        working_days=get_working_days(),
        method=Method(method.upper()) if method else None,
    )
    closed = version.closed_days if version else {}
    try:
        return explain_rule(question, {date.fromisoformat(d): why for d, why in closed.items()})
    except (CannotBeExplained, HolidaysUnknown) as refusal:
        told = str(refusal)
        raise CommandError(f"{told[:1].upper()}{told[1:]}.") from refusal


def _read_day(text: str) -> date:
    return date.fromisoformat(text)
