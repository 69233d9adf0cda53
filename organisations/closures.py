"""Single days that a school turns out to be closed, and days given back: pure, every fault told."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from organisations.calendars import SessionDates
from organisations.models import CalendarVersion

SATURDAY = 5
A_HOLIDAY = re.compile(r"\bhalf[\s-]?term\b|\bholidays?\b", re.I)
LONGEST_REASON = 100  # characters, as in a file of school days


class ClosureRefused(Exception):
    """These days cannot be closed, or opened again. ``faults`` says why, a sentence each."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(". ".join(faults))
        self.faults = tuple(faults)


def close_days(version: CalendarVersion, days: Sequence[date], reason: str) -> SessionDates:
    """
    Return the school days of ``version`` without ``days``, each closed for ``reason``.

    :raises ClosureRefused: if one of them is no school day, or the reason is missing or too long.
    """
    held = set(version.session_days)
    faults = [_tell_why_not_held(version, day) for day in days if day not in held]
    if not days:
        faults.append("choose at least one day")
    if not reason.strip():
        faults.append("say why the school is closed")
    if len(reason) > LONGEST_REASON:
        faults.append(f"shorten the reason to {LONGEST_REASON} characters")
    if faults:
        raise ClosureRefused(faults)
    return _with(
        version,
        session_days=[day for day in version.session_days if day not in set(days)],
        closed_days={**_closed(version), **dict.fromkeys(days, reason.strip())},
    )


def reopen_days(
    version: CalendarVersion, days: Sequence[date], holidays: Mapping[date, str]
) -> SessionDates:
    """
    Return the school days of ``version`` with ``days``, which were closed, among them again.

    ``holidays`` are the bank holidays: no school opens on one by a slip.

    :raises ClosureRefused: if one of them is not a closed day, or is a bank holiday.
    """
    closed = _closed(version)
    faults = [f"{_write(day)} is not a closed day" for day in days if day not in closed]
    faults += [f"{_write(day)} is {holidays[day]}" for day in days if day in holidays]
    if not days:
        faults.append("choose at least one day")
    if faults:
        raise ClosureRefused(faults)
    return _with(
        version,
        session_days=sorted({*version.session_days, *days}),
        closed_days={day: why for day, why in closed.items() if day not in set(days)},
    )


def get_single_closures(
    version: CalendarVersion, holidays: Mapping[date, str]
) -> list[tuple[date, str]]:
    """
    Return the closed days that may be opened again, in order, each with its reason.

    Half terms, holidays and bank holidays are not among them: a file of terms says when those are.
    """
    return [
        (day, why)
        for day, why in sorted(_closed(version).items())
        if day not in holidays and not A_HOLIDAY.search(why)
    ]


def _tell_why_not_held(version: CalendarVersion, day: date) -> str:
    if not version.known_from <= day <= version.known_until:
        return (
            f"the school days of {_write(day)} are not known: they reach from"
            f" {version.known_from:%-d %B %Y} to {version.known_until:%-d %B %Y}"
        )
    if why := version.closed_days.get(str(day)):
        return f"{_write(day)} is closed already: {why}"
    if day.weekday() >= SATURDAY:
        return f"{_write(day)} is at a weekend, and no school day"
    return f"{_write(day)} is no school day: it lies outside every term"


def _closed(version: CalendarVersion) -> dict[date, str]:
    return {date.fromisoformat(day): why for day, why in version.closed_days.items()}


def _with(
    version: CalendarVersion, *, session_days: Sequence[date], closed_days: Mapping[date, str]
) -> SessionDates:
    return SessionDates(
        session_days=session_days,
        known_from=version.known_from,
        known_until=version.known_until,
        closed_days=closed_days,
    )


def _write(day: date) -> str:
    return f"{day:%A %-d %B %Y}"
