"""Is every stored date still what its school's days give? Asked of all; nothing is written."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from casework.bulk_counting import CalendarTable, count_all, date_of, numbers_of
from casework.models import Deadline, DeadlineState
from casework.rulebook import CLOCKS
from casework.states import ENDED
from organisations.models import CalendarVersion, School
from organisations.queries import get_calendar_versions
from statute.rules import Rule
from statute.school_calendar import NOTHING_PUBLISHED, CalendarGap, SchoolCalendar

SCHOOLS_AT_ONCE = 500  # their cases, and their days of some years, in memory
RULES = {rule.id: rule for rule in CLOCKS}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDate:
    """A deadline that is owed, as the database has it, and which school days it is counted on."""

    case_id: int
    reference: str
    school_id: int
    status: str
    rule_id: str
    limit: str
    triggered_on: date
    due_date: date | None
    calendar_id: int | None


@dataclass(frozen=True, slots=True)
class WrongDate:
    """A stored date, and what the law counts in its place: a day, or why there is none."""

    stored: StoredDate
    counted: date | None
    gap: str = ""

    @property
    def is_running(self) -> bool:
        """Tell whether its case has not ended, so that a recount mends it."""
        return self.stored.status not in ENDED


@dataclass(frozen=True, slots=True)
class Checked:
    """How many dates of some schools were counted, which are wrong, and how many no rule counts."""

    dates: int
    wrong: tuple[WrongDate, ...]
    of_older_law: int


def get_school_ids() -> list[int]:
    """Return the schools that have cases, in the order in which they are checked."""
    schools = School.objects.filter(case__isnull=False).distinct()
    return list(schools.order_by("pk").values_list("pk", flat=True))


def check_dates(school_ids: Sequence[int]) -> Checked:
    """
    Count every date that the cases of these schools are owed, and return those that differ.

    A case that has not ended is counted on its school's newest days; one that has, on the days that
    its dates were counted on. What was worked out under a limit that is no longer in the rulebook
    is not counted, and told by number: those that run are for the sweep to work out anew.
    """
    rows = _read(school_ids)
    known = [row for row in rows if row.rule_id in RULES and RULES[row.rule_id].limit == row.limit]
    days = _Days.of(known, school_ids)
    by_rule: dict[str, list[StoredDate]] = defaultdict(list)
    for row in known:
        by_rule[row.rule_id].append(row)
    wrong = [one for rule_id, rows in by_rule.items() for one in days.find(RULES[rule_id], rows)]
    return Checked(len(known), tuple(wrong), len(rows) - len(known))


@dataclass(frozen=True, slots=True)
class _Days:
    """The calendars that some cases are counted on, and the place of each in the table of all."""

    newest: dict[int, int | None]  # by school: the version that running cases are counted on
    places: dict[int | None, int]  # by version
    calendars: tuple[SchoolCalendar, ...]
    table: CalendarTable

    @classmethod
    def of(cls, rows: Sequence[StoredDate], school_ids: Sequence[int]) -> "_Days":
        versions = get_calendar_versions(list(School.objects.filter(pk__in=school_ids)))
        newest = {school_id: v.pk if v else None for school_id, v in versions.items()}
        used = {row.calendar_id for row in rows if row.status in ENDED and row.calendar_id}
        older = CalendarVersion.objects.filter(pk__in=used - set(newest.values()))
        by_version: dict[int | None, SchoolCalendar] = {None: NOTHING_PUBLISHED}
        by_version |= {v.pk: v.calendar for v in (*versions.values(), *older) if v}
        places = {pk: place for place, pk in enumerate(by_version)}
        calendars = tuple(by_version.values())
        return cls(newest, places, calendars, CalendarTable.of(calendars))

    def find(self, rule: Rule, rows: Sequence[StoredDate]) -> Iterator[WrongDate]:
        """Yield those of ``rows``, which ``rule`` made, that it would not make today."""
        places = np.array([self._place(row) for row in rows], np.int32)
        triggers = numbers_of([row.triggered_on for row in rows])
        counted = count_all(rule, self.table, places, triggers)
        for row, place, number in zip(rows, places.tolist(), counted.tolist(), strict=True):
            day = date_of(number)
            if day != row.due_date:
                yield WrongDate(row, day, "" if day else self._tell_gap(rule, place, row))

    def _place(self, row: StoredDate) -> int:
        ended = row.status in ENDED
        return self.places.get(row.calendar_id if ended else self.newest[row.school_id], 0)

    def _tell_gap(self, rule: Rule, place: int, row: StoredDate) -> str:
        try:
            rule.count(row.triggered_on, self.calendars[place])
        except CalendarGap as gap:
            return str(gap)
        raise AssertionError(f"{rule.id} is counted one way at once and another by itself")


def _read(school_ids: Sequence[int]) -> list[StoredDate]:
    owed = Deadline.objects.filter(case__school__in=school_ids).exclude(state=DeadlineState.LAPSED)
    rows = owed.order_by("case_id", "rule_id").values_list(
        "case_id", "case__reference", "case__school_id", "case__status", "rule_id", "limit",
        "triggered_on", "due_date", "calendar_id", named=True,
    )  # fmt: skip
    return [
        StoredDate(
            case_id=row.case_id, reference=row.case__reference, school_id=row.case__school_id,
            status=row.case__status, rule_id=row.rule_id, limit=row.limit,
            triggered_on=row.triggered_on, due_date=row.due_date, calendar_id=row.calendar_id,
        )
        for row in rows
    ]  # fmt: skip
