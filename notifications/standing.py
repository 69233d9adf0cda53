"""How a letter stands, in words for people: from the record of its delivery, never from intent."""

from dataclasses import dataclass

from design_system.words import write_day, write_moment
from notifications.models import Message, State


@dataclass(frozen=True, slots=True)
class Standing:
    """A short tag, one sentence that says what is known, and what a person can do about it."""

    tag: str
    colour: str
    sentence: str
    advice: str = ""


TELL_ANOTHER_WAY = "Send it again, or tell them another way and say here how and when."
MEND_THE_ADDRESS = "If the address is wrong, have the right one verified first."
TAGS = {
    State.HELD: ("Held", "orange"),
    State.TO_POST: ("To be printed and posted", "orange"),
    State.QUEUED: ("Waiting", "blue"),
    State.SENDING: ("Being sent", "blue"),
    State.IN_DOUBT: ("Being checked", "yellow"),
    State.ACCEPTED: ("Sent", "green"),
    State.DELIVERED: ("Delivered", "green"),
    State.POSTED: ("Posted", "green"),
    State.BOUNCED: ("Not delivered", "red"),
    State.FAILED: ("Not sent", "red"),
    State.DEAD: ("Not sent", "red"),
    State.NEEDS_REVIEW: ("Check needed", "red"),
    State.CANCELLED: ("Cancelled", "grey"),
    State.CLOSED_BY_HAND: ("Settled by hand", "grey"),
}
SENTENCES = {
    State.HELD: "Not sent: nobody has verified an address for them.",
    State.TO_POST: "To be printed and posted: they get it on paper, and not by email.",
    State.SENDING: "Being sent now.",
    State.IN_DOUBT: "It may have been sent. The mail server is being asked before anything is "
    "sent again.",
    State.BOUNCED: "The mail server took it but could not deliver it.",
    State.FAILED: "The letter could not be sent.",
    State.DEAD: "The mail server could not be reached for three days.",
    State.NEEDS_REVIEW: "It may or may not have been sent, and the mail server cannot tell us.",
    State.CANCELLED: "Cancelled before it was sent.",
}
ADVICE = {
    State.HELD: "Verify an address for them; it is then sent by itself. Until then, tell them "
    "another way and say here how and when.",
    State.TO_POST: "Download its PDF, print it, post it or hand it over, and say here on which "
    "day.",
    State.BOUNCED: f"{MEND_THE_ADDRESS} {TELL_ANOTHER_WAY}",
    State.FAILED: f"{MEND_THE_ADDRESS} {TELL_ANOTHER_WAY}",
    State.DEAD: TELL_ANOTHER_WAY,
    State.NEEDS_REVIEW: "Ask them whether it came. If it did, say so here; if not, send it again: "
    "it is then marked as a copy.",
}


def describe(message: Message) -> Standing:
    """Say how ``message`` stands."""
    state = State(message.state)
    tag, colour = TAGS[state]
    return Standing(tag, colour, _say(message, state), ADVICE.get(state, ""))


def _say(message: Message, state: State) -> str:
    if state in (State.ACCEPTED, State.DELIVERED):
        assert message.accepted_at is not None  # a constraint of the table
        delivered = ", and delivered" if state == State.DELIVERED else ""
        return f"Sent and accepted on {write_moment(message.accepted_at)}{delivered}."
    if state == State.POSTED:
        return _say_posted(message)
    if state == State.CLOSED_BY_HAND:
        assert message.settled_at is not None
        return f"{message.settled_note.rstrip('.')}. {write_moment(message.settled_at)}."
    if state == State.QUEUED:
        since = write_moment(message.queued_at or message.created_at)
        tried = f" Tried {message.attempts} times so far." if message.attempts > 1 else ""
        return f"Waiting to be sent since {since}.{tried}{_reason(message)}"
    return f"{SENTENCES[state]}{_reason(message)}"


def _say_posted(message: Message) -> str:
    assert message.posted_on is not None  # a constraint of the table
    posted = f"Posted or handed over on {write_day(message.posted_on)}"
    stated = message.says_sent_on
    if stated is None or stated == message.posted_on:
        return f"{posted}."
    return f"{posted}, although the letter itself says {write_day(stated)}."


def _reason(message: Message) -> str:
    return f" {message.last_error.rstrip('.')}." if message.last_error else ""
