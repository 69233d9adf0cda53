"""Coverage of the rules of counting, and of the worked cases (sections 4 and 5)."""

from statute.coverage.rows import Row, missing

COUNTED = "counted days and their duties"
_RULES = (
    "The day itself is not counted",
    "What a school day is",
    "A closure moves the last day",
    "An event on a day without school",
    "Each school has its own days",
    "Which event starts which clock",
    "When the board counts as told",
    "The second working day after posting",
    "What can be rebutted by proof",
    "Agreed email",
    "From given, not from sent",
    "At least so many days before",
    "Terms and reference dates",
    "A suspension over the end of a term",
    "The lines at 5 and at 15",
    "The 45 days of a year",
    "Days of a cancelled exclusion",
    "Day six in its two meanings",
    "Sent home before or after the afternoon session",
    "Part of a day",
    "An outer limit and an exam",
    "The window after a claim",
    "Off-roll on the day after",
    "Extraordinary events have no number",
    "Six calendar months",
    "The day of receipt is not counted",
)

RULES: tuple[Row, ...] = tuple(
    missing(f"4.{place}", what, COUNTED) for place, what in enumerate(_RULES, start=1)
)
CASES: tuple[Row, ...] = tuple(
    missing(f"P{place:02}", "A worked case", COUNTED) for place in range(1, 16)
)
