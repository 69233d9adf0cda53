"""What a role may do about a letter. Its roles are written out: this room knows no organisation."""

from audit.permissions import Look, Row, Whose, of

OFFICERS = ("LA_OFFICER", "LA_MANAGER")
DECIDERS = of(Whose.SCHOOL, "HEADTEACHER", "GOVERNANCE_CLERK") + of(Whose.AUTHORITY, *OFFICERS)

READ_LETTER = Look(
    "notifications.read_letter",
    "Read a letter that was sent, and what became of it",
    of(Whose.SCHOOL, "SCHOOL_STAFF", "HEADTEACHER", "GOVERNANCE_CLERK", "TRUST_OFFICER")
    + of(Whose.AUTHORITY, *OFFICERS)
    + of(Whose.HOME, *OFFICERS),
)
SEND_AGAIN = Row("notifications.send_again", "Send a stuck letter again", DECIDERS)
RECORD_POSTED = Row(
    "notifications.record_posted", "Record that a printed letter was posted", DECIDERS
)
SETTLE = Row("notifications.settle_by_hand", "Settle a stuck letter by hand", DECIDERS)
