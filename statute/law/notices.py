"""Who must be told of an exclusion, and how soon."""

from statute import conditions
from statute.facts import Fact, Party
from statute.figures import Status
from statute.law.sources import (
    BEFORE_2022,
    EDUCATION_REGULATIONS,
    GUIDANCE,
    IN_FORCE_2012,
    IN_FORCE_2022,
    WITHOUT_DELAY,
    for_every_type,
    under,
)
from statute.law.to_be_told import News
from statute.rules import Rule, Unit
from statute.thresholds import EDUCATION_NOTICE

FAMILY, BOARD = (Party.RELEVANT_PERSON,), (Party.BOARD,)
AUTHORITY, HOME = (Party.AUTHORITY,), (Party.HOME_AUTHORITY,)
PARENTS_DAYS = "EIA 2006 s 104; " + EDUCATION_REGULATIONS + " regs 6-9"

SHORT = News(
    row="N1",
    of="of the suspension, its length and the reasons",
    owed_by=Party.HEAD,
    trigger=Fact.EXCLUDED,
    citations=under("reg 5(1)(a)", "reg 14(1)(a)", "reg 23(1)(a)"),
    in_force_from=IN_FORCE_2012,
    applies_to=conditions.is_short_suspension,
)
LONG = News(
    row="N3",
    of="of the exclusion",
    owed_by=Party.HEAD,
    trigger=Fact.EXCLUDED,
    citations=under("reg 5(2)-(3)(a)", "reg 14", "reg 23"),
    in_force_from=IN_FORCE_2012,
    applies_to=conditions.is_told_at_once,
)
HOME_OF_PERMANENT = News(
    row="N3",
    of="of the exclusion",
    owed_by=Party.HEAD,
    trigger=Fact.EXCLUDED,
    citations=LONG.citations,
    in_force_from=IN_FORCE_2012,
    applies_to=conditions.is_permanent,
)
CARE_TOLD = (Fact.SOCIAL_WORKER_INFORMED, Fact.VIRTUAL_HEAD_INFORMED)

TELLINGS = (
    SHORT.tell("FAMILY", "the family", FAMILY, Fact.PARENTS_TOLD),
    SHORT.tell(
        "LA", "the local authority", AUTHORITY, Fact.AUTHORITY_INFORMED, since=IN_FORCE_2022
    ),
    *SHORT.tell_care(*CARE_TOLD),
    LONG.tell("", "the local authority", AUTHORITY, Fact.AUTHORITY_INFORMED),
    HOME_OF_PERMANENT.tell(
        "HOME",
        "the authority where the pupil lives",
        HOME,
        Fact.HOME_AUTHORITY_INFORMED,
        reading="Only a permanent exclusion is told to this authority.",
    ),
    LONG.tell("FAMILY", "the family", FAMILY, Fact.PARENTS_TOLD),
    LONG.tell(
        "BOARD",
        "the governing board",
        BOARD,
        Fact.BOARD_INFORMED,
        reading=(
            "Told when it reaches the clerk or the chair, whichever is proved to be earlier; told "
            "later than the next school day, it is late."
        ),
    ),
    *LONG.tell_care(*CARE_TOLD),
)

WRITTEN = (
    Rule(
        id="N2",
        what="Give the family the notice of the suspension in writing",
        owed_by=Party.HEAD,
        owed_to=FAMILY,
        trigger=Fact.EXCLUDED,
        discharged_by=Fact.FAMILY_WRITTEN_TO,
        number=0,
        unit=Unit.SAME_DAY,
        citations=under("reg 5(1)(b)", "reg 14(1)(b)", "reg 23(1)(b)"),
        in_force_from=IN_FORCE_2012,
        applies_to=conditions.is_short_suspension,
        reading=WITHOUT_DELAY,
    ),
    Rule(
        id="N4",
        what="Give the family the notice of the exclusion in writing",
        owed_by=Party.HEAD,
        owed_to=FAMILY,
        trigger=Fact.EXCLUDED,
        discharged_by=Fact.FAMILY_WRITTEN_TO,
        number=0,
        unit=Unit.SAME_DAY,
        citations=under("reg 5(3)(b)", "reg 14(3)(b)", "reg 23(3)(b)"),
        in_force_from=IN_FORCE_2012,
        applies_to=conditions.is_told_at_once,
        reading=(
            f"{WITHOUT_DELAY} For exclusions from 1 September 2023 it also says that a remote "
            "meeting may be asked for. An email counts only for a parent who agreed to notices by "
            "email (Education Act 1996 s 572)."
        ),
    ),
)

