"""What is odd about school days and can hardly be meant: pure, a sentence each."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from organisations.calendars import SessionDates

MOST_IN_A_YEAR = 200  # schools hold 190, and a few more days with their INSET days
LONGEST_WITHOUT_A_WEEK = timedelta(weeks=10)  # the longest half of a term has eight or nine weeks
A_WEEK_OFF = timedelta(days=8)  # five weekdays: from a Wednesday to the Thursday of next week
AUTUMN = 9  # the month in which a school year begins


def find_clashes(dates: SessionDates, holidays: Mapping[date, str]) -> list[str]:
    """
    Return what somebody should look at before these days are published.

    A school day on a bank holiday, a year with more days than schools hold, a half term that was
    marked as school days. None of them is impossible, so none is refused for good.
    """
    return [
        *_find_bank_holidays(dates, holidays),
        *_find_long_years(dates),
        *_find_missing_half_terms(dates),
    ]


def _find_bank_holidays(dates: SessionDates, holidays: Mapping[date, str]) -> Iterator[str]:
    for day in sorted(set(dates.session_days) & set(holidays)):
        yield f"{_write(day)} is {holidays[day]}, and is marked as a school day"


def _find_long_years(dates: SessionDates) -> Iterator[str]:
    counts = Counter(day.year - (day.month < AUTUMN) for day in set(dates.session_days))
    for year, number in sorted(counts.items()):
        if number > MOST_IN_A_YEAR:
            yield (
                f"{year}/{(year + 1) % 100:02} has {number} school days, and schools hold about"
                " 190: is a holiday or a half term missing?"
            )


def _find_missing_half_terms(dates: SessionDates) -> Iterator[str]:
    days = sorted(set(dates.session_days))
    if not days:
        return
    breaks = [pair for pair in pairwise(days) if pair[1] - pair[0] >= A_WEEK_OFF]
    starts = [days[0], *(after for _, after in breaks)]
    ends = [*(before for before, _ in breaks), days[-1]]
    for first, last in zip(starts, ends, strict=True):
        if last - first > LONGEST_WITHOUT_A_WEEK:
            yield (
                f"from {_write(first)} to {_write(last)} there is no week off: is the half term"
                " marked as school days?"
            )


def _write(day: date) -> str:
    return f"{day:%A %-d %B %Y}"
