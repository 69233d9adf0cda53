"""Days and times that a person types. What was typed is kept, and every fault is named."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Literal

from django import forms
from django.core.exceptions import ValidationError

from design_system.bound import BoxFault
from design_system.widgets import DateParts, MomentParts, TimeText
from design_system.words import LONDON, capitalise, write_list

DAY, MONTH, YEAR, TIME = range(4)
NAMES = ("a day", "a month", "a year", "a time")
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
YEARS = range(1900, 2101)

TIME_WORDS = {"midday": time(12), "noon": time(12), "midnight": time(0)}
TIME_SHAPE = re.compile(r"(\d{1,2})(?:[:. ]?(\d{2}))? ?([ap]\.?m\.?)?")


class DateField(forms.Field):
    """
    A day in three boxes; a month may be typed as a word.

    ``when`` says that the day must have been ("past") or be yet to come ("future"); today is
    neither too late nor too early. The form supplies ``today``.
    """

    widget: Any = DateParts
    boxes: tuple[int, ...] = (DAY, MONTH, YEAR)

    def __init__(
        self,
        *,
        what: str,
        when: Literal["past", "future", ""] = "",
        birth: bool = False,
        **kwargs: Any,
    ) -> None:
        self.what, self.when = what, when
        self.today: date | None = None
        if birth:
            kwargs["widget"] = DateParts(autocomplete="bday")
        super().__init__(error_messages={"required": f"Enter {what}"}, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the day typed, or None where nothing was; every fault at once otherwise."""
        if value is None or isinstance(value, date):
            return value
        parts = [str(part or "").strip() for part in value]
        if not any(parts):
            return None
        if missing := tuple(box for box in self.boxes if not parts[box]):
            names = write_list([NAMES[box] for box in missing])
            raise BoxFault(f"{capitalise(self.what)} must include {names}", boxes=missing)
        return self.read(parts)

    def read(self, parts: Sequence[str]) -> date:
        return read_day(self.what, parts)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and self.today and self.when:
            day = value.astimezone(LONDON).date() if isinstance(value, datetime) else value
            if self.when == "past" and day > self.today:
                raise ValidationError(f"{capitalise(self.what)} must be today or in the past")
            if self.when == "future" and day < self.today:
                raise ValidationError(f"{capitalise(self.what)} must be today or in the future")


class TimeField(forms.Field):
    """A time of day in one box: "2pm", "2.30pm", "14:00", "midday"."""

    widget = TimeText

    def __init__(self, *, what: str, **kwargs: Any) -> None:
        self.what = what
        super().__init__(error_messages={"required": f"Enter {what}"}, **kwargs)
        self.widget.attrs["class"] = "govuk-input--width-10"

    def to_python(self, value: Any) -> time | None:
        if value is None or isinstance(value, time):
            return value
        return read_time(capitalise(self.what), str(value)) if str(value).strip() else None


class MomentField(DateField):
    """A day in three boxes and a time in a fourth, as an aware moment in London."""

    widget = MomentParts
    boxes = (DAY, MONTH, YEAR, TIME)

    def read(self, parts: Sequence[str]) -> datetime:
        faults: list[ValidationError] = []
        day, at = date.min, time.min
        try:
            day = read_day(self.what, parts)
        except ValidationError as wrong:
            faults += wrong.error_list
        try:
            at = read_time(f"{capitalise(self.what)}: the time", parts[TIME])
        except ValidationError as wrong:
            faults += [BoxFault(wrong.messages[0], boxes=(TIME,))]
        if faults:
            raise ValidationError(faults)
        moment = datetime.combine(day, at, tzinfo=LONDON)
        if moment.astimezone(UTC).astimezone(LONDON).time() != at:  # the hour that spring skips
            told = "that time does not exist: the clocks go forward in that hour"
            raise BoxFault(f"{capitalise(self.what)}: {told}", boxes=(TIME,))
        return moment


def read_day(what: str, parts: Sequence[str]) -> date:
    """
    Return the day that three typed parts name.

    :raises ValidationError: with every part that cannot be right, each naming its box.
    """
    numbers = [_read_number(parts[DAY]), _read_month(parts[MONTH]), _read_number(parts[YEAR])]
    day, month, year = numbers
    name = capitalise(what)
    faults = []
    if day not in range(1, 32):
        faults.append(BoxFault(f"{name}: the day must be a number from 1 to 31", boxes=(DAY,)))
    if month not in range(1, 13):
        told = f"{name}: the month must be a number from 1 to 12, or its name"
        faults.append(BoxFault(told, boxes=(MONTH,)))
    if year not in YEARS:
        told = f"{name}: the year must have 4 numbers, like 2026"
        if year is not None and year in range(1000, 10_000):
            told = f"{name}: the year must be from {YEARS[0]} to {YEARS[-1]}"
        faults.append(BoxFault(told, boxes=(YEAR,)))
    if faults:
        raise ValidationError(list(faults))
    try:
        return date(year, month, day)
    except ValueError:
        told = f"{name} must be a real date: that month does not have {day} days"
        raise BoxFault(told, boxes=(DAY,)) from None


def read_time(name: str, typed: str) -> time:
    """
    Return the time of day that was typed. A bare "2:30" is refused: it may be night or afternoon.

    :raises ValidationError: if it is no time, or may be either of two.
    """
    said = " ".join(typed.lower().split())
    if said in TIME_WORDS:
        return TIME_WORDS[said]
    found = TIME_SHAPE.fullmatch(said)
    if not found:
        raise ValidationError(f"{name} must be written like 9:30am or 2pm")
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
    if minute > 59 or hour > (12 if half else 23) or (half and not hour):
        raise ValidationError(f"{name} must be a real time, like 9:30am or 2pm")
    if half:
        return time(hour % 12 + (12 if half == "p" else 0), minute)
    if len(found[1]) == 1:
        raise ValidationError(f"{name} needs am or pm, like {said}pm")
    return time(hour, minute)


def _read_number(typed: str) -> int:
    return int(typed) if re.fullmatch(r"[0-9]{1,4}", typed) else -1


def _read_month(typed: str) -> int:
    word = typed.lower().rstrip(".")
    named = [number for number, name in enumerate(MONTHS, start=1) if name.startswith(word)]
    return named[0] if named and len(word) >= 3 else _read_number(typed)
