"""What a role may do to people, schools, addresses and calendars, and which cases it reaches."""

from audit.permissions import BY_ITSELF, OWN_ACCOUNT, Look, Row, Whose, of
from organisations.roles import Role

OFFICERS = Role.of_authorities()
OF_THE_SCHOOL = (Role.SCHOOL_STAFF, Role.HEADTEACHER, Role.GOVERNANCE_CLERK)
MANAGER = of(Whose.AUTHORITY, Role.LA_MANAGER)

# What is reached, before anything is done
REACH_CASES = Look(
    "organisations.reach_cases",
    "Find a case in lists, search and the API, and open its whole record",
    of(Whose.SCHOOL, *OF_THE_SCHOOL, Role.TRUST_OFFICER)
    + of(Whose.AUTHORITY, *OFFICERS)
    + of(Whose.HOME, *OFFICERS),
)
PUBLISH_CALENDAR = Look(
    "organisations.publish_calendar",
    "See the page of a school’s days",
    of(
        Whose.SCHOOL, Role.SCHOOL_STAFF, Role.HEADTEACHER, Role.TRUST_OFFICER,
        Role.LA_OFFICER, Role.LA_MANAGER,
    ),
)  # fmt: skip
PUBLISH_DEFAULT_CALENDAR = Look(
    "organisations.publish_default_calendar",
    "See the page of an authority’s default days",
    of(Whose.AUTHORITY, *OFFICERS),
)
KEEP_CONTACTS = Look(
    "organisations.keep_contacts",
    "See the addresses that letters go to",
    of(Whose.SCHOOL, Role.HEADTEACHER, Role.GOVERNANCE_CLERK) + MANAGER,
)

# People
JOIN = Row("organisations.people.join", "Let somebody act for the authority or a school", MANAGER)
LEAVE = Row("organisations.people.leave", "End one role of somebody", MANAGER)
GIVE_PASSWORD_LINK = Row(
    "organisations.people.record_password_link",
    "Give somebody a link to choose a password",
    MANAGER,
)
RESET_SECOND_STEP = Row(
    "organisations.second_factors.reset", "Take away a lost second step", MANAGER
)
STATE_SCHOOL_TYPE = Row(
    "organisations.school_types.state_school_type",
    "State a school’s type where the register does not",
    MANAGER,
)

# One's own account
CHOOSE_PASSWORD = Row(
    "organisations.people.record_password_chosen", "Choose a password", OWN_ACCOUNT
)
END_SESSIONS = Row("organisations.sessions.end", "End one’s other sessions", OWN_ACCOUNT)
SIGN_IN = Row("organisations.sign_in.record_sign_in", "Sign in", OWN_ACCOUNT)
SIGN_OUT = Row("organisations.sign_in.record_sign_out", "Sign out", OWN_ACCOUNT)
SIGN_ON = Row(
    "organisations.sign_in.record_sign_on", "Sign in with an organisation’s account", OWN_ACCOUNT
)
ADD_FACTOR = Row("organisations.second_factors.record_added", "Set up a second step", OWN_ACCOUNT)
REMOVE_FACTOR = Row(
    "organisations.second_factors.record_removed", "Take one’s second step away", OWN_ACCOUNT
)
USE_FACTOR = Row("organisations.second_factors.record_used", "Use a second step", OWN_ACCOUNT)
MAKE_CODES = Row(
    "organisations.second_factors.record_codes_made", "Make recovery codes", OWN_ACCOUNT
)

# What the service writes down by itself
FAIL_FACTOR = Row(
    "organisations.second_factors.record_failed", "Record a wrong second step", BY_ITSELF
)
FAIL_TO_CONFIRM = Row(
    "organisations.sign_in.record_confirm_failed", "Record a wrong password", BY_ITSELF
)
SESSION_OVER = Row(
    "organisations.sign_in.record_session_over", "End a session that lasted too long", BY_ITSELF
)
FAIL_TO_SIGN_IN = Row(
    "organisations.sign_in.record_failed_sign_in", "Record a failed sign-in", BY_ITSELF
)
ASK_LINK = Row(
    "organisations.sign_in.record_link_asked", "Record that a password was forgotten", BY_ITSELF
)
REFUSE_SIGN_ON = Row(
    "organisations.sign_in.record_sign_on_refused",
    "Refuse an organisation’s account",
    BY_ITSELF,
)
IMPORT_REGISTER = Row(
    "organisations.imports.register.import_register", "Read in the school register", BY_ITSELF
)
IMPORT_AUTHORITIES = Row(
    "organisations.imports.authorities.import_authorities", "Read in the authorities", BY_ITSELF
)
IMPORT_HOLIDAYS = Row(
    "organisations.imports.bank_holidays.import_bank_holidays",
    "Read in the bank holidays",
    BY_ITSELF,
)
