"""When a headteacher may still cancel an exclusion, and what cancelling asks for (C1 to C6)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from statute.facts import CaseFacts, HalfDay, Party
from statute.figures import Figure, Status
from statute.law.sources import under
from statute.school_calendar import SchoolCalendar
from statute.school_years import SchoolYear
from statute.tellings import Telling, find_workers
from statute.wording import write_number
from statute.year_total import find_served_days

IN_FORCE = date(2023, 9, 1)  # SI 2023/571, for exclusions from that day
PROVISIONS = under("reg 8A", "reg 17A", "reg 26A")
CANCEL_WITHIN = Figure(
    id="C2-days",
    what="An exclusion is not cancelled once the pupil has been out, this school year, more than",
    number=45,
    unit="school days",
    citation="SI 2012/1033 regs 8A, 17A, 26A",
    status=Status.ADOPTED,
    note=(
        "The text for maintained schools says school days; those for PRUs and academies say days. "
        "School days are meant in all three."
    ),
    in_force_from=IN_FORCE,
)

# C5, C6. What cancelling asks for besides telling people. The last three are guidance.
AFTER_CANCELLING: Mapping[str, str] = {
    "C5": "reinstate the pupil without delay; the board has nothing left to consider",
    "C6-days": "the days already spent out still count towards the 45 of the school year",
    "C6-meeting": "offer the family a meeting",
    "C6-report": "report the cancellation and its reason to the board in that term",
}


def find_cancelling_bar(
    excluded_on: date,
    today: date,
    calendar: SchoolCalendar,
    *,
    board_has_begun: bool,
    board_must_consider: bool = True,
    school_days_out_before: Decimal = Decimal(0),
    session: HalfDay | None = None,
) -> str:
    """
    Return why an exclusion cannot be cancelled on ``today``, or ``""``.

    It may be cancelled before or after it starts, and though the pupil has joined another school
    (C1). ``board_must_consider``: it is permanent, or takes the term above 5 days, or costs an
    exam; only then does a meeting that has begun bar it (C3). ``school_days_out_before`` are those
    of other exclusions this school year; to them are added the school days out that the calendar
    knows, the day of the exclusion among them (C2): half of it, or nothing, where ``session`` tells
    in which half of it the pupil was excluded (4.20).
    """
    if excluded_on < IN_FORCE:
        return "the law lets a headteacher cancel only exclusions from 1 September 2023"
    if board_has_begun and board_must_consider:
        return "the governing board has begun to consider the exclusion"
    begins = SchoolYear.of(today).first_day
    served = find_served_days(excluded_on, today, calendar, session)
    out = school_days_out_before + sum(one.counts for one in served if one.day >= begins)
    if out > CANCEL_WITHIN.number:
        told = f"the pupil has been out for {write_number(out)} school days this school year"
        return f"{told}, which is over {CANCEL_WITHIN.number}"
    return ""


def find_cancelling_tellings(
    facts: CaseFacts, *, home_authority_was_told: bool
) -> tuple[Telling, ...]:
    """
    Return everybody who is told in writing, with reasons and without delay (C4).

    The home authority is missing from the list of the Regulations; it is told where it was told of
    the exclusion, since it would otherwise go on arranging education.
    """
    told = [Party.RELEVANT_PERSON, Party.BOARD, Party.AUTHORITY]
    told += [Party.HOME_AUTHORITY] if home_authority_was_told else []
    told += find_workers(facts)
    what, of = "the cancellation, with its reasons", PROVISIONS[facts.school_type]
    return tuple(Telling(rule_id="C4", to=to, what=what, citation=of) for to in told)
