from datetime import UTC, date, datetime, timedelta

import pytest

from notifications.models import FOR_A_PERSON, Message, State
from notifications.standing import Standing, describe

AT = datetime(2026, 10, 6, 13, 30, tzinfo=UTC)


def a_message(state, **values):
    return Message(
        state=state, created_at=AT - timedelta(days=1), queued_at=AT, accepted_at=AT,
        settled_at=AT, settled_note="Telephoned.", **{"posted_on": date(2026, 10, 6), **values},
    )  # fmt: skip


@pytest.mark.parametrize("state", State)
def test_every_state_has_its_words(state):
    standing = describe(a_message(state))

    assert standing.tag
    assert standing.sentence.endswith(".")
    assert bool(standing.advice) == (state in FOR_A_PERSON)


@pytest.mark.parametrize(
    ("message", "standing"),
    [
        (
            a_message(State.ACCEPTED),
            Standing("Sent", "green", "Sent and accepted on 6 October 2026 at 2:30pm."),
        ),
        (
            a_message(State.DELIVERED),
            Standing(
                "Delivered", "green",
                "Sent and accepted on 6 October 2026 at 2:30pm, and delivered.",
            ),
        ),
        (
            a_message(State.QUEUED, attempts=3, last_error="The mail server was not reached."),
            Standing(
                "Waiting", "blue",
                "Waiting to be sent since 6 October 2026 at 2:30pm. Tried 3 times so far. "
                "The mail server was not reached.",
            ),
        ),
        (
            a_message(State.CLOSED_BY_HAND),
            Standing(
                "Settled by hand", "grey", "Telephoned. 6 October 2026 at 2:30pm."
            ),
        ),
        (
            a_message(State.POSTED),
            Standing("Posted", "green", "Posted or handed over on 6 October 2026."),
        ),
        (
            a_message(State.POSTED, says_sent_on=date(2026, 10, 6)),
            Standing("Posted", "green", "Posted or handed over on 6 October 2026."),
        ),
        (
            a_message(State.POSTED, says_sent_on=date(2026, 10, 5)),
            Standing(
                "Posted", "green",
                "Posted or handed over on 6 October 2026, although the letter itself says "
                "5 October 2026.",
            ),
        ),
    ],
)  # fmt: skip
def test_a_letter_stands_as_its_record_says(message, standing):
    assert describe(message) == standing
