"""How a deadline was worked out: every day that was counted, and every day that was not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from casework.models import Case, Deadline, DeadlineState
from casework.wording import TARGETS, TRIGGERS, WINDOWS, tell_subject
from organisations.models import CalendarVersion
from statute.facts import Fact

SATURDAY = 5
SCHOOL_DAY = "school day"  # in the words of a limit: the unit whose days are counted one by one
SET_BY_HAND = (Fact.BOARD_EXTENDED_TO, Fact.REVIEW_EXTENDED_TO)
ONE_DAY = timedelta(days=1)


class Count(Protocol):
    """A count of days: a duty as the law gives it, or a deadline as it is stored."""

    @property
    def limit(self) -> str: ...
    @property
    def triggered_on(self) -> date: ...
    @property
    def counted(self) -> Sequence[date]: ...


@dataclass(frozen=True, slots=True)
class Day:
    """One day between the start and the end of a count."""

    day: date
    number: int | None  # its number in the count; None when it was not counted
    why: str  # why it was not counted


@dataclass(frozen=True, slots=True)
class CaseClock:
    """One deadline of a case as the picture of all its clocks draws it."""

    label: str
    begins_on: date
    due_on: date | None
    done_on: date | None
    is_window: bool


def get_version(row: Deadline) -> CalendarVersion | None:
    """Return the school days that ``row`` was counted on, or None if there were none."""
    return CalendarVersion.objects.filter(pk=row.calendar_id or 0).first()


def get_closed_days(case: Case) -> dict[str, str]:
    """Return the weekdays without a session at the school of ``case`` as now known, and why."""
    version = case.school.get_calendar_version()
    return dict(version.closed_days) if version else {}


def get_days(count: Count, closed: Mapping[str, str]) -> list[Day]:
    """
    Return every day from the trigger to the last day in time, in order of the calendar.

    ``closed`` holds the weekdays without a session, as "2026-10-26", and why. Where days are
    counted back from a day, the numbers run backwards too. Nothing is returned for a duty of the
    same day, for a limit that is not of school days, or for a date that cannot be counted.
    """
    counted = list(count.counted)
    if not counted or counted == [count.triggered_on] or SCHOOL_DAY not in count.limit:
        return []
    numbers = {day: number for number, day in enumerate(counted, start=1)}
    first, last = sorted((count.triggered_on, counted[-1]))
    return [
        Day(day, numbers.get(day), _tell_why(day, count, numbers, closed))
        for day in (first + timedelta(n) for n in range((last - first).days + 1))
    ]


def tell_left_out(count: Count, closed: Mapping[str, str]) -> tuple[str, ...]:
    """
    Return the weekdays that were left out, those beside each other with one reason together.

    For a letter's footnote: "Mon 26 Oct to Fri 30 Oct (Half term)".
    """
    days = get_days(count, closed)
    left_out = [
        row
        for row in days
        if row.number is None and row.day != count.triggered_on and row.day.weekday() < SATURDAY
    ]
    return tuple(f"{_span(run[0].day, run[-1].day)} ({run[0].why})" for run in _join(left_out))


def tell_rule(row: Deadline) -> str:
    """Return the rule in plain words: "15 school days after the day on which …"."""
    trigger = TRIGGERS[row.trigger]
    if row.limit[:1].isdigit():
        return f"{row.limit} the day on which {trigger}"
    if row.trigger in SET_BY_HAND:
        return "The day that was set: the law gives no number of days"
    return f"Without delay: kept as the same day as that on which {trigger}"


def get_clocks(rows: Sequence[Deadline]) -> list[CaseClock]:
    """Return the deadlines of a case, in the order given, as the picture of its clocks needs."""
    return [
        CaseClock(
            label=tell_subject(row.rule_id),
            begins_on=row.triggered_on,
            due_on=row.due_date,
            done_on=row.done_on if row.state != DeadlineState.LAPSED else None,
            is_window=row.rule_id in (*WINDOWS, *TARGETS),
        )
        for row in rows
    ]


def _join(days: Sequence[Day]) -> Iterator[list[Day]]:
    run: list[Day] = []
    for row in days:
        if run and not (row.why == run[0].why and _is_next_weekday(run[-1].day, row.day)):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _is_next_weekday(before: date, day: date) -> bool:
    following = before + ONE_DAY
    while following.weekday() >= SATURDAY:
        following += ONE_DAY
    return day == following


def _span(first: date, last: date) -> str:
    return f"{first:%a %-d %b}" if first == last else f"{first:%a %-d %b} to {last:%a %-d %b}"


def _tell_why(
    day: date, count: Count, numbers: Mapping[date, int], closed: Mapping[str, str]
) -> str:
    if day in numbers:
        return ""
    if day == count.triggered_on:
        return "The count starts from this day, which is not counted itself"
    if day.weekday() >= SATURDAY:
        return "Weekend"
    return closed.get(day.isoformat()) or "Not a school day at this school"
