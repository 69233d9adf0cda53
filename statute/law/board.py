"""What the governing board must do, and by when."""

from statute.conditions import is_middle_band_with_representations, is_permanent
from statute.facts import Fact, Party
from statute.law.sources import IN_FORCE_2012, under
from statute.rules import Rule, Unit

BOARD = (
    Rule(
        id="G1",
        what="Meet and decide whether the pupil is reinstated",
        owed_by=Party.BOARD,
        owed_to=(Party.RELEVANT_PERSON,),
        trigger=Fact.BOARD_INFORMED,
        discharged_by=Fact.BOARD_DECIDED,
        number=15,
        unit=Unit.SCHOOL_DAYS_AFTER,
        citations=under("reg 6(1)(a), (7)(a)", "reg 15(1)(a), (7)(a)", "reg 24(1)(a), (7)(a)"),
        in_force_from=IN_FORCE_2012,
        applies_to=is_permanent,
        reading=(
            "The day on which the board is informed is not counted. A late meeting is still owed, "
            "and its decision is not void for lateness."
        ),
    ),
    Rule(
        id="G4",
        what="Meet and decide whether the pupil is reinstated",
        owed_by=Party.BOARD,
        owed_to=(Party.RELEVANT_PERSON,),
        trigger=Fact.BOARD_INFORMED,
        discharged_by=Fact.BOARD_DECIDED,
        number=50,
        unit=Unit.SCHOOL_DAYS_AFTER,
        citations=under("reg 6(1)(c), (7)(b)", "reg 15(1)(c), (7)(b)", "reg 24(1)(c), (7)(b)"),
        in_force_from=IN_FORCE_2012,
        applies_to=is_middle_band_with_representations,
        reading="Representations are what starts the duty; no separate request is needed.",
    ),
)
