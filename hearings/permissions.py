"""What a role may do about a hearing of the governing board."""

from audit.permissions import Look, Row, Whose, of
from casework.permissions import moving
from casework.states import WITH_THE_BOARD, CaseStatus
from hearings.states import HearingStatus
from organisations.roles import Role

OFFICERS = Role.of_authorities()
CLERK = of(Whose.SCHOOL, Role.GOVERNANCE_CLERK)
SPEAKS_FOR_THE_TRUST = CLERK + of(Whose.SCHOOL, Role.TRUST_OFFICER)
HEARS_THE_FAMILY = (
    of(Whose.SCHOOL, Role.GOVERNANCE_CLERK, Role.HEADTEACHER, Role.TRUST_OFFICER)
    + of(Whose.AUTHORITY, *OFFICERS)
    + of(Whose.HOME, *OFFICERS)
)

WITH_BOARD = tuple(status.label for status in WITH_THE_BOARD)
LISTED = (f"Hearing: {HearingStatus.LISTED.label.lower()}",)

RUN = Look("hearings.run", "See what a clerk has to do at a hearing", CLERK)
LIST_HEARING = Row("hearings.listings.list_hearing", "List a hearing", CLERK, WITH_BOARD)
MOVE_HEARING = Row("hearings.listings.move_hearing", "Move a hearing", CLERK, LISTED)
VACATE_HEARING = Row("hearings.listings.vacate_hearing", "Cancel a hearing", CLERK, LISTED)
SEAT_GOVERNOR = Row("hearings.panels.seat_governor", "Seat a governor on the panel", CLERK, LISTED)
RELEASE_GOVERNOR = Row("hearings.panels.release_governor", "Release a governor", CLERK, LISTED)
BEGIN_MEETING = moving(
    "hearings.sessions.begin_meeting", "State that the board has begun", CaseStatus.BOARD_IN_SESSION
)
RECORD_HELD = Row("hearings.outcomes.record_held", "Record who attended", CLERK, LISTED)
RECORD_OUTCOME = Row(
    "hearings.outcomes.record_outcome", "Record what the board decided", CLERK, WITH_BOARD
)
GIVE_LETTER = Row("hearings.outcomes.give_decision_letter", "Give the decision letter", CLERK)
RECORD_REQUEST = Row(
    "hearings.attendance.record_attendance_request",
    "Record that the family asks for an authority to attend",
    HEARS_THE_FAMILY,
)
RECORD_PERMISSION = Row(
    "hearings.attendance.record_speaking_permission",
    "Record that the trust lets an authority speak",
    SPEAKS_FOR_THE_TRUST,
)
ANSWER = Row(
    "hearings.attendance.answer_invitation",
    "Answer an authority’s invitation",
    of(Whose.ASKED, *OFFICERS),
)
WITHDRAW_REQUEST = Row(
    "hearings.withdrawals.withdraw_request", "Take back what the family asked", CLERK
)
WITHDRAW_PERMISSION = Row(
    "hearings.withdrawals.withdraw_permission", "Take back what the trust agreed", CLERK
)
