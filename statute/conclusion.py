"""When a permanent exclusion stands: nothing more can be decided about it."""

from datetime import date

from statute.facts import CaseFacts, Fact


def find_conclusion_faults(
    facts: CaseFacts, *, review_until: date | None, waived_on: date | None, today: date
) -> list[str]:
    """
    Return every reason why this exclusion cannot yet be taken as standing; none means it can.

    ``review_until`` is the last day to apply for a review, or None while it cannot be counted.
    ``waived_on`` is the day on which the relevant person said in writing that they will not apply.

    Source: SI 2024/208 reg 9(5)(c)(i)-(ii); SI 2012/1033 Sch 1 para 2(4) (a waiver is final).
    """
    faults = []
    if Fact.DECISION_NOTICE_GIVEN not in facts.dates:
        faults.append("the family has not been given the board's decision")
    if Fact.REVIEW_APPLIED_FOR in facts.dates:
        faults.append("the family has applied for a review")
    if waived_on is not None:
        faults += _find_waiver_faults(waived_on, facts.dates.get(Fact.BOARD_DECIDED), today)
    elif review_until is None:
        faults.append("the last day to apply for a review cannot be counted yet")
    elif today <= review_until:
        faults.append(
            f"the family may apply for a review until {review_until.day} {review_until:%B %Y}"
        )
    return faults


def _find_waiver_faults(waived_on: date, decided_on: date | None, today: date) -> list[str]:
    """A statement of before the decision waives nothing: there was nothing yet to be reviewed."""
    if waived_on > today:
        return ["the written statement cannot be dated in the future"]
    if decided_on and waived_on < decided_on:
        return [
            "the written statement cannot be dated before the board's decision of "
            f"{decided_on.day} {decided_on:%B %Y}"
        ]
    return []
