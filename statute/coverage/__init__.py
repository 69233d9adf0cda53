"""Every row of the law that this project was built from, and what became of it."""

from statute.coverage.counting import CASES, RULES
from statute.coverage.meetings import ATTENDING, BOARD, CANCELLATION, MEETING
from statute.coverage.owed import EDUCATION, LIMITS, NOTICES
from statute.coverage.questions import QUESTIONS, WALES
from statute.coverage.review import AFTERWARDS, RECORDS, REVIEW
from statute.coverage.rows import Reach, Row
from statute.coverage.states import PANEL_CASES, REFUSALS, STATES

COVERAGE: dict[str, tuple[Row, ...]] = {
    "Notices": NOTICES,
    "Education while out": EDUCATION,
    "Limits": LIMITS,
    "Cancelling": CANCELLATION,
    "What the governing board must do": BOARD,
    "Who may attend the board's meeting": ATTENDING,
    "The meeting and the decision": MEETING,
    "The review": REVIEW,
    "Reconsideration, money and the register": AFTERWARDS,
    "Records": RECORDS,
    "States": STATES,
    "What must be refused": REFUSALS,
    "Counting": RULES,
    "Worked cases": (*CASES, *PANEL_CASES),
    "Open questions": QUESTIONS,
    "Room for Wales": WALES,
}

__all__ = ["COVERAGE", "Reach", "Row"]
