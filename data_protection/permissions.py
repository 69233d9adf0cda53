"""What a role may do about how long a record is kept, and who is given it."""

from audit.permissions import BY_ITSELF, Row, Whose, of
from casework.permissions import OFFICERS
from organisations.roles import Role

HOLDERS = of(Whose.AUTHORITY, *OFFICERS)

PUT_ON_HOLD = Row("data_protection.holds.put_on_hold", "Put a case on hold", HOLDERS)
RELEASE_HOLD = Row("data_protection.holds.release_hold", "Release a hold", HOLDERS)

MANAGER = of(Whose.AUTHORITY, Role.LA_MANAGER)
PROPOSE = Row("data_protection.disposals.propose", "Propose a disposal", MANAGER)
WITHDRAW = Row("data_protection.disposals.withdraw", "Withdraw a disposal", MANAGER)
APPROVE = Row(
    "data_protection.disposals.approve", "Agree to a disposal that another proposed", MANAGER
)
DISPOSE = Row(
    "data_protection.disposals.dispose_of_case",
    "Delete a case that two managers agreed to dispose of",
    BY_ITSELF,
)
CERTIFY = Row("data_protection.disposals.certify", "Write the certificate of a disposal", BY_ITSELF)

ANSWERERS = HOLDERS + of(Whose.SCHOOL, Role.HEADTEACHER)
BEGIN_EXPORT = Row(
    "data_protection.exports.begin_export", "Begin an export of a child’s data", ANSWERERS
)
DECIDE_PART = Row(
    "data_protection.exports.decide_part", "Decide about a text or paper of an export", ANSWERERS
)
RELEASE_EXPORT = Row("data_protection.exports.release_export", "Release an export", ANSWERERS)
FETCH_EXPORT = Row("data_protection.exports.fetch_export", "Download an export", ANSWERERS)
REMOVE_DRAFT = Row(
    "data_protection.routine.remove_draft", "Delete a notice that was never given", BY_ITSELF
)
REMOVE_EXPORT = Row("data_protection.routine.remove_export", "Delete an old export", BY_ITSELF)
