"""The independent review: applying for it, holding it, and what the board owes afterwards."""

from dataclasses import replace

from statute import conditions
from statute.facts import Fact, Party
from statute.figures import Status
from statute.law.sources import IN_FORCE_2012, REGULATIONS, for_every_type, under
from statute.law.to_be_told import News
from statute.rules import Rule, Unit

BOTH = (Party.RELEVANT_PERSON, Party.BOARD)

I1 = Rule(
    id="I1",
    what="Apply for a review",
    owed_by=Party.RELEVANT_PERSON,
    owed_to=(Party.ARRANGING_AUTHORITY,),
    trigger=Fact.DECISION_NOTICE_GIVEN,
    discharged_by=Fact.REVIEW_APPLIED_FOR,
    number=15,
    unit=Unit.SCHOOL_DAYS_AFTER,
    citations=for_every_type(f"{REGULATIONS} Sch 1 para 2(1)"),
    in_force_from=IN_FORCE_2012,
    applies_to=conditions.may_still_apply,
    reading=(
        "Counted from the day after the decision notice is given, or taken to be given. A written "
        "statement that the family will not apply is final and ends the time. Where relevant "
        "people are given the notice on different days, the latest is on record for all: generous."
    ),
    alternative="From the day of sending, as one authority tells parents: the text says “given”",
)
I6 = Rule(
    id="I6",
    what="See that the review panel meets",
    owed_by=Party.ARRANGING_AUTHORITY,
    owed_to=BOTH,
    trigger=Fact.REVIEW_APPLIED_FOR,
    discharged_by=Fact.REVIEW_MET,
    number=15,
    unit=Unit.SCHOOL_DAYS_AFTER,
    citations=for_every_type(f"{REGULATIONS} Sch 1 para 10"),
    in_force_from=IN_FORCE_2012,
    applies_to=conditions.is_permanent_and_applied_in_time,
    reading="No review may be arranged on an application that was made too late.",
    yields_to=Fact.REVIEW_EXTENDED_TO,
)
PANEL_DECIDED = News(
    row="I25",
    of="of the panel's decision, with its reasons and orders",
    owed_by=Party.REVIEW_PANEL,
    trigger=Fact.REVIEW_DECIDED,
    citations=for_every_type(f"{REGULATIONS} Sch 1 para 19"),
    in_force_from=IN_FORCE_2012,
    applies_to=conditions.is_permanent,
)
RECONSIDERED = News(
    row="R3",
    of="of the decision on reconsidering, with its reasons",
    owed_by=Party.BOARD,
    trigger=Fact.BOARD_RECONSIDERED,
    citations=under("reg 8(2)", "reg 17(2)", "reg 26(2)"),
    in_force_from=IN_FORCE_2012,
    applies_to=conditions.is_permanent,
)
HOME = "the authority where the pupil lives", (Party.HOME_AUTHORITY,)

REVIEW = (
    I1,
    replace(
        I1,
        id="I5",
        what="Apply for a review after a claim under the Equality Act",
        trigger=Fact.CLAIM_DETERMINED,
        applies_to=conditions.may_apply_afresh,
        citations=for_every_type(f"{REGULATIONS} Sch 1 para 2(2)-(3)"),
        status=Status.ADOPTED,
        reading=(
            "Where no application was made in time: 15 school days from the day after the claim "
            "is finally determined, all appeals exhausted."
        ),
        alternative="With the day of determination among them: the later day harms nobody's right",
    ),
    I6,
    replace(
        I6,
        id="I7",
        what="See that the review panel meets, after extraordinary events or an adjournment",
        trigger=Fact.REVIEW_EXTENDED_TO,
        number=0,
        unit=Unit.SAME_DAY,
        citations=for_every_type(f"{REGULATIONS} Sch 1 paras 10(4C)-(4D), 13(5)"),
        reading=(
            "The law gives no number: a person sets the day and says why. A panel could adjourn "
            "from the first; extraordinary events count from 1 September 2023."
        ),
        yields_to=None,
    ),
    Rule(
        id="I15",
        what="Circulate the papers of the review",
        owed_by=Party.ARRANGING_AUTHORITY,
        owed_to=BOTH,
        trigger=Fact.REVIEW_FIXED,
        discharged_by=Fact.PAPERS_SENT,
        number=5,
        unit=Unit.SCHOOL_DAYS_BEFORE,
        citations=for_every_type(f"{REGULATIONS} Sch 1 para 4(3)-(4)"),
        in_force_from=IN_FORCE_2012,
        applies_to=conditions.is_permanent,
        status=Status.ADOPTED,
        reading="The day before the meeting is the first; the fifth back is the latest.",
        alternative="Clear days, one day earlier: “at least” is often read so, and a setting does",
        setting="PAPERS_CLEAR_DAYS",
    ),
    PANEL_DECIDED.tell(
        "",
        "the family, the board and the authority",
        (Party.RELEVANT_PERSON, Party.BOARD, Party.AUTHORITY),
        Fact.REVIEW_DECISION_TOLD,
    ),
    PANEL_DECIDED.tell("HOME", *HOME, Fact.REVIEW_DECISION_TOLD),
    *PANEL_DECIDED.tell_care(Fact.SOCIAL_WORKER_TOLD_OF_REVIEW, Fact.VIRTUAL_HEAD_TOLD_OF_REVIEW),
    Rule(
        id="R1",
        what="Reconsider whether the pupil is reinstated",
        owed_by=Party.BOARD,
        owed_to=(Party.RELEVANT_PERSON,),
        trigger=Fact.BOARD_NOTIFIED_OF_REVIEW,
        discharged_by=Fact.BOARD_RECONSIDERED,
        number=10,
        unit=Unit.SCHOOL_DAYS_AFTER,
        citations=under("reg 8(1), (3)", "reg 17(1), (3)", "reg 26(1), (3)"),
        in_force_from=IN_FORCE_2012,
        applies_to=conditions.is_permanent_and_not_upheld,
        reading="After a recommendation or a quashing; the day of being notified is not counted.",
    ),
    RECONSIDERED.tell(
        "",
        "the family, the head and the authority",
        (Party.RELEVANT_PERSON, Party.HEAD, Party.AUTHORITY),
        Fact.RECONSIDERATION_TOLD,
    ),
    RECONSIDERED.tell("HOME", *HOME, Fact.RECONSIDERATION_TOLD),
    *RECONSIDERED.tell_care(
        Fact.SOCIAL_WORKER_TOLD_OF_RECONSIDERATION, Fact.VIRTUAL_HEAD_TOLD_OF_RECONSIDERATION
    ),
)
