"""What a value of a worked case may be, and what to say of one that is not."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from statute.school_years import SchoolYear

Reader = Callable[[object], Any]


class NotReadable(ValueError):
    """The value is not what this place takes; the text says what is."""


def read_date(value: object) -> date:
    """
    Return a day from "2026-09-15".

    :raises NotReadable: if it is anything else.
    """
    try:
        day = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        day = None
    if day is None:
        raise NotReadable(f"{value!r} is not a day written like 2026-09-15")
    return day


def read_text(value: object) -> str:
    if not isinstance(value, str):
        raise NotReadable(f"{value!r} is not text")
    return value


def read_truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise NotReadable(f"{value!r} is neither true nor false")
    return value


def read_number(value: object) -> Decimal:
    """
    Return a number of days, exactly.

    :raises NotReadable: if it is no number; true and false are none.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise NotReadable(f"{value!r} is not a number")
    return Decimal(str(value))


def read_days(value: object) -> Decimal:
    """
    Return a number of school days, in halves.

    :raises NotReadable: if it is no number of halves above nought.
    """
    days = read_number(value)
    if days <= 0 or days * 2 % 1:
        raise NotReadable(f"{value!r} is not a number of school days such as 5 or 5.5")
    return days


def read_whole_number(value: object) -> int:
    number = read_number(value)
    if number % 1 or number < 1:
        raise NotReadable(f"{value!r} is not a whole number from 1 up")
    return int(number)


def read_school_year(value: object) -> SchoolYear:
    """
    Return a school year from "2026/27".

    :raises NotReadable: if it is anything else.
    """
    try:
        return SchoolYear.from_slug(read_text(value).replace("/", "-"))
    except ValueError as fault:
        raise NotReadable(f"{value!r} is not a school year written like 2026/27") from fault


def read_list(of: Reader) -> Reader:
    """Return what reads a list of such values."""

    def read(value: object) -> list[Any]:
        if not isinstance(value, list):
            raise NotReadable(f"{value!r} is not a list")
        return [of(one) for one in value]

    return read


def read_one_of(*choices: str) -> Reader:
    """Return what reads one of these words."""

    def read(value: object) -> str:
        if value not in choices:
            raise NotReadable(f"{value!r} is none of {', '.join(choices)}")
        return str(value)

    return read
