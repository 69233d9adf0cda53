"""The life of a hearing."""

from django.db import models


class HearingStatus(models.TextChoices):
    LISTED = "LISTED", "Listed"
    HELD = "HELD", "Held"
    VACATED = "VACATED", "Cancelled"
    LISTED_IN_ERROR = "LISTED_IN_ERROR", "Listed in error"  # kept out of the figures


class HearingMode(models.TextChoices):
    IN_PERSON = "IN_PERSON", "In person"
    REMOTE = "REMOTE", "By remote access"


MOVES: dict[tuple[HearingStatus, HearingStatus], str] = {
    (HearingStatus.LISTED, HearingStatus.HELD): "hearing.held",
    (HearingStatus.LISTED, HearingStatus.VACATED): "hearing.vacated",
    (HearingStatus.LISTED, HearingStatus.LISTED_IN_ERROR): "hearing.listed-in-error",
}


class HearingNotOpen(Exception):
    """The hearing is no longer listed, so it can be neither moved nor held nor cancelled."""


def check_move(source: HearingStatus, to: HearingStatus) -> str:
    """
    Return the event that the move from ``source`` to ``to`` records.

    :raises HearingNotOpen: if no such move exists.
    """
    if event := MOVES.get((source, to)):
        return event
    raise HearingNotOpen(f"this hearing is “{source.label.lower()}”, so it cannot be changed")
