"""School days for the sample: the shapes of real term dates, for two authorities and two years."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from organisations.calendars import SessionDates

SATURDAY = 5
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Year:
    """The terms of one school year, and the weekdays inside them without a session."""

    terms: tuple[Span, ...]
    half_terms: tuple[Span, ...]
    closed: tuple[tuple[date, str], ...]


INSET, BANK_HOLIDAY = "INSET day", "Bank holiday"

READING_2025 = Year(
    terms=(
        (date(2025, 9, 1), date(2025, 12, 19)),
        (date(2026, 1, 5), date(2026, 3, 27)),
        (date(2026, 4, 13), date(2026, 7, 22)),
    ),
    half_terms=(
        (date(2025, 10, 27), date(2025, 10, 31)),
        (date(2026, 2, 16), date(2026, 2, 20)),
        (date(2026, 5, 25), date(2026, 5, 29)),
    ),
    closed=(
        (date(2025, 9, 1), INSET),
        (date(2025, 9, 2), INSET),
        (date(2025, 11, 3), INSET),
        (date(2026, 5, 4), BANK_HOLIDAY),
        (date(2026, 6, 26), INSET),
    ),
)
READING_2026 = Year(
    terms=(
        (date(2026, 9, 1), date(2026, 12, 18)),
        (date(2027, 1, 4), date(2027, 3, 25)),
        (date(2027, 4, 12), date(2027, 7, 21)),
    ),
    half_terms=(
        (date(2026, 10, 26), date(2026, 10, 30)),
        (date(2027, 2, 15), date(2027, 2, 19)),
        (date(2027, 5, 31), date(2027, 6, 4)),
    ),
    closed=(
        (date(2026, 9, 1), INSET),
        (date(2026, 9, 2), INSET),
        (date(2026, 11, 2), INSET),
        (date(2027, 5, 3), BANK_HOLIDAY),
    ),
)
WOKINGHAM_2025 = Year(
    terms=(
        (date(2025, 9, 2), date(2025, 12, 19)),
        (date(2026, 1, 6), date(2026, 3, 27)),
        (date(2026, 4, 13), date(2026, 7, 21)),
    ),
    half_terms=(
        (date(2025, 10, 27), date(2025, 10, 31)),
        (date(2026, 2, 16), date(2026, 2, 20)),
        (date(2026, 5, 25), date(2026, 5, 29)),
    ),
    closed=(
        (date(2025, 9, 2), INSET),
        (date(2025, 10, 24), INSET),
        (date(2026, 5, 4), BANK_HOLIDAY),
        (date(2026, 6, 1), INSET),
    ),
)
WOKINGHAM_2026 = Year(
    terms=(
        (date(2026, 9, 2), date(2026, 12, 18)),
        (date(2027, 1, 4), date(2027, 3, 24)),
        (date(2027, 4, 12), date(2027, 7, 20)),
    ),
    half_terms=(
        (date(2026, 10, 26), date(2026, 10, 30)),
        (date(2027, 2, 15), date(2027, 2, 19)),
        (date(2027, 5, 31), date(2027, 6, 4)),
    ),
    closed=(
        (date(2026, 9, 2), INSET),
        (date(2026, 10, 23), INSET),
        (date(2027, 5, 3), BANK_HOLIDAY),
    ),
)


READING = {2025: READING_2025, 2026: READING_2026}
WOKINGHAM = {2025: WOKINGHAM_2025, 2026: WOKINGHAM_2026}
WHOLE_WEEKS = timedelta(days=364)  # a year on, and still the same weekday


def get_year(shapes: Mapping[int, Year], starts: int) -> Year:
    """Return the terms of the school year that begins in ``starts``, in the nearest real shape."""
    nearest = min(shapes, key=lambda year: abs(year - starts))
    shift = WHOLE_WEEKS * (starts - nearest)
    shape = shapes[nearest]
    return Year(
        terms=tuple((first + shift, last + shift) for first, last in shape.terms),
        half_terms=tuple((first + shift, last + shift) for first, last in shape.half_terms),
        closed=tuple((day + shift, why) for day, why in shape.closed),
    )


def get_session_dates(*years: Year, until: date | None = None) -> SessionDates:
    """Return the school days of these years; none after ``until``, as if not yet published."""
    first, last = years[0].terms[0][0], years[-1].terms[-1][1]
    closed = {day: why for year in years for day, why in _closed_days(year)}
    terms = [span for year in years for span in year.terms]
    days = [d for span in terms for d in _weekdays(span) if d not in closed]
    known_until = until or last
    return SessionDates(
        session_days=[day for day in days if day <= known_until],
        known_from=first,
        known_until=known_until,
        closed_days={day: why for day, why in closed.items() if day <= known_until},
    )


def _closed_days(year: Year) -> Iterator[tuple[date, str]]:
    yield from year.closed
    for span in year.half_terms:
        yield from ((day, "Half term") for day in _weekdays(span))
    for (_, ended), (begins, _) in zip(year.terms, year.terms[1:], strict=False):
        holiday = (ended + timedelta(days=1), begins - timedelta(days=1))
        yield from ((day, "School holiday") for day in _weekdays(holiday))


def _weekdays(span: Span) -> Iterator[date]:
    first, last = span
    for n in range((last - first).days + 1):
        if (day := first + timedelta(days=n)).weekday() < SATURDAY:
            yield day
