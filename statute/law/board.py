"""What the governing board must do, and by when; and what follows when a head cancels."""

from dataclasses import replace

from statute import conditions
from statute.facts import Fact, Party
from statute.figures import Status
from statute.law.review_outcomes import CLAIM_MONTHS
from statute.law.sources import (
    IN_FORCE_2012,
    IN_FORCE_2023,
    WITHOUT_DELAY,
    for_every_type,
    under,
)
from statute.law.to_be_told import News
from statute.rules import Rule, Unit

FAMILY = (Party.RELEVANT_PERSON,)
MEETS = "Meet and decide whether the pupil is reinstated"

G1 = Rule(
    id="G1",
    what=MEETS,
    owed_by=Party.BOARD,
    owed_to=FAMILY,
    trigger=Fact.BOARD_INFORMED,
    discharged_by=Fact.BOARD_DECIDED,
    number=15,
    unit=Unit.SCHOOL_DAYS_AFTER,
    citations=under("reg 6(1)(a), (7)(a)", "reg 15(1)(a), (7)(a)", "reg 24(1)(a), (7)(a)"),
    in_force_from=IN_FORCE_2012,
    applies_to=conditions.is_permanent,
    reading=(
        "The day on which the board is informed is not counted. A late meeting is still owed, "
        "and its decision is not void for lateness."
    ),
    alternative="Fifteen school days with the day of being informed: “after” leaves that day out",
    yields_to=Fact.BOARD_EXTENDED_TO,
)
MEETINGS = (
    G1,
    replace(
        G1,
        id="G2",
        citations=under(
            "reg 6(1)(b)(i), (7)(a)(ii)",
            "reg 15(1)(b)(i), (7)(a)(ii)",
            "reg 24(1)(b)(i), (7)(a)(ii)",
        ),
        applies_to=conditions.is_long_suspension,
        reading="Whether or not the family makes representations. 15 days are not above 15.",
        alternative="",
    ),
    replace(
        G1,
        id="G3",
        citations=under(
            "reg 6(1)(b)(ii), (7)(a)(iii)",
            "reg 15(1)(b)(ii), (7)(a)(iii)",
            "reg 24(1)(b)(ii), (7)(a)(iii)",
        ),
        applies_to=conditions.is_suspension_losing_exam,
        reading="Whatever the length. The outer limit; the exam's own day is shown beside it.",
        alternative="",
    ),
    replace(
        G1,
        id="G3-AIM",
        what="Meet before the exam or national test, so far as that is reasonably practicable",
        trigger=Fact.EXAM,
        number=1,
        unit=Unit.SCHOOL_DAYS_BEFORE,
        citations=under("reg 6(8)", "reg 15(8)", "reg 24(8)"),
        applies_to=conditions.loses_exam,
        reading=(
            "A target beside the limit and not a limit: the last school day before the exam. It "
            "is shown for a permanent exclusion too, and stays where extraordinary events let the "
            "limit run on."
        ),
        alternative="",
        yields_to=None,
    ),
    replace(
        G1,
        id="G4",
        number=50,
        citations=under("reg 6(1)(c), (7)(b)", "reg 15(1)(c), (7)(b)", "reg 24(1)(c), (7)(b)"),
        applies_to=conditions.is_middle_band_with_representations,
        reading=(
            "Representations are what starts the duty; no separate request is needed. The days "
            "still run from the day on which the board was informed."
        ),
        alternative="",
    ),
    Rule(
        id="G6",
        what="Consider the family's representations",
        owed_by=Party.BOARD,
        owed_to=FAMILY,
        trigger=Fact.REPRESENTATIONS_MADE,
        discharged_by=None,
        number=0,
        unit=Unit.SAME_DAY,
        citations=under("reg 6(9)", "reg 15(9)", "reg 24(9)"),
        in_force_from=IN_FORCE_2012,
        applies_to=conditions.is_short_with_representations,
        reading="Without a meeting, and without the power to reinstate.",
        not_kept="The law sets no day.",
    ),
    replace(
        G1,
        id="G8",
        what="Meet once that is possible, after extraordinary events",
        trigger=Fact.BOARD_EXTENDED_TO,
        number=0,
        unit=Unit.SAME_DAY,
        citations=under("reg 6(7E)-(7F)", "reg 15(7E)-(7F)", "reg 24(7E)-(7F)"),
        in_force_from=IN_FORCE_2023,
        applies_to=conditions.always,
        reading=(
            "The law gives no number: a person sets the day and says why. It takes the place of "
            "the ordinary limit, and reaches older exclusions not yet considered."
        ),
        alternative="",
        yields_to=None,
        reaches_back=True,
    ),
)

