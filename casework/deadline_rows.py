"""Deadlines as they are worked out: the fields of their rows, without what a model costs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from casework.models import Case, Deadline

WORKED_OUT = (
    "citation", "limit", "what", "owed_by", "trigger", "triggered_on", "counted", "due_date", "gap",
    "done_on", "state", "calendar_id", "law_edition",
)  # fmt: skip


@dataclass(slots=True)
class DeadlineRow:
    """One deadline of a case, stored or still to be; changed in place until it is kept."""

    case: Case
    rule_id: str
    id: int | None = None  # None: it is not stored yet
    citation: str = ""
    limit: str = ""
    what: str = ""
    owed_by: str = ""
    trigger: str = ""
    triggered_on: date | None = None
    counted: list[date] = field(default_factory=list)
    due_date: date | None = None
    gap: str = ""
    done_on: date | None = None
    state: str = ""  # "": not worked out before
    calendar_id: int | None = None
    law_edition: str = ""

    def to_model(self) -> Deadline:
        """Return it as what is stored the first time."""
        values = {name: getattr(self, name) for name in WORKED_OUT}
        return Deadline(case=self.case, rule_id=self.rule_id, **values)


def read_rows(cases: Sequence[Case]) -> dict[int, dict[str, DeadlineRow]]:
    """Return the stored deadlines of each of ``cases`` by its id, and by their rules: one query."""
    by_id = {case.pk: case for case in cases}
    found: dict[int, dict[str, DeadlineRow]] = {pk: {} for pk in by_id}
    stored = Deadline.objects.filter(case__in=list(by_id))
    for case_id, rule_id, *values in stored.values_list("case_id", "rule_id", "id", *WORKED_OUT):
        found[case_id][rule_id] = DeadlineRow(by_id[case_id], rule_id, *values)
    return found
