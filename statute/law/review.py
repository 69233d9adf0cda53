"""The independent review: applying for it, holding it, and what the board owes afterwards."""

from statute.conditions import is_permanent
from statute.facts import Fact, Party
from statute.law.sources import IN_FORCE_2012, REGULATIONS, for_every_type, under
from statute.rules import Rule, Unit

REVIEW = (
    Rule(
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
        applies_to=is_permanent,
        reading="Counted from the day after the decision notice is given, or taken to be given.",
    ),
    Rule(
        id="I6",
        what="See that the review panel meets",
        owed_by=Party.ARRANGING_AUTHORITY,
        owed_to=(Party.RELEVANT_PERSON, Party.BOARD),
        trigger=Fact.REVIEW_APPLIED_FOR,
        discharged_by=Fact.REVIEW_MET,
        number=15,
        unit=Unit.SCHOOL_DAYS_AFTER,
        citations=for_every_type(f"{REGULATIONS} Sch 1 para 10"),
        in_force_from=IN_FORCE_2012,
        applies_to=is_permanent,
    ),
    Rule(
        id="I15",
        what="Circulate the papers of the review",
        owed_by=Party.ARRANGING_AUTHORITY,
        owed_to=(Party.RELEVANT_PERSON, Party.BOARD),
        trigger=Fact.REVIEW_FIXED,
        discharged_by=Fact.PAPERS_SENT,
        number=5,
        unit=Unit.SCHOOL_DAYS_BEFORE,
        citations=for_every_type(f"{REGULATIONS} Sch 1 para 4(3)-(4)"),
        in_force_from=IN_FORCE_2012,
        applies_to=is_permanent,
    ),
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
        applies_to=is_permanent,
    ),
)
