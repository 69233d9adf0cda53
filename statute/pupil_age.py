"""Ages: whom a school may exclude, and who the relevant person is."""

from datetime import date

YOUNGEST, OLDEST = 2, 19  # a nursery class at one end, a sixth form's last year at the other
ADULT = 18


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
