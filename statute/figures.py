"""A number or a choice that the law makes, with where it stands and how sure that is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """How far the source of a rule was checked."""

    CONFIRMED = "confirmed"  # the provision itself was read
    SECONDARY = "secondary source"  # known from a page about it
    UNCONFIRMED = "not confirmed"  # general knowledge: a setting, with its note
    ADOPTED = "reading adopted"  # the text is open, and one reading was chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of the law: what it measures, in which unit, and under which provision."""

    id: str  # "I9-heads-years"; the part before the first dash is the row of the law
    what: str
    number: int
    unit: str
    citation: str
    status: Status = Status.CONFIRMED
    note: str = ""  # the reading, the other one, and why; or what is not confirmed
    in_force_from: date | None = None
