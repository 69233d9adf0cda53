"""Whose law governs an exclusion. England's is kept whole; Wales differs where a rule says so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from statute.pupil_age import get_age, get_compulsory_age_end, is_own_relevant_person
from statute.school_years import SchoolYear


class Jurisdiction(StrEnum):
    ENGLAND = "ENGLAND"
    WALES = "WALES"


class RelevantPerson(StrEnum):
    """To whom notices go, and who may represent and apply."""

    PARENT = "PARENT"
    PUPIL = "PUPIL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What one jurisdiction decides otherwise than another."""

    lunchtime_value: Decimal  # of a school day
    window_opens: int  # the first school day on which the board may meet; 0: as soon as it is told
    has_academies: bool  # at which an authority's standing hangs on what the family asked
    find_relevant_persons: Callable[[date, date], tuple[RelevantPerson, ...]]
    citation: str


def find_relevant_persons_in_england(born_on: date, day: date) -> tuple[RelevantPerson, ...]:
    """Return a parent until the pupil is 18, then the pupil (SI 2012/1033 reg 2(1))."""
    adult = is_own_relevant_person(born_on, day)
    return (RelevantPerson.PUPIL,) if adult else (RelevantPerson.PARENT,)


def find_relevant_persons_in_wales(born_on: date, day: date) -> tuple[RelevantPerson, ...]:
    """
    Return a parent for a pupil of 10 or under at the start of the school year, then both.

    Above compulsory school age it is the pupil alone (WSI 2003/3227).
    """
    if get_age(born_on, SchoolYear.of(day).first_day) <= 10:
        return (RelevantPerson.PARENT,)
    if day <= get_compulsory_age_end(born_on):
        return (RelevantPerson.PARENT, RelevantPerson.PUPIL)
    return (RelevantPerson.PUPIL,)


PARTICULARS: Mapping[Jurisdiction, Particulars] = {
    Jurisdiction.ENGLAND: Particulars(
        lunchtime_value=Decimal("0.5"),
        window_opens=0,
        has_academies=True,
        find_relevant_persons=find_relevant_persons_in_england,
        citation="SI 2012/1033 reg 2(1)-(2)",
    ),
    Jurisdiction.WALES: Particulars(
        lunchtime_value=Decimal("0.25"),
        window_opens=6,
        has_academies=False,
        find_relevant_persons=find_relevant_persons_in_wales,
        citation="WSI 2003/3227",
    ),
}
