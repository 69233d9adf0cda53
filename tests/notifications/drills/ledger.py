"""What the database says in a drill, and how time is made to pass in it."""

from collections import Counter
from datetime import timedelta

from django.db.models import F, Q
from django.db.models.functions import Now

from notifications.models import WAITING, Message, State, Step
from row_security.scope import WHOLE_SERVICE, scoped_transaction


def pass_time(*, leases_too: bool = True) -> None:
    """Let two minutes pass: every wait, and every lease, is that much nearer to its end."""
    passed = timedelta(minutes=2)
    with scoped_transaction(WHOLE_SERVICE):
        waiting = Message.objects.exclude(state=State.SENDING)
        waiting.update(due_at=F("due_at") - passed)
        if leases_too:
            Message.objects.update(lease_until=F("lease_until") - passed)


def states() -> dict[str, int]:
    with scoped_transaction(WHOLE_SERVICE):
        return dict(Counter(Message.objects.values_list("state", flat=True)))


def progress() -> int:
    """Count the changes of state so far."""
    with scoped_transaction(WHOLE_SERVICE):
        return Step.objects.count()


def is_idle() -> bool:
    """Tell whether nothing is being sent and nothing is due yet."""
    unsent = Q(state=State.SENDING) | Q(state__in=WAITING, due_at__lte=Now())
    with scoped_transaction(WHOLE_SERVICE):
        return not Message.objects.filter(unsent).exists()


def get_only() -> Message:
    with scoped_transaction(WHOLE_SERVICE):
        return Message.objects.get()
