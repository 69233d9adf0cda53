"""Facts that cannot all be true: each contradiction as a sentence, all of them at once."""

from collections.abc import Iterator, Mapping
from datetime import date

from statute.facts import PLANNED, CaseFacts, Fact, Kind
from statute.law.sources import IN_FORCE_2012, IN_FORCE_2023
from statute.wording import write_day

IN_WORDS: Mapping[Fact, str] = {
    Fact.EXCLUDED: "the exclusion",
    Fact.SPELL_BEGAN: "the first day of suspensions that follow one another",
    Fact.PARENTS_TOLD: "telling the parents",
    Fact.FAMILY_WRITTEN_TO: "the letter to the family",
    Fact.BOARD_INFORMED: "telling the governing board",
    Fact.AUTHORITY_INFORMED: "telling the local authority",
    Fact.HOME_AUTHORITY_INFORMED: "telling the authority where the pupil lives",
    Fact.SOCIAL_WORKER_INFORMED: "telling the social worker",
    Fact.VIRTUAL_HEAD_INFORMED: "telling the virtual school head",
    Fact.TERM_ENDS: "the end of the term",
    Fact.TERM_REPORTED: "the termly report",
    Fact.REPRESENTATIONS_MADE: "the family’s representations",
    Fact.EXAM: "the exam or national test",
    Fact.EDUCATION_TO_START: "the day set for education elsewhere",
    Fact.EDUCATION_NOTICE_GIVEN: "the notice of education elsewhere",
    Fact.EDUCATION_STARTED: "the start of education elsewhere",
    Fact.SEPARATED: "keeping the pupil off site",
    Fact.BOARD_EXTENDED_TO: "the day set for a delayed meeting of the board",
    Fact.BOARD_DECIDED: "the governing board’s decision",
    Fact.DECISION_TOLD: "sending the decision",
    Fact.SOCIAL_WORKER_TOLD_OF_DECISION: "telling the social worker of the decision",
    Fact.VIRTUAL_HEAD_TOLD_OF_DECISION: "telling the virtual school head of the decision",
    Fact.DECISION_NOTICE_GIVEN: "the decision letter",
    Fact.REVIEW_WAIVED: "the family’s statement that they will not apply",
    Fact.CLAIM_DETERMINED: "the end of the claim under the Equality Act",
    Fact.REVIEW_APPLIED_FOR: "the application for a review",
    Fact.REVIEW_EXTENDED_TO: "the day set for a delayed review",
    Fact.REVIEW_FIXED: "the day set for the review",
    Fact.REVIEW_MET: "the review",
    Fact.PAPERS_SENT: "sending the papers of the review",
    Fact.REVIEW_ABANDONED: "giving up the review",
    Fact.REVIEW_DECIDED: "the panel’s decision",
    Fact.REVIEW_DECISION_TOLD: "sending the panel’s decision",
    Fact.SOCIAL_WORKER_TOLD_OF_REVIEW: "telling the social worker of the panel’s decision",
    Fact.VIRTUAL_HEAD_TOLD_OF_REVIEW: "telling the virtual school head of the panel’s decision",
    Fact.BOARD_NOTIFIED_OF_REVIEW: "telling the board of the panel’s decision",
    Fact.BOARD_RECONSIDERED: "reconsidering",
    Fact.RECONSIDERATION_TOLD: "sending the decision on reconsidering",
    Fact.SOCIAL_WORKER_TOLD_OF_RECONSIDERATION: "telling the social worker of reconsidering",
    Fact.VIRTUAL_HEAD_TOLD_OF_RECONSIDERATION: "telling the virtual school head of reconsidering",
    Fact.ORDER_FELL_DUE: "the day on which the £4,000 fell due",
    Fact.ORDER_PAID: "the financial adjustment",
    Fact.TOOK_EFFECT: "the day on which the exclusion took effect for the register",
    Fact.NAME_DELETED: "deleting the name",
    Fact.DELETION_RETURNED: "the return on the deleted name",
    Fact.CANCELLED: "the cancellation",
    Fact.CANCELLATION_TOLD: "telling of the cancellation",
    Fact.SOCIAL_WORKER_TOLD_OF_CANCELLATION: "telling the social worker of the cancellation",
    Fact.VIRTUAL_HEAD_TOLD_OF_CANCELLATION: "telling the virtual school head of the cancellation",
    Fact.RETURNED: "the pupil’s return",
}

