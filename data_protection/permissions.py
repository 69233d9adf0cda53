"""What a role may do about how long a record is kept, and who is given it."""

from audit.permissions import Row, Whose, of
from casework.permissions import OFFICERS

HOLDERS = of(Whose.AUTHORITY, *OFFICERS)

PUT_ON_HOLD = Row("data_protection.holds.put_on_hold", "Put a case on hold", HOLDERS)
RELEASE_HOLD = Row("data_protection.holds.release_hold", "Release a hold", HOLDERS)
