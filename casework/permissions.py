"""What a role may do in a case, and in which of its states. The moves of states.py are among it."""

from audit.permissions import BY_ITSELF, OWN_ACCOUNT, Grant, Look, Row, Whose, of
from casework.states import BOARD_KEEPERS, ENDED, MOVES, WITH_THE_BOARD, CaseStatus
from organisations.permissions import (
    KEEP_CONTACTS,
    MANAGER,
    PUBLISH_CALENDAR,
    PUBLISH_DEFAULT_CALENDAR,
    REACH_CASES,
)
from organisations.roles import Role

OFFICERS = Role.of_authorities()
DRAFTERS = of(Whose.SCHOOL, Role.SCHOOL_STAFF, Role.HEADTEACHER)
KEEPERS = of(Whose.SCHOOL, Role.HEADTEACHER, Role.GOVERNANCE_CLERK, *OFFICERS)
EDUCATORS = of(Whose.EDUCATING, *OFFICERS)
PANELS = of(Whose.ASSIGNED, Role.GOVERNOR, *Role.of_reviews())


def moving(action: str, what: str, *to: CaseStatus) -> Row:
    """Return the row of an action that moves a case to one of ``to``: as the moves have it."""
    moves = {source: move for (source, goal), move in MOVES.items() if goal in to}
    roles = dict.fromkeys(role for move in moves.values() for role in move.by)
    states = tuple(source.label for source in moves)
    return Row(action, what, of(Whose.SCHOOL, *roles), states)


# What is looked at
BROKE_THE_GLASS = of(Whose.GLASS, Role.LA_MANAGER)
SEE_CASE: tuple[Grant, ...] = REACH_CASES.grants + PANELS + BROKE_THE_GLASS
LOOK = Look("casework.see_case", "Open the page of a case", SEE_CASE)
OPEN_DOCUMENT = Row(  # of who is only assigned: a paper that their invitation names
    "casework.documents.open_document", "Open a paper of a case", SEE_CASE
)
READ_TRAIL = Look(
    "casework.read_trail",
    "See who did and who looked",
    of(Whose.AUTHORITY, *OFFICERS) + of(Whose.HOME, *OFFICERS) + of(Whose.SCHOOL, Role.HEADTEACHER),
)

PROTECT = Look(
    "casework.protect",
    "Answer for a child’s data: holds, and requests to see it",
    of(Whose.AUTHORITY, *OFFICERS) + of(Whose.SCHOOL, Role.HEADTEACHER),
)

# The notice
START_DRAFT = Row("casework.drafts.start_draft", "Begin to type a notice", DRAFTERS)
SAVE_DRAFT = Row("casework.drafts.save_draft", "Go on typing a notice", DRAFTERS)
ASK_HEAD = Row("casework.drafts.ask_head_to_confirm", "Hand a typed notice to the head", DRAFTERS)
DISCARD_DRAFT = Row("casework.drafts.discard_draft", "Throw a typed notice away", DRAFTERS)
GIVE_NOTICE = Row(  # nobody else may exclude: Education Act 2002 s 51A
    "casework.notices.give_notice",
    "Give notice of an exclusion",
    of(Whose.SCHOOL, Role.HEADTEACHER),
)
START_FOLLOW_UP = Row("casework.follow_ups.start_follow_up", "Begin the rest of a notice", DRAFTERS)
GIVE_FOLLOW_UP = Row("casework.follow_ups.give_follow_up", "Give the rest of a notice", DRAFTERS)

# The case
TELL_BOARD = moving(
    "casework.notices.record_board_informed",
    "Record that the board was told",
    CaseStatus.AWAITING_BOARD,
)
CANCEL = moving(
    "casework.cancellations.cancel_exclusion", "Cancel an exclusion", CaseStatus.CANCELLED
)
CONCLUDE = moving(
    "casework.conclusions.conclude", "Record that an exclusion stands", CaseStatus.CONCLUDED
)
CORRECT_FACT = Row(
    "casework.facts.correct_fact",
    "Correct a day on record",
    KEEPERS,
    tuple(status.label for status in CaseStatus if status not in ENDED),
)
EXTEND_LIMIT = Row(
    "casework.extensions.extend_for_extraordinary_events",
    "Let the board’s limit run on after extraordinary events",
    of(Whose.SCHOOL, *BOARD_KEEPERS),
    (CaseStatus.AWAITING_BOARD.label,),
)
FILE_DOCUMENT = Row(
    "casework.documents.file_document",
    "Put papers on a case",
    KEEPERS + of(Whose.SCHOOL, Role.SCHOOL_STAFF),
)
REPLACE_DOCUMENT = Row(
    "casework.documents.replace_document", "Put a newer version of a paper", FILE_DOCUMENT.grants
)
REDACT_DOCUMENT = Row(
    "casework.documents.file_redacted_copy", "Put a redacted copy of a paper", FILE_DOCUMENT.grants
)
SET_ASIDE_DOCUMENT = Row(
    "casework.documents.set_aside", "Deal with a paper that is not safe", FILE_DOCUMENT.grants
)
RECORD_CLEAN = Row("casework.checks.record_clean", "Let a checked paper be opened", BY_ITSELF)
RECORD_INFECTED = Row("casework.checks.record_infected", "Lock a paper for good", BY_ITSELF)
RECORD_DONE_BY_HEAD = Row(
    "casework.duties.record_done", "Record that a duty of the head was done", DRAFTERS
)
RECORD_DONE_BY_BOARD = Row(
    "casework.duties.record_done",
    "Record that a duty of the board was done",
    of(Whose.SCHOOL, Role.GOVERNANCE_CLERK, Role.HEADTEACHER),
)
OFFER_EDUCATION = Row("casework.education.offer_education", "Offer education", EDUCATORS)
ANSWER_OFFER = Row(
    "casework.education.answer_offer", "Record the family’s answer to an offer", EDUCATORS
)
START_EDUCATION = Row(
    "casework.education.start_education", "Record that education began", EDUCATORS
)