# Each of these cannot have happened before the one beside it.
FOLLOWS: tuple[tuple[Fact, Fact], ...] = (
    (Fact.REPRESENTATIONS_MADE, Fact.EXCLUDED),
    (Fact.EDUCATION_STARTED, Fact.EXCLUDED),
    (Fact.BOARD_DECIDED, Fact.BOARD_INFORMED),
    (Fact.DECISION_TOLD, Fact.BOARD_DECIDED),
    (Fact.SOCIAL_WORKER_TOLD_OF_DECISION, Fact.BOARD_DECIDED),
    (Fact.VIRTUAL_HEAD_TOLD_OF_DECISION, Fact.BOARD_DECIDED),
    (Fact.DECISION_NOTICE_GIVEN, Fact.BOARD_DECIDED),
    (Fact.DECISION_NOTICE_GIVEN, Fact.DECISION_TOLD),
    (Fact.REVIEW_WAIVED, Fact.BOARD_DECIDED),
    (Fact.REVIEW_APPLIED_FOR, Fact.DECISION_NOTICE_GIVEN),
    (Fact.REVIEW_FIXED, Fact.REVIEW_APPLIED_FOR),
    (Fact.PAPERS_SENT, Fact.REVIEW_APPLIED_FOR),
    (Fact.REVIEW_ABANDONED, Fact.REVIEW_APPLIED_FOR),
    (Fact.REVIEW_MET, Fact.REVIEW_APPLIED_FOR),
    (Fact.REVIEW_DECIDED, Fact.REVIEW_APPLIED_FOR),
    (Fact.REVIEW_DECIDED, Fact.REVIEW_MET),
    (Fact.REVIEW_DECISION_TOLD, Fact.REVIEW_DECIDED),
    (Fact.SOCIAL_WORKER_TOLD_OF_REVIEW, Fact.REVIEW_DECIDED),
    (Fact.VIRTUAL_HEAD_TOLD_OF_REVIEW, Fact.REVIEW_DECIDED),
    (Fact.BOARD_NOTIFIED_OF_REVIEW, Fact.REVIEW_DECIDED),
    (Fact.BOARD_RECONSIDERED, Fact.BOARD_NOTIFIED_OF_REVIEW),
    (Fact.RECONSIDERATION_TOLD, Fact.BOARD_RECONSIDERED),
    (Fact.SOCIAL_WORKER_TOLD_OF_RECONSIDERATION, Fact.BOARD_RECONSIDERED),
    (Fact.VIRTUAL_HEAD_TOLD_OF_RECONSIDERATION, Fact.BOARD_RECONSIDERED),
    (Fact.ORDER_PAID, Fact.ORDER_FELL_DUE),
    (Fact.NAME_DELETED, Fact.TOOK_EFFECT),
    (Fact.DELETION_RETURNED, Fact.NAME_DELETED),
    (Fact.CANCELLATION_TOLD, Fact.CANCELLED),
    (Fact.SOCIAL_WORKER_TOLD_OF_CANCELLATION, Fact.CANCELLED),
    (Fact.VIRTUAL_HEAD_TOLD_OF_CANCELLATION, Fact.CANCELLED),
    (Fact.RETURNED, Fact.CANCELLED),
)
# A suspension is told before it starts, and may be cancelled before; a permanent exclusion takes
# place on the day it is decided.
FOLLOWS_PERMANENT = tuple(
    (later, Fact.EXCLUDED)
    for later in (
        Fact.PARENTS_TOLD,
        Fact.FAMILY_WRITTEN_TO,
        Fact.BOARD_INFORMED,
        Fact.AUTHORITY_INFORMED,
        Fact.HOME_AUTHORITY_INFORMED,
        Fact.SOCIAL_WORKER_INFORMED,
        Fact.VIRTUAL_HEAD_INFORMED,
        Fact.CANCELLED,
    )
)
# Days on which something counts as given or made, which the law can put after the sending.
DEEMED = frozenset(
    {Fact.DECISION_NOTICE_GIVEN, Fact.REVIEW_APPLIED_FOR, Fact.BOARD_NOTIFIED_OF_REVIEW}
)
OF_REVIEWS = (Fact.REVIEW_APPLIED_FOR, Fact.REVIEW_FIXED, Fact.REVIEW_MET, Fact.REVIEW_DECIDED)


def find_fact_faults(facts: CaseFacts, *, today: date | None = None) -> list[str]:
    """
    Return every way in which these facts cannot all be true, each as a clause without a full stop.

    With ``today``, a day that has not come yet is a fault as well, unless it is one that is set in
    advance. An empty list says that nothing contradicts, not that everything is right.
    """
    return [*_find_disorder(facts), *_find_unlawful(facts), *_find_future(facts, today)]


def _find_disorder(facts: CaseFacts) -> Iterator[str]:
    dates = facts.dates
    pairs = FOLLOWS + (FOLLOWS_PERMANENT if facts.kind is Kind.PERMANENT else ())
    for later, earlier in pairs:
        if later in dates and earlier in dates and dates[later] < dates[earlier]:
            yield f"{IN_WORDS[later]} cannot come before {IN_WORDS[earlier]}"


def _find_unlawful(facts: CaseFacts) -> Iterator[str]:
    dates = facts.dates
    if facts.excluded_on < IN_FORCE_2012:
        yield (
            f"the rules held here begin on {write_day(IN_FORCE_2012)}: an exclusion of "
            f"{write_day(facts.excluded_on)} came under an earlier law"
        )
    if facts.is_cancelled and facts.excluded_on < IN_FORCE_2023:
        yield "only exclusions from 1 September 2023 can be cancelled by a headteacher"
    if facts.kind is Kind.SUSPENSION and any(fact in dates for fact in OF_REVIEWS):
        yield "there is no review of a suspension"
    waived = dates.get(Fact.REVIEW_WAIVED, date.max)
    if dates.get(Fact.REVIEW_APPLIED_FOR, date.min) > waived:
        yield "the family said in writing that they would not apply for a review, which is final"


def _find_future(facts: CaseFacts, today: date | None) -> Iterator[str]:
    for fact, day in facts.dates.items():
        if today is not None and day > today and fact not in PLANNED | DEEMED:
            yield f"{write_day(day)}, the day of {IN_WORDS[fact]}, has not come yet"
