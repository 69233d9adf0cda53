"""Ages: whom a school may exclude, and who the relevant person is."""

from dataclasses import dataclass
from datetime import date, timedelta

from statute.school_years import SchoolYear

YOUNGEST, OLDEST = 2, 19  # a nursery class at one end, a sixth form's last year at the other
ADULT = 18
FRIDAY = 4


def get_age(born_on: date, day: date) -> int:
    """Return the age in whole years on ``day``."""
    had_birthday = (day.month, day.day) >= (born_on.month, born_on.day)
    return day.year - born_on.year - (not had_birthday)


def find_age_fault(born_on: date, excluded_on: date) -> str:
    """Return what is wrong with the age of a pupil excluded on ``excluded_on``, or ``""``."""
    age = get_age(born_on, excluded_on)
    if age < YOUNGEST:
        return f"The pupil would have been under {YOUNGEST} when excluded: check the year of birth"
    if age > OLDEST:
        return f"The pupil would have been {age} when excluded: check the year of birth"
    return ""


def is_own_relevant_person(born_on: date, day: date) -> bool:
    """Tell whether the pupil, being 18 or over, is the relevant person (SI 2012/1033 reg 2(1))."""
    return get_age(born_on, day) >= ADULT


def get_compulsory_age_start(born_on: date) -> date:
    """
    Return the day on which the pupil comes to compulsory school age (Education Act 1996 s 8).

    It is the 31 March, 31 August or 31 December on or next after the fifth birthday.
    """
    fifth = born_on.year + 5
    days = ((3, 31), (8, 31), (12, 31))
    month, last = next(day for day in days if (born_on.month, born_on.day) <= day)
    return date(fifth, month, last)


def get_compulsory_age_end(born_on: date) -> date:
    """
    Return the last day of compulsory school age: the last Friday in June of the school year.

    It is the school year in which the pupil becomes 16 (Education Act 1996 s 8).
    """
    of_sixteen = SchoolYear.of(born_on).starts + 16
    june = date(of_sixteen + 1, 6, 30)
    return june - timedelta(days=(june.weekday() - FRIDAY) % 7)


def is_of_compulsory_school_age(born_on: date, day: date) -> bool:
    """Tell whether a pupil born on ``born_on`` must be educated on ``day``, by age alone."""
    return get_compulsory_age_start(born_on) <= day <= get_compulsory_age_end(born_on)


@dataclass(frozen=True, slots=True)
class RelevantPeople:
    """Who is told, invited and heard as a relevant person."""

    parents: bool
    pupil: bool


def find_relevant_people(born_on: date, *, excluded_on: date, day: date) -> RelevantPeople:
    """
    Return who the relevant people are on ``day``: a parent under 18, from 18 on the pupil.

    Of a pupil who comes of age after the exclusion, the parents are told as well: they were the
    relevant people when it began, and nothing says that they cease to be. That reading is ours, and
    generous. Source: SI 2012/1033 reg 2(1).
    """
    return RelevantPeople(
        parents=not is_own_relevant_person(born_on, excluded_on),
        pupil=is_own_relevant_person(born_on, day),
    )
