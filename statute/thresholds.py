"""The numbers of days that decide what an exclusion brings with it, for the code and its page."""

from decimal import Decimal

from statute.figures import Figure

MEETING_IF_ASKED = Figure(
    id="G4-above",
    what="More days out than this in a term: told at once, and a meeting if the family asks",
    number=5,
    unit="school days in a term",
    citation="SI 2012/1033 reg 5(2), reg 6(1)(c)",
    note="Halves count: 5 is not above, 5.5 is. Each term that is touched is tested by itself.",
)
MEETING_ALWAYS = Figure(
    id="G2-above",
    what="More days out than this in a term: a meeting, whether or not the family asks",
    number=15,
    unit="school days in a term",
    citation="SI 2012/1033 reg 6(1)(b)(i), (7)(a)(ii)",
    note="Halves count: 15 is not above, 15.5 is.",
)
YEAR_LIMIT = Figure(
    id="L1",
    what="The most days that suspensions may take in a school year",
    number=45,
    unit="school days in a school year",
    citation="SI 2012/1033 reg 4, 13, 22",
    note=(
        "Days at earlier schools in the same year count (known from a secondary page). So do days "
        "served under an exclusion that was cancelled later; days of a permanent one do not."
    ),
)
SPELL = Figure(
    id="E3-spell",
    what="School days out together before a school owes education: on this day it starts",
    number=6,
    unit="school days, back-to-back suspensions added together",
    citation="SI 2007/1870 reg 3",
)
POSTED = Figure(
    id="D4-post",
    what="When a notice or application sent by first class post counts as given",
    number=2,
    unit="working days after posting",
    citation="SI 2012/1033 reg 6(11), Sch 1 para 1(2)",
    note="The day of posting is not counted.",
)
EDUCATION_NOTICE = Figure(
    id="N6-notice",
    what="Notice of the details of education before it starts",
    number=48,
    unit="hours before",
    citation="SI 2007/1870 regs 6-9",
)
LIMITS = (
    MEETING_IF_ASKED,
    MEETING_ALWAYS,
    YEAR_LIMIT,
    SPELL,
    POSTED,
    EDUCATION_NOTICE,
)

MEETING_IF_ASKED_ABOVE = Decimal(MEETING_IF_ASKED.number)
MEETING_ALWAYS_ABOVE = Decimal(MEETING_ALWAYS.number)
YEAR_AT_MOST = Decimal(YEAR_LIMIT.number)
