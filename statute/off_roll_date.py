"""The first day on which a permanently excluded pupil's name may leave the register."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from statute.duties import duties_owed
from statute.facts import CaseFacts, Fact, Kind
from statute.rules import Rule
from statute.school_calendar import SchoolCalendar

ONE_DAY = timedelta(days=1)
WINDOWS = ("I1", "I5")  # the family's time to apply, and the fresh one after a claim


@dataclass(frozen=True, slots=True)
class OffRollDate:
    """The first day, or every reason why there is none yet."""

    day: date | None
    locks: tuple[str, ...] = ()


def find_off_roll_date(
    facts: CaseFacts,
    calendar: SchoolCalendar,
    law: Sequence[Rule],
    *,
    claim_is_pending: bool = False,
) -> OffRollDate:
    """
    Return the first day on which the name may be deleted, on what is known so far.

    With neither application nor waiver it is the day after the family's time to apply has closed.
    A date can still be in the future; before it nothing may be deleted.

    Source: SI 2024/208 reg 9(5)(c); rows O2 and 4.23. A pending claim under the Equality Act holds
    the name, which the two instruments do not say: it is the safe course (6.9).
    """
    locks = tuple(_find_locks(facts, claim_is_pending))
    if locks:
        return OffRollDate(None, locks)
    if (ended := _find_end_of_review(facts)) is not None:
        return OffRollDate(ended)
    windows = [duty for duty in duties_owed(facts, calendar, law) if duty.rule_id in WINDOWS]
    gaps = tuple(duty.gap for duty in windows if duty.gap)
    closes = max((duty.due_date for duty in windows if duty.due_date), default=None)
    if gaps or closes is None:
        return OffRollDate(None, gaps)
    return OffRollDate(closes + ONE_DAY)


def _find_locks(facts: CaseFacts, claim_is_pending: bool) -> Iterator[str]:
    if facts.kind is not Kind.PERMANENT:
        yield "a suspension takes no name off the register"
    if facts.is_cancelled:
        yield "the exclusion was cancelled"
    if facts.board_reinstated or facts.reconsidered_reinstated:
        yield "the pupil is reinstated"
    if Fact.DECISION_NOTICE_GIVEN not in facts.dates:
        yield "the family has not been given the board's decision"
    waived = Fact.REVIEW_WAIVED in facts.dates
    if claim_is_pending and not waived:
        yield "a claim under the Equality Act is not finally determined"
    applied = Fact.REVIEW_APPLIED_FOR in facts.dates and not facts.applied_late
    if applied and _find_end_of_review(facts) is None:
        yield "the review that the family applied for in time has not ended"


def _find_end_of_review(facts: CaseFacts) -> date | None:
    """Return the day on which waiver, abandonment, or the last decision let it take effect."""
    dates = facts.dates
    for fact in (Fact.REVIEW_WAIVED, Fact.REVIEW_ABANDONED):
        if fact in dates:
            return dates[fact]
    if facts.review_upheld and Fact.REVIEW_DECIDED in dates:
        return dates[Fact.REVIEW_DECIDED]
    if facts.reconsidered_reinstated is False and Fact.BOARD_RECONSIDERED in dates:
        return dates[Fact.BOARD_RECONSIDERED]
    return None
