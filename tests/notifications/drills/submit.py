"""Write letters as a page would, in a process of its own: ``python -m …drills.submit KEY …``"""

import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402  (the settings come first)

from notifications import outbox  # noqa: E402
from notifications.outbox import Attachment  # noqa: E402
from row_security.scope import WHOLE_SERVICE, scoped_transaction  # noqa: E402
from tests.notifications.conftest import Told  # noqa: E402

CALENDAR = Attachment(name="h.ics", content_type="text/calendar", content=b"BEGIN:VCALENDAR")

for key in sys.argv[1:]:
    with scoped_transaction(WHOLE_SERVICE):
        message = outbox.enqueue(Told(dedupe_key=key), now=timezone.now(), attachments=[CALENDAR])
    print(message.reference)