# Who is brought in to one case
BEFORE_A_REVIEW = (CaseStatus.ISSUED, *WITH_THE_BOARD, CaseStatus.DECLINED, *ENDED)
INVITE_GOVERNOR = Row(
    "casework.invitations.invite",
    "Invite a governor to one case and its papers",
    of(Whose.SCHOOL, Role.GOVERNANCE_CLERK),
    tuple(status.label for status in WITH_THE_BOARD),
)
INVITE_REVIEWER = Row(  # the authority arranges a review, and for an academy its trust
    "casework.invitations.invite",
    "Invite a clerk or member of a review panel to one case and its papers",
    of(Whose.AUTHORITY, *OFFICERS) + of(Whose.SCHOOL, Role.TRUST_OFFICER),
    tuple(status.label for status in CaseStatus if status not in BEFORE_A_REVIEW),
)
REVOKE_INVITATION = Row(
    "casework.invitations.revoke",
    "Revoke an invitation that one may give",
    INVITE_GOVERNOR.grants + INVITE_REVIEWER.grants,
)
ACCEPT_INVITATION = Row(
    "casework.invitations.accept", "Accept an invitation with the link in its letter", OWN_ACCOUNT
)

# What is sealed
UNSEALERS = of(Whose.SCHOOL, Role.HEADTEACHER) + of(Whose.AUTHORITY, Role.LA_OFFICER)
SEAL = Row("casework.sealed.seal", "Seal who a witness is, or a safeguarding note", UNSEALERS)
WITHHOLD_ADDRESS = Row(
    "casework.sealed.withhold_address", "Seal an address that must not be disclosed", UNSEALERS
)
OPEN_SEALED = Row("casework.sealed.open_sealed", "Open a sealed value", UNSEALERS + BROKE_THE_GLASS)

# Break-glass
BREAK_GLASS = Row(
    "casework.break_glass.break_glass",
    "Open a case or its sealed values in an emergency",
    of(Whose.SCHOOL, Role.LA_MANAGER)
    + of(Whose.AUTHORITY, Role.LA_MANAGER)
    + of(Whose.HOME, Role.LA_MANAGER),
)
MEND_GLASS = Row(
    "casework.break_glass.mend_glass", "End an emergency opening before its time", MANAGER
)

# School days: each change recounts the cases
CHANGE_DATES = Row(
    "casework.calendars.change_session_dates", "Publish a school’s days", PUBLISH_CALENDAR.grants
)
CLOSE_SCHOOL = Row("casework.calendars.close_school", "Close a school", PUBLISH_CALENDAR.grants)
REOPEN_SCHOOL = Row(
    "casework.calendars.reopen_school", "Take a closure out again", PUBLISH_CALENDAR.grants
)
CONFIRM_DATES = Row(
    "casework.calendars.confirm_session_dates", "Confirm a school’s days", PUBLISH_CALENDAR.grants
)
CHANGE_DEFAULT_DATES = Row(
    "casework.calendars.change_default_dates",
    "Publish an authority’s default days",
    PUBLISH_DEFAULT_CALENDAR.grants,
)
IMPORT_DATES = Row("casework.calendars.import_session_dates", "Read in days from a file", BY_ITSELF)
RECOUNT = Row("casework.calendars._recount", "Count anew what older days have left", BY_ITSELF)
ASK_FOR_DATES = Row("casework.nudges.ask_for_school_days", "Ask for the next days", BY_ITSELF)

# Addresses and people
ADD_CONTACT = Row("casework.contacts.add_contact", "Add an address", KEEP_CONTACTS.grants)
VERIFY_CONTACT = Row(
    "casework.contacts.verify_contact", "Say that an address is right", KEEP_CONTACTS.grants
)
END_ACCESS = Row("casework.leavers.end_access", "End all access of a leaver", MANAGER)
RECORD_TOLD = Row(
    "casework.tellings.record_told",
    "Record that an authority’s mail server took a notice",
    BY_ITSELF,
)
