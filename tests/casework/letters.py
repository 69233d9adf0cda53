"""Letters as the outbox stores them, for tests of what casework reads of them."""

from datetime import UTC, datetime
from itertools import count

from notifications.models import Message

NUMBERS = count()
WRITTEN_AT = datetime(2026, 9, 15, 9, tzinfo=UTC)


def stored_letter(case, state, **more):
    """A letter about ``case``, reached by its authority unless ``more`` says otherwise."""
    values = {
        "dedupe_key": f"test/{next(NUMBERS)}",
        "about": case.stream,
        "letter": "notice-to-authority",
        "addressee": "Exclusions mailbox",
        "contact_key": f"authority/{case.authority_id}/exclusions",
        "to": "" if state == "HELD" else "exclusions@council.example",
        "subject": "A permanent exclusion",
        "body": "…",
        "authority_id": case.authority_id,
        "case_id": case.pk,
        "state": state,
        "created_at": WRITTEN_AT,
        "due_at": WRITTEN_AT,
        "accepted_at": WRITTEN_AT if state in ("ACCEPTED", "DELIVERED") else None,
    }
    return Message.objects.create(**values | more)
