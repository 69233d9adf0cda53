"""
A million deadlines at once: the n-th school day after or before many days, at many schools.

``statute`` counts one deadline and shows every day of it. Here only the last day is asked for, from
one table of running numbers for all schools. A test holds the two equal on random calendars.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from statute.rules import Rule, Unit
from statute.school_calendar import NOTHING_PUBLISHED, SchoolCalendar

DayNumbers: TypeAlias = NDArray[np.int32]  # days since 1 January 1970
UNKNOWN = int(np.iinfo(np.int32).min)  # in the place of a day that is not published
MOST_DAYS = 100  # that can be counted; the law's longest clock has 60
EPOCH = date(1970, 1, 1).toordinal()


class TooManyDays(ValueError):
    """A count from which this table cannot tell an unpublished day."""


@dataclass(frozen=True, slots=True)
class CalendarTable:
    """
    The school days of many calendars, laid end to end with unknown days between them.

    ``ranks`` has a row for each calendar and a column for each day from ``first``: the place in
    ``held`` at which that day's successors begin. Days that are not published, and the edges of
    each row, have a place among unknown days, and so has whatever runs past a calendar's ends.
    """

    first: int
    width: int
    ranks: DayNumbers
    held: DayNumbers

    @classmethod
    def of(cls, calendars: Sequence[SchoolCalendar]) -> "CalendarTable":
        """
        Lay out ``calendars``; in what is asked of the table, each goes by its place here.

        :raises ValueError: if a school day lies outside the span for which its days are known.
        """
        published = [each for each in calendars if each.session_days]
        first = min((number_of(each.known_from) for each in published), default=0) - 2
        last = max((number_of(each.known_until) for each in published), default=0) + 1
        ranks = np.full((len(calendars), last - first + 1), MOST_DAYS, np.int32)
        unknown = np.full(MOST_DAYS, UNKNOWN, np.int32)
        held, place = [unknown, unknown], 2 * MOST_DAYS
        for row, each in zip(ranks, calendars, strict=True):
            if not each.session_days:
                continue
            days = numbers_of(each.session_days)
            known_from, known_until = number_of(each.known_from), number_of(each.known_until)
            if days[0] < known_from or days[-1] > known_until:
                raise ValueError("a school day lies outside the days for which they are known")
            span = np.arange(known_from - 1, known_until + 1)
            reached = slice(known_from - 1 - first, known_until + 1 - first)
            row[reached] = place + np.searchsorted(days, span, side="right")
            held += [days, unknown]
            place += len(days) + MOST_DAYS
        return cls(first, last - first + 1, ranks.ravel(), np.concatenate(held))

    def count_after(self, rows: DayNumbers, starts: DayNumbers, school_days: int) -> DayNumbers:
        """
        Return the last of the ``school_days`` that follow each start; ``UNKNOWN`` if unpublished.

        ``rows`` says for each start which calendar is its own. As ``SchoolCalendar.count_after``.

        :raises TooManyDays: if that is less than one day, or more than can be told.
        """
        _check_number(school_days)
        return self.held[school_days - 1 :].take(self._get_ranks(rows, starts, self.first))

    def count_before(self, rows: DayNumbers, ends: DayNumbers, school_days: int) -> DayNumbers:
        """Return the first of the ``school_days`` that precede each end, in the same way."""
        _check_number(school_days)
        ranks = self._get_ranks(rows, ends, self.first + 1)
        ranks -= school_days
        return self.held.take(ranks)

    def _get_ranks(self, rows: DayNumbers, days: DayNumbers, first: int) -> DayNumbers:
        places = days - np.int32(first)
        np.clip(places, 0, self.width - 1, out=places)
        places += rows * np.int32(self.width)
        return self.ranks.take(places)


def count_all(
    rule: Rule, table: CalendarTable, rows: DayNumbers, triggers: DayNumbers
) -> DayNumbers:
    """
    Return the last day in time of ``rule`` from each trigger, as ``Rule.count`` has it.

    Where a day that must be counted is not published there is ``UNKNOWN``: nothing is guessed.
    """
    match rule.unit:
        case Unit.SCHOOL_DAYS_AFTER:
            return table.count_after(rows, triggers, rule.number)
        case Unit.SCHOOL_DAYS_FROM:
            return table.count_after(rows, triggers - np.int32(1), rule.number)
        case Unit.SCHOOL_DAYS_BEFORE:
            return table.count_before(rows, triggers, rule.number)
        case Unit.CLEAR_SCHOOL_DAYS_BEFORE:
            return table.count_before(rows, triggers, rule.number + 1)
    days, places = np.unique(triggers, return_inverse=True)  # no school's calendar decides
    starts = [date.fromordinal(EPOCH + day) for day in days.tolist()]
    last = [rule.count(start, NOTHING_PUBLISHED)[-1] for start in starts]
    return numbers_of(last).take(places)


def numbers_of(days: Sequence[date]) -> DayNumbers:
    """Return ``days`` as numbers."""
    return np.array(days, "datetime64[D]").astype(np.int32)


def number_of(day: date) -> int:
    return day.toordinal() - EPOCH


def date_of(number: int) -> date | None:
    """Return the day with this number; None where it is not known."""
    return None if number == UNKNOWN else date.fromordinal(EPOCH + number)


def _check_number(school_days: int) -> None:
    if not 1 <= school_days <= MOST_DAYS:
        raise TooManyDays(f"between 1 and {MOST_DAYS} school days can be counted at once")
