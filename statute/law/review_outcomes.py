"""The numbers that hang on what a panel, or the board after it, decides."""

from statute.figures import Figure, Status
from statute.law.sources import REGULATIONS

ADJUSTMENT = Figure(
    id="F1-pounds",
    what="What the school pays when a quashed decision is not put right, if the panel so ordered",
    number=4000,
    unit="pounds",
    citation=f"{REGULATIONS} regs 7(5)(b), 16(5)(b), 25(5)(b), 26",
)
PAYMENT = Figure(
    id="F2-days",
    what="The payment is made within",
    number=28,
    unit="calendar days",
    citation="none found",
    status=Status.UNCONFIRMED,
    note=(
        "No source confirms the number or the day it starts from; it is counted from the day on "
        "which the payment falls due. A setting: `PAYMENT_CALENDAR_DAYS` changes rule F2."
    ),
)
WEEKS_A_YEAR = Figure(
    id="F3-weeks",
    what="Money that follows a pupil is shared out by the weeks of a year",
    number=52,
    unit="weeks",
    citation=f"{REGULATIONS} Sch 2 paras 1, 9",
    note="The text of 2012 was read; the finance regulations of the current year were not.",
)
CLAIM_MONTHS = Figure(
    id="I28-months",
    what="A claim under the Equality Act 2010 is made within",
    number=6,
    unit="calendar months",
    citation="Equality Act 2010 Sch 17",
    status=Status.SECONDARY,
    note="Counted from each decision, which is an act of its own. Shown, never enforced.",
)
MINUTES_KEPT = Figure(
    id="K2-minutes",
    what="The minutes of a review are kept for",
    number=6,
    unit="years",
    citation="none found",
    status=Status.UNCONFIRMED,
    note=(
        "Older guidance said at least five years; six months has been suggested. Six years is "
        "taken, as for an admission register (SI 2024/208 reg 7)."
    ),
)

OUTCOME_FIGURES = (ADJUSTMENT, PAYMENT, WEEKS_A_YEAR, CLAIM_MONTHS, MINUTES_KEPT)
