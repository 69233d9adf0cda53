"""Rules of Wales that differ in kind from England's: enough to keep the engine to its word."""

from dataclasses import replace

from statute import conditions
from statute.figures import Status
from statute.jurisdictions import PARTICULARS, Jurisdiction
from statute.law.board import G1
from statute.law.sources import IN_FORCE_2003, MT, PRU, WELSH_REGULATIONS
from statute.rules import Rule

W_G1 = replace(
    G1,
    id="W-G1",
    citations={MT: f"{WELSH_REGULATIONS} reg 6", PRU: "WSI 2003/3246 reg 7"},
    in_force_from=IN_FORCE_2003,
    jurisdiction=Jurisdiction.WALES,
    status=Status.SECONDARY,
    reading="From the sixth school day after being informed to the fifteenth.",
    alternative="",
    floor=PARTICULARS[Jurisdiction.WALES].window_opens,
    yields_to=None,
)
WALES: tuple[Rule, ...] = (
    W_G1,
    replace(W_G1, id="W-G2", applies_to=conditions.is_long_suspension),
    replace(W_G1, id="W-G3", applies_to=conditions.is_suspension_losing_exam),
    replace(
        W_G1,
        id="W-G4",
        number=50,
        applies_to=conditions.is_middle_band_with_representations,
        reading="From the sixth school day after being informed to the fiftieth.",
    ),
)