TERMLY = News(
    row="N5",
    of="of each suspension of the term that it was not told of at once",
    owed_by=Party.HEAD,
    trigger=Fact.TERM_ENDS,
    citations=under("reg 5(5)", "reg 14(5)", "reg 23(5)"),
    in_force_from=IN_FORCE_2012,
    applies_to=conditions.is_short_suspension,
    reading="Once in each term, read as by its last day.",
)
REPORTS = (
    TERMLY.tell("", "the governing board", BOARD, Fact.TERM_REPORTED),
    TERMLY.tell(
        "LA",
        "the local authority",
        AUTHORITY,
        Fact.TERM_REPORTED,
        until=BEFORE_2022,
        reading="Since SI 2022/788 the authority is told at once instead.",
    ),
)

OF_THE_FIRST_DAYS = (
    Rule(
        id="N6",
        what="Give the parent written notice of the days to keep the child out of public places",
        owed_by=Party.HEAD,
        owed_to=(Party.PARENT,),
        trigger=Fact.EXCLUDED,
        discharged_by=Fact.FAMILY_WRITTEN_TO,
        number=0,
        unit=Unit.SAME_DAY,
        citations=for_every_type(PARENTS_DAYS),
        in_force_from=IN_FORCE_2012,
        applies_to=conditions.is_of_age_and_told_in_the_morning,
        reading=(
            "By the end of that day's afternoon session. The letter to the family is taken to "
            "carry it. A late notice is still valid and still owed."
        ),
    ),
    Rule(
        id="N6-PM",
        what="Give the parent written notice of the days to keep the child out of public places",
        owed_by=Party.HEAD,
        owed_to=(Party.PARENT,),
        trigger=Fact.EXCLUDED,
        discharged_by=Fact.FAMILY_WRITTEN_TO,
        number=1,
        unit=Unit.SCHOOL_DAYS_AFTER,
        citations=for_every_type(PARENTS_DAYS),
        in_force_from=IN_FORCE_2012,
        applies_to=conditions.is_of_age_and_told_in_the_afternoon,
        status=Status.ADOPTED,
        reading=(
            "The first day of an exclusion made in or after the afternoon session is read as the "
            "next school day, as for the parent's days (EIA 2006 s 103(7))."
        ),
        alternative="The same day: few letters could be written before an afternoon that has begun",
    ),
    Rule(
        id="N6-EDU",
        what="Give the parent notice of the details of full-time education",
        owed_by=Party.HEAD,
        owed_to=(Party.PARENT,),
        trigger=Fact.EDUCATION_TO_START,
        discharged_by=Fact.EDUCATION_NOTICE_GIVEN,
        number=EDUCATION_NOTICE.number,
        unit=Unit.HOURS_BEFORE,
        citations=for_every_type(PARENTS_DAYS),
        in_force_from=IN_FORCE_2012,
        applies_to=conditions.is_of_compulsory_school_age,
        reading=(
            "Where the details were not known when the first notice was given. The parent may "
            "waive the hours if the education starts earlier than it must."
        ),
    ),
    Rule(
        id="N7",
        what="Tell the parent where free advice is to be had, and how work is set and marked",
        owed_by=Party.HEAD,
        owed_to=(Party.PARENT,),
        trigger=Fact.EXCLUDED,
        discharged_by=Fact.FAMILY_WRITTEN_TO,
        number=0,
        unit=Unit.SAME_DAY,
        citations=for_every_type(GUIDANCE),
        in_force_from=IN_FORCE_2012,
        applies_to=conditions.always,
        status=Status.UNCONFIRMED,
        not_kept="Guidance asks for it in the letter; it has no clock of its own.",
    ),
)

NOTICES = (*TELLINGS, *WRITTEN, *REPORTS, *OF_THE_FIRST_DAYS)
