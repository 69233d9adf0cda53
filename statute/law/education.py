"""Who must arrange education while the pupil is out, and from when."""

from statute import conditions
from statute.facts import Fact, Party
from statute.figures import Status
from statute.law.sources import (
    AC,
    EDUCATION_REGULATIONS,
    GUIDANCE,
    IN_FORCE_2012,
    IN_FORCE_2015,
    IN_FORCE_2026,
    MT,
    PRU,
    for_every_type,
)
from statute.rules import Rule, Unit
from statute.thresholds import SPELL

OF_PARENTS = (
    "The first school days to which the exclusion relates, and no more than those. A lunchtime is "
    "not read as a day out of school."
)
SHOWN_ELSEWHERE = "The family's own days: stated in its letter, and no deadline of anybody else."
TOGETHER = (
    "Suspensions that follow one another without a school day between are counted as one; the "
    "first day out is day 1. A lunchtime exclusion brings no such day."
)

EDUCATION = (
    Rule(
        id="E1",
        what="Keep the child out of public places in school hours",
        owed_by=Party.PARENT,
        owed_to=(Party.PUPIL,),
        trigger=Fact.EXCLUDED,
        discharged_by=None,
        number=5,
        unit=Unit.SCHOOL_DAYS_FROM,
        citations=for_every_type("EIA 2006 s 103"),
        in_force_from=IN_FORCE_2012,
        applies_to=conditions.is_of_age_and_out_from_the_morning,
        reading=f"Excluded before the afternoon session, that day is day 1. {OF_PARENTS}",
        only_days_out=True,
        not_kept=SHOWN_ELSEWHERE,
    ),
    Rule(
        id="E1-PM",
        what="Keep the child out of public places in school hours",
        owed_by=Party.PARENT,
        owed_to=(Party.PUPIL,),
        trigger=Fact.EXCLUDED,
        discharged_by=None,
        number=5,
        unit=Unit.SCHOOL_DAYS_AFTER,
        citations=for_every_type("EIA 2006 s 103(7)"),
        in_force_from=IN_FORCE_2012,
        applies_to=conditions.is_of_age_and_out_from_the_afternoon,
        reading=(
            f"Excluded in or after the afternoon session, the next school day is day 1. "
            f"{OF_PARENTS}"
        ),
        only_days_out=True,
        not_kept=SHOWN_ELSEWHERE,
    ),
    Rule(
        id="E2",
        what="Set and mark work for the first school days",
        owed_by=Party.SCHOOL,
        owed_to=(Party.PUPIL,),
        trigger=Fact.EXCLUDED,
        discharged_by=None,
        number=5,
        unit=Unit.SCHOOL_DAYS_FROM,
        citations=for_every_type(GUIDANCE),
        in_force_from=IN_FORCE_2012,
        applies_to=conditions.always,
        status=Status.UNCONFIRMED,
        only_days_out=True,
        not_kept="Guidance: the follow-up page asks whether work is set.",
    ),
    Rule(
        id="E3",
        what="Provide suitable full-time education",
        owed_by=Party.BOARD,
        owed_to=(Party.RELEVANT_PERSON,),
        trigger=Fact.SPELL_BEGAN,
        discharged_by=Fact.EDUCATION_STARTED,
        number=SPELL.number,
        unit=Unit.SCHOOL_DAYS_FROM,
        citations={
            MT: f"EIA 2006 s 100; {EDUCATION_REGULATIONS} reg 3",
            AC: f"EIA 2006 s 100; {EDUCATION_REGULATIONS} reg 3",
        },
        in_force_from=IN_FORCE_2015,
        applies_to=conditions.is_out_for_six_days_together,
        reading=TOGETHER,
    ),
    Rule(
        id="E4",
        what="Provide suitable full-time education",
        owed_by=Party.AUTHORITY,
        owed_to=(Party.RELEVANT_PERSON,),
        trigger=Fact.EXCLUDED,
        discharged_by=Fact.EDUCATION_STARTED,
        number=6,
        unit=Unit.SCHOOL_DAYS_AFTER,
        citations=for_every_type(f"{EDUCATION_REGULATIONS} reg 4(3)(a)"),
        in_force_from=IN_FORCE_2012,
        applies_to=conditions.is_permanent_and_owed_education,
        reading=(
            "Counted from the day after the exclusion took place. Owed by the authority in whose "
            "area the pupil lives. Neither the board's stage nor the review's pauses it."
        ),
    ),
    Rule(
        id="E5",
        what="Provide suitable full-time education",
        owed_by=Party.AUTHORITY,
        owed_to=(Party.RELEVANT_PERSON,),
        trigger=Fact.SPELL_BEGAN,
        discharged_by=Fact.EDUCATION_STARTED,
        number=SPELL.number,
        unit=Unit.SCHOOL_DAYS_FROM,
        citations={PRU: f"{EDUCATION_REGULATIONS} reg 4(3)(b); EIA 2006 s 100(5)"},
        in_force_from=IN_FORCE_2012,
        applies_to=conditions.is_out_for_six_days_together,
        reading=TOGETHER,
    ),
    Rule(
        id="E7",
        what="Provide education from the first day for a looked-after child",
        owed_by=Party.AUTHORITY,
        owed_to=(Party.PUPIL, Party.VIRTUAL_HEAD),
        trigger=Fact.EXCLUDED,
        discharged_by=Fact.EDUCATION_STARTED,
        number=1,
        unit=Unit.SCHOOL_DAYS_FROM,
        citations=for_every_type(GUIDANCE),
        in_force_from=IN_FORCE_2012,
        applies_to=conditions.is_looked_after,
        status=Status.UNCONFIRMED,
        not_kept="Guidance (“should”), not confirmed: the duty with a date is the sixth day's.",
    ),
    Rule(
        id="E8",
        what="Arrange education for a pupil kept off site because of an allegation of harm",
        owed_by=Party.AUTHORITY,
        owed_to=(Party.PUPIL,),
        trigger=Fact.SEPARATED,
        discharged_by=Fact.EDUCATION_STARTED,
        number=0,
        unit=Unit.SAME_DAY,
        citations=for_every_type(f"Education Act 1996 s 19; {GUIDANCE} 2026"),
        in_force_from=IN_FORCE_2026,
        applies_to=conditions.always,
        status=Status.SECONDARY,
        not_kept=(
            "A separation is no exclusion: it has its own record, adds no days to any total, and "
            "the law gives the authority's duty no number of days."
        ),
    ),
)
