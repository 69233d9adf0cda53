"""Each question that is asked every few seconds has its index, however many letters were sent."""

import pytest
from django.db import connection

from notifications.models import STUCK, WAITING, Message, State

pytestmark = pytest.mark.services


@pytest.fixture
def plan(db, tuesday):
    # Enough of them that one index costs less than another: the planner sees how big a table is.
    Message.objects.bulk_create(
        Message(dedupe_key=f"k{n}", state=State.HELD, created_at=tuesday, due_at=tuesday)
        for n in range(1000)
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # the tables of a test are tiny
        cursor.execute("SET LOCAL enable_sort = off")
    return lambda asked: asked.explain()


def test_claiming_walks_only_what_waits(plan, tuesday):
    due = Message.objects.filter(state=State.QUEUED, due_at__lte=tuesday).order_by("due_at", "id")

    assert "message_waiting" in plan(due[:20])
    assert "Sort" not in plan(due[:20])


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (Message.objects.filter(state__in=WAITING).order_by("queued_at"), "message_unsent"),
        (Message.objects.filter(state=State.SENDING), "message_unsent"),
        (Message.objects.filter(state=State.IN_DOUBT), "message_unsent"),
        (Message.objects.filter(state__in=STUCK).order_by("created_at", "id"), "message_stuck"),
        (Message.objects.filter(contact_key="a/1", state__in=STUCK), "message_held_for"),
        (Message.objects.filter(about="case/1").order_by("id"), "message_about"),
    ],
)
def test_the_other_sweeps_and_lists_have_their_index(plan, asked, index):
    assert index in plan(asked)
