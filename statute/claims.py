"""Claims of discrimination under the Equality Act 2010, which run beside a review (I28)."""

from dataclasses import dataclass
from datetime import date

from statute.decision import get_claim_day


@dataclass(frozen=True, slots=True)
class Claim:
    """Where a claim about one decision goes, and the last day that is shown for it."""

    venue: str
    last_day: date
    may_reinstate: bool
    may_compensate: bool


def find_claim(decided_on: date, *, is_disability: bool) -> Claim:
    """
    Return where a claim about the decision of that day goes; each decision is its own act.

    Neither the claim nor the review waits for the other by law. The day is shown and not enforced.
    The county court's powers are general knowledge, not confirmed.
    """
    if is_disability:
        venue = "First-tier Tribunal (Special Educational Needs and Disability)"
        return Claim(venue, get_claim_day(decided_on), may_reinstate=True, may_compensate=False)
    last_day = get_claim_day(decided_on)
    return Claim("county court", last_day, may_reinstate=False, may_compensate=True)
