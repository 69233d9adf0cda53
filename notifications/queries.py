"""Everything that is asked about messages. Nothing here writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet
from django.db.models.functions import Length

from notifications.models import FOR_A_PERSON, STUCK, WAITING, Enclosure, Message, State, Step

LATE_AFTER = timedelta(minutes=15)  # a letter that waits longer is somebody's to look at


@dataclass(frozen=True, slots=True)
class File:
    """What goes with a message: its place, and its size in bytes, None until it is drawn."""

    number: int
    name: str
    content_type: str
    size_bytes: int | None


def get_messages(about: str) -> list[Message]:
    """Return the messages about ``about`` (a stream, like "case/12"), newest first."""
    return list(Message.objects.filter(about=about).order_by("-created_at", "-id"))


def get_stuck(messages: QuerySet[Message]) -> QuerySet[Message]:
    """Return those of ``messages`` that go no further until a person acts, oldest first."""
    return messages.filter(state__in=STUCK).order_by("created_at", "id")


def get_to_post(messages: QuerySet[Message]) -> QuerySet[Message]:
    """Return those of ``messages`` that a person is to print and post, oldest first."""
    return messages.filter(state=State.TO_POST).order_by("created_at", "id")


def get_waiting(messages: QuerySet[Message]) -> QuerySet[Message]:
    """Return those of ``messages`` that leave by themselves but have not yet, oldest first."""
    return messages.filter(state__in=WAITING).order_by("created_at", "id")


def get_sent(messages: QuerySet[Message]) -> QuerySet[Message]:
    """Return those of ``messages`` that the mail server took, the latest first."""
    taken = (State.ACCEPTED, State.DELIVERED, State.BOUNCED)
    return messages.filter(state__in=taken).order_by("-accepted_at", "-id")


def count_stuck(messages: QuerySet[Message]) -> int:
    """Count those of ``messages`` that go no further until a person acts."""
    return messages.filter(state__in=STUCK).count()


def count_by_state(messages: QuerySet[Message]) -> Mapping[State, int]:
    """Count those of ``messages`` that have not reached their end, by state."""
    open_states = (*WAITING, *FOR_A_PERSON)
    counted = messages.filter(state__in=open_states).values_list("state").annotate(n=Count("pk"))
    return {State(state): n for state, n in counted.order_by("state")}


def find_oldest_unsent(now: datetime) -> timedelta | None:
    """
    Return how long the oldest letter that may leave has not been accepted, or None.

    What waits for a person is not counted. Needs a transaction that sees the whole service.
    """
    unsent = Message.objects.filter(state__in=WAITING, queued_at__isnull=False)
    oldest = unsent.order_by("queued_at").values_list("queued_at", flat=True).first()
    return max(now - oldest, timedelta(0)) if oldest else None


def get_files(message: Message) -> list[File]:
    """Return what goes with ``message``, in order, without reading the files themselves."""
    rows = message.enclosures.order_by("pk").values_list("name", "content_type", Length("content"))
    return [File(number, *row) for number, row in enumerate(rows, 1)]


def get_enclosure(message: Message, number: int) -> Enclosure:
    """
    Return the file that ``get_files`` numbers so, with its content.

    :raises Enclosure.DoesNotExist: if there is none, or it is still to be drawn.
    """
    ids = list(message.enclosures.order_by("pk").values_list("pk", flat=True))
    if not 1 <= number <= len(ids):
        raise Enclosure.DoesNotExist
    return message.enclosures.exclude(content=None).get(pk=ids[number - 1])


def get_steps(message: Message, most: int = 100) -> list[Step]:
    """Return the latest changes of the state of ``message``, the newest first."""
    return list(message.steps.order_by("-id")[:most])
