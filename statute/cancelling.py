"""When a headteacher may still cancel an exclusion (SI 2012/1033 regs 8A, 17A and 26A)."""

from datetime import date

from statute.school_calendar import SchoolCalendar
from statute.school_years import SchoolYear

IN_FORCE = date(2023, 9, 1)  # SI 2023/571, for exclusions from that day
MOST_SCHOOL_DAYS = 45


def find_cancelling_bar(
    excluded_on: date, today: date, calendar: SchoolCalendar, *, board_has_begun: bool
) -> str:
    """
    Return why an exclusion cannot be cancelled on ``today``, or ``""``.

    The school days out in the current school year are those the calendar knows, the day of the
    exclusion among them; days out of earlier suspensions are not known here. The texts for PRUs
    and academies say "days": school days are meant, as at maintained schools.
    """
    if excluded_on < IN_FORCE:
        return "the law lets a headteacher cancel only exclusions from 1 September 2023"
    if board_has_begun:
        return "the governing board has begun to consider the exclusion"
    since = max(excluded_on, SchoolYear.of(today).first_day)
    out = sum(since <= day <= today for day in calendar.session_days)
    if out > MOST_SCHOOL_DAYS:
        return f"the pupil has been out for {out} school days this school year, which is over 45"
    return ""