CANCELLED = News(
    row="C4",
    of="in writing that the exclusion is cancelled, and why",
    owed_by=Party.HEAD,
    trigger=Fact.CANCELLED,
    citations=under("reg 8A", "reg 17A", "reg 26A"),
    in_force_from=IN_FORCE_2023,
    applies_to=conditions.always,
)
CANCELLING = (
    CANCELLED.tell(
        "",
        "the family, the board and the authority",
        (Party.RELEVANT_PERSON, Party.BOARD, Party.AUTHORITY),
        Fact.CANCELLATION_TOLD,
    ),
    replace(
        CANCELLED.tell(
            "HOME",
            "the authority where the pupil lives",
            (Party.HOME_AUTHORITY,),
            Fact.CANCELLATION_TOLD,
        ),
        applies_to=conditions.is_permanent,
        status=Status.ADOPTED,
        reading=f"Missing from the list of the law; it was told of the exclusion. {WITHOUT_DELAY}",
        alternative="Not to tell it: it would go on arranging education for nobody",
    ),
    *CANCELLED.tell_care(
        Fact.SOCIAL_WORKER_TOLD_OF_CANCELLATION, Fact.VIRTUAL_HEAD_TOLD_OF_CANCELLATION
    ),
    Rule(
        id="C5",
        what="Take the pupil back",
        owed_by=Party.HEAD,
        owed_to=(Party.PUPIL,),
        trigger=Fact.CANCELLED,
        discharged_by=Fact.RETURNED,
        number=0,
        unit=Unit.SAME_DAY,
        citations=CANCELLED.citations,
        in_force_from=IN_FORCE_2023,
        applies_to=conditions.always,
        reading=f"{WITHOUT_DELAY} The board's duty to consider the exclusion falls away.",
    ),
)

DECIDED_CARE = (Fact.SOCIAL_WORKER_TOLD_OF_DECISION, Fact.VIRTUAL_HEAD_TOLD_OF_DECISION)
REINSTATED = News(
    row="D1",
    of="of the decision to reinstate, with its reasons",
    owed_by=Party.BOARD,
    trigger=Fact.BOARD_DECIDED,
    citations=under("reg 6(2), (4), (5)", "reg 15(2), (4), (5)", "reg 24(2), (4), (5)"),
    in_force_from=IN_FORCE_2012,
    applies_to=conditions.is_reinstated,
)
DECLINED = News(
    row="D2",
    of="of the decision not to reinstate, with its reasons",
    owed_by=Party.BOARD,
    trigger=Fact.BOARD_DECIDED,
    citations=under("reg 6(6)(a)", "reg 15(6)(a)", "reg 24(6)(a)"),
    in_force_from=IN_FORCE_2012,
    applies_to=conditions.is_declined,
)
TOLD_OF_DECISION = (Party.RELEVANT_PERSON, Party.HEAD, Party.AUTHORITY)
HOME = "the authority where the pupil lives", (Party.HOME_AUTHORITY,), Fact.DECISION_TOLD
DECISIONS = (
    REINSTATED.tell(
        "", "the family, the head and the authority", TOLD_OF_DECISION, Fact.DECISION_TOLD
    ),
    REINSTATED.tell("HOME", *HOME),
    *REINSTATED.tell_care(*DECIDED_CARE),
    DECLINED.tell(
        "", "the family, the head and the authority", TOLD_OF_DECISION, Fact.DECISION_TOLD
    ),
    DECLINED.tell("HOME", *HOME),
    *DECLINED.tell_care(*DECIDED_CARE),
    Rule(
        id="D3",
        what="Give the family written notice of the decision and of the right to a review",
        owed_by=Party.BOARD,
        owed_to=FAMILY,
        trigger=Fact.BOARD_DECIDED,
        discharged_by=Fact.DECISION_TOLD,
        number=0,
        unit=Unit.SAME_DAY,
        citations=under("reg 6(6)(b)", "reg 15(6)(b)", "reg 24(6)(b)"),
        in_force_from=IN_FORCE_2012,
        applies_to=conditions.is_permanent_and_declined,
        reading=(
            f"{WITHOUT_DELAY} Done on the day it is sent; when it counts as given, from which the "
            "family's days run, is another question (row D4)."
        ),
    ),
    Rule(
        id="I28",
        what="Make a claim under the Equality Act 2010",
        owed_by=Party.RELEVANT_PERSON,
        owed_to=(Party.BOARD,),
        trigger=Fact.BOARD_DECIDED,
        discharged_by=None,
        number=CLAIM_MONTHS.number,
        unit=Unit.CALENDAR_MONTHS_AFTER,
        citations=for_every_type("Equality Act 2010 Sch 17"),
        in_force_from=IN_FORCE_2012,
        applies_to=conditions.is_declined,
        status=Status.SECONDARY,
        reading="Each decision is an act of its own. Shown and never enforced.",
        not_kept="A time the family has before a tribunal: stated in the decision letter.",
    ),
)

BOARD = (*MEETINGS, *CANCELLING, *DECISIONS)
