"""What happens in each invented case: chosen once, by the same dice every time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from random import Random

from config.sample.people import Child, make_child
from organisations.models import School
from statute.facts import SchoolType
from statute.reason_codes import get_reason_codes
from statute.school_calendar import SchoolCalendar
from statute.school_years import SchoolYear

NARRATIVES = (
    "An incident in the dining hall, seen by three members of staff. Everything here is invented.",
    "Repeated disruption over a term, after a support plan. Everything here is invented.",
    "A prohibited item was found during a search. Everything here is invented.",
    "Threats were made to another pupil on the way home. Everything here is invented.",
)
LATE_REASON = (
    "Two of the panel's governors fell ill, and the next school day they could meet was this one."
)


class Ending(StrEnum):
    """How far a case goes, if there is time for it before today."""

    CANCELLED = "CANCELLED"
    REINSTATED = "REINSTATED"
    DECLINED = "DECLINED"
    UNLISTED = "UNLISTED"  # nobody has listed a hearing yet
    BOARD_NOT_TOLD = "BOARD_NOT_TOLD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One invented case. Numbers are school days after the exclusion."""

    school: School
    child: Child
    excluded_on: date
    reasons: tuple[str, ...]
    narrative: str
    ending: Ending
    lives_elsewhere: bool
    is_far: bool
    hearing_after: int
    is_late: bool
    is_moved: bool
    family_asks: bool
    trust_agrees: bool
    answer: str
    authority_comes: bool
    education_after: int
    mail_was_down: bool


def tell_stories(
    schools: Sequence[School], calendar: SchoolCalendar, *, cases: int, today: date, seed: int
) -> list[Story]:
    """Return ``cases`` stories in order of their day, on school days up to ``today``."""
    random = Random(seed)
    past = [day for day in calendar.session_days if day <= today]
    days = sorted(random.choice(past) for _ in range(cases - len(RECENT)))
    recent = [past[-1 - back] for back in RECENT]
    return [
        _tell(random, schools, day, n=seed + n, today=today, calendar=calendar)
        for n, day in enumerate(sorted([*days, *recent]))
    ]


def tell_recent(
    school: School, calendar: SchoolCalendar, *, cases: int, today: date, seed: int, first: int
) -> list[Story]:
    """Return ``cases`` stories at one school that have not gone far, in order of their day."""
    random = Random(seed + first)
    past = [day for day in calendar.session_days if day < today][-LATEST_DAYS:]
    return [
        replace(
            _tell(
                random, [school], past[n * len(past) // cases], n=seed + first + n, today=today,
                calendar=calendar,
            ),
            ending=Ending.UNLISTED, lives_elsewhere=False, is_far=False, family_asks=False,
        )
        for n in range(cases)
    ]  # fmt: skip


LATEST_DAYS = 5
RECENT = (1, 1, 2, 3, 4, 6, 8, 10, 20, 22)  # school days ago: there is always work waiting
REVIEW_WINDOWS = range(19, 26)  # declined so long ago, the family may still ask for a review


def _tell(
    random: Random,
    schools: Sequence[School],
    day: date,
    *,
    n: int,
    today: date,
    calendar: SchoolCalendar,
) -> Story:
    is_late = random.random() < 0.1
    codes = [reason.code for reason in get_reason_codes(day)]
    return Story(
        school=random.choice(schools),
        child=make_child(
            random,
            year_group=random.choice((7, 8, 8, 9, 9, 9, 10, 10, 10, 11)),
            school_year_starts=SchoolYear.of(day).starts,
            n=n,
        ),
        excluded_on=day,
        reasons=tuple(random.sample(codes, random.choice((1, 1, 2, 3)))),
        narrative=random.choice(NARRATIVES),
        ending=_choose_ending(random, day, today, calendar),
        lives_elsewhere=random.random() < 0.2,
        is_far=random.random() < 0.15,
        hearing_after=random.randint(16, 19) if is_late else random.randint(9, 15),
        is_late=is_late,
        is_moved=random.random() < 0.12,
        family_asks=random.random() < 0.5,
        trust_agrees=random.random() < 0.6,
        answer=random.choice(("ATTENDING", "ATTENDING", "ATTENDING", "STATEMENT", "NOT_ATTENDING")),
        authority_comes=random.random() < 0.85,
        education_after=random.choice((5, 5, 6, 6, 6, 7, 8)),
        mail_was_down=random.random() < 0.06,
    )


def _choose_ending(random: Random, day: date, today: date, calendar: SchoolCalendar) -> Ending:
    elapsed = sum(day < d <= today for d in calendar.session_days)
    if elapsed <= 2:
        return random.choice((Ending.BOARD_NOT_TOLD, Ending.UNLISTED))
    if elapsed <= 12 and random.random() < 0.4:
        return Ending.UNLISTED
    if elapsed in REVIEW_WINDOWS:
        return Ending.DECLINED
    return random.choices(
        (Ending.CANCELLED, Ending.REINSTATED, Ending.DECLINED), weights=(8, 22, 70)
    )[0]


def is_academy(story: Story) -> bool:
    """Tell whether the school was an academy on the day of the exclusion."""
    return story.school.get_record(story.excluded_on).school_type == SchoolType.ACADEMY
