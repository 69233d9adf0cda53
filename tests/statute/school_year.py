"""The school year 2026/27 of the worked examples: three terms, their holidays and closed days."""

from datetime import date, timedelta

from statute.school_calendar import SchoolCalendar

TERMS = [
    (date(2026, 9, 2), date(2026, 12, 18)),
    (date(2027, 1, 4), date(2027, 3, 25)),
    (date(2027, 4, 12), date(2027, 7, 21)),
]
CLOSED = {
    *[date(2026, 9, 2), date(2026, 11, 2), date(2027, 1, 4), date(2027, 6, 25)],  # staff training
    *[date(2027, 5, 3), date(2027, 5, 31)],  # bank holidays
    *[date(2026, 10, 26) + timedelta(n) for n in range(5)],  # half-terms
    *[date(2027, 2, 15) + timedelta(n) for n in range(5)],
    *[date(2027, 6, 1) + timedelta(n) for n in range(4)],
}


def get_days(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]


SESSION_DAYS = tuple(
    day
    for first, last in TERMS
    for day in get_days(first, last)
    if day.weekday() < 5 and day not in CLOSED
)
YEAR = SchoolCalendar(SESSION_DAYS, date(2026, 9, 1), date(2027, 7, 21))
AUTUMN_ONLY = SchoolCalendar(
    tuple(day for day in SESSION_DAYS if day.year == 2026), date(2026, 9, 1), date(2026, 12, 18)
)
