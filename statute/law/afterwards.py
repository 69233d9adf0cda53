"""What follows once it is over: money, the admission register, and what is kept for how long."""

from statute import conditions
from statute.calendar_months import MONTHS_A_YEAR
from statute.facts import Fact, Party
from statute.figures import Status
from statute.law.review_outcomes import MINUTES_KEPT, PAYMENT
from statute.law.sources import (
    AC,
    BEFORE_2024,
    GUIDANCE,
    IN_FORCE_2012,
    IN_FORCE_2024,
    MT,
    PRU,
    REGISTRATION,
    REGULATIONS,
    for_every_type,
)
from statute.rules import Rule, Unit

KEPT_BY_THE_SCHOOL = "How long a record is kept: a rule for disposing of it, not for a case."

AFTERWARDS = (
    Rule(
        id="F2",
        what="Make the financial adjustment of £4,000",
        owed_by=Party.ARRANGING_AUTHORITY,  # cut by the authority, or paid by the academy's trust
        owed_to=(Party.AUTHORITY,),
        trigger=Fact.ORDER_FELL_DUE,
        discharged_by=Fact.ORDER_PAID,
        number=PAYMENT.number,
        unit=Unit.CALENDAR_DAYS_AFTER,
        citations={
            MT: f"{REGULATIONS} reg 7(5)(b)",
            PRU: f"{REGULATIONS} reg 16(5)(b)",
            AC: f"{REGULATIONS} reg 25(5)(b), 26",
        },
        in_force_from=IN_FORCE_2012,
        applies_to=conditions.is_permanent,
        status=Status.UNCONFIRMED,
        reading=(
            "From the day on which the board declines, or its days to reconsider have passed. "
            "Neither the number nor the day it runs from is confirmed."
        ),
        setting="PAYMENT_CALENDAR_DAYS",
    ),
    Rule(
        id="F3",
        what="Move the pupil's funding: the day from which it is worked out",
        owed_by=Party.AUTHORITY,
        owed_to=(Party.BOARD,),
        trigger=Fact.EXCLUDED,
        discharged_by=None,
        number=6,
        unit=Unit.SCHOOL_DAYS_AFTER,
        citations=for_every_type(f"{REGULATIONS} Sch 2 paras 1, 9"),
        in_force_from=IN_FORCE_2012,
        applies_to=conditions.is_permanent,
        status=Status.SECONDARY,
        reading="Confirmed in the text of 2012 alone; the finance regulations of each year differ.",
        not_kept="A day in a sum of money, which the authority's finance system works out.",
    ),
    Rule(
        id="O1",
        what="Delete the pupil's name from the admission register",
        owed_by=Party.BOARD,
        owed_to=(Party.AUTHORITY,),
        trigger=Fact.TOOK_EFFECT,
        discharged_by=Fact.NAME_DELETED,
        number=0,
        unit=Unit.SAME_DAY,
        citations=for_every_type(f"{REGISTRATION} reg 9(1)(o), (3)(e)"),
        in_force_from=IN_FORCE_2024,
        applies_to=conditions.is_permanent,
        reading="From the day on which the exclusion has taken effect; until then it must not be.",
    ),
    Rule(
        id="O1-2006",
        what="Delete the pupil's name from the admission register",
        owed_by=Party.BOARD,
        owed_to=(Party.AUTHORITY,),
        trigger=Fact.TOOK_EFFECT,
        discharged_by=Fact.NAME_DELETED,
        number=0,
        unit=Unit.SAME_DAY,
        citations=for_every_type("SI 2006/1751 reg 8(4)(d)"),
        in_force_from=IN_FORCE_2012,
        in_force_to=BEFORE_2024,
        applies_to=conditions.is_permanent,
        reading="The regulations before SI 2024/208, for the exclusions of their time.",
    ),
    Rule(
        id="O3",
        what="Send the authority the return on the deleted name, with its ground",
        owed_by=Party.BOARD,
        owed_to=(Party.AUTHORITY,),
        trigger=Fact.NAME_DELETED,
        discharged_by=Fact.DELETION_RETURNED,
        number=0,
        unit=Unit.SAME_DAY,
        citations=for_every_type(f"{REGISTRATION} reg 13(4)"),
        in_force_from=IN_FORCE_2024,
        applies_to=conditions.is_permanent,
    ),
    Rule(
        id="K1",
        what="Keep the entry of the register",
        owed_by=Party.BOARD,
        owed_to=(Party.AUTHORITY,),
        trigger=Fact.NAME_DELETED,
        discharged_by=None,
        number=72,
        unit=Unit.CALENDAR_MONTHS_AFTER,
        citations=for_every_type(f"{REGISTRATION} regs 6, 7"),
        in_force_from=IN_FORCE_2024,
        applies_to=conditions.is_permanent,
        reading="Six years from the making of each entry.",
        not_kept=KEPT_BY_THE_SCHOOL,
    ),
    Rule(
        id="K2",
        what="Keep the minutes of the review panel",
        owed_by=Party.ARRANGING_AUTHORITY,
        owed_to=(Party.RELEVANT_PERSON,),
        trigger=Fact.REVIEW_MET,
        discharged_by=None,
        number=MINUTES_KEPT.number * MONTHS_A_YEAR,
        unit=Unit.CALENDAR_MONTHS_AFTER,
        citations=for_every_type(GUIDANCE),
        in_force_from=IN_FORCE_2012,
        applies_to=conditions.is_permanent,
        status=Status.UNCONFIRMED,
        reading="Six years, to match the register; a court may want them.",
        alternative="Five years in older guidance; six months was also named. Neither is confirmed",
        setting="MINUTES_CALENDAR_MONTHS",
        not_kept=KEPT_BY_THE_SCHOOL,
    ),
)
