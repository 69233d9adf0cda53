"""What a person decides about a letter that goes no further by itself. Each is one transaction."""

import re
from datetime import datetime

from audit import trail
from audit.models import AuditEvent
from audit.trail import on_the_record
from notifications import outbox
from notifications.access import check_may_settle
from notifications.models import STUCK, Enclosure, Member, Message, State, Step
from notifications.wording import clean_subject, clean_text

AGAIN = re.compile(r"(?P<first>.*)/again-(?P<number>\d+)")
COPY_SUBJECT = "Copy: {subject}"
COPY_BODY = """\
This is a copy. We could not find out whether the same letter already reached you. If it did, please
ignore this one.

{body}"""


class MessageNotStuck(Exception):
    """The letter goes its way by itself, or somebody has already decided about it."""


class NoteMissing(ValueError):
    """Settling a letter by hand needs a note of what was done."""


@on_the_record
def send_again(*, message_id: int, actor: Member, now: datetime) -> Message:
    """
    Send a stuck letter again as a new message, and close the stuck one; return the new one.

    It goes to the address verified since, if there is one. Where the first may have arrived, the
    new one says that it is a copy. What was drawn for the first goes with the new one too.

    :raises NotYourMessage: if ``actor`` may not decide about this letter.
    :raises MessageNotStuck: if it is not stuck, or is held for want of an address.
    """
    message = _lock(message_id, actor)
    if message.state == State.HELD:
        raise MessageNotStuck("the letter is held until somebody verifies an address for it")
    may_have_come = message.state == State.NEEDS_REVIEW
    copy = Message.objects.create(
        dedupe_key=_next_key(message.dedupe_key),
        **{name: getattr(message, name) for name in CARRIED_OVER},
        to=message.newer_to or message.to,
        subject=clean_subject(COPY_SUBJECT.format(subject=message.subject))
        if may_have_come
        else message.subject,
        body=COPY_BODY.format(body=message.body) if may_have_come else message.body,
        state=State.QUEUED,
        copy_of=message,
        created_at=now,
        queued_at=now,
        due_at=now,
    )
    Step.objects.create(message=copy, at=now, state=State.QUEUED, words="A person had it sent.")
    Enclosure.objects.bulk_create(
        Enclosure(
            message=copy, name=one.name, content_type=one.content_type, html=one.html,
            content=one.content, drawn_at=one.drawn_at,
        )
        for one in message.enclosures.order_by("pk")
    )  # fmt: skip
    _close(message, "message.sent-again", note="Sent again.", actor=actor, now=now, copy=copy)
    outbox.wake_after_commit()
    return copy


@on_the_record
def settle_by_hand(*, message_id: int, note: str, actor: Member, now: datetime) -> None:
    """
    Close a stuck letter because a person told the addressee another way; ``note`` says how.

    :raises NotYourMessage: if ``actor`` may not decide about this letter.
    :raises MessageNotStuck: if it is not stuck.
    :raises NoteMissing: if the note says nothing.
    """
    message = _lock(message_id, actor)
    if not (kept := clean_text(note).strip()):
        raise NoteMissing("say what was done, by whom and when")
    _close(message, "message.settled-by-hand", note=kept, actor=actor, now=now)


CARRIED_OVER = (
    "about", "letter", "addressee", "contact_key",
    "case_id", "authority_id", "home_authority_id", "school_id",
)  # fmt: skip


def _lock(message_id: int, actor: Member) -> Message:
    message = Message.objects.select_for_update().get(pk=message_id)
    check_may_settle(actor, message)
    if message.state not in STUCK:
        raise MessageNotStuck("the letter needs nobody: it was decided about, or goes by itself")
    return message


def _close(
    message: Message,
    kind: str,
    *,
    note: str,
    actor: Member,
    now: datetime,
    copy: Message | None = None,
) -> None:
    was, who = message.state, f"user/{actor.pk}"
    Message.objects.filter(pk=message.pk).update(
        state=State.CLOSED_BY_HAND, settled_at=now, settled_by=who, settled_note=note
    )
    Step.objects.create(message=message, at=now, state=State.CLOSED_BY_HAND)
    reference = {"copy": str(copy.reference)} if copy else {}
    trail.record(
        AuditEvent(
            stream=message.about,
            kind=kind,
            actor=who,
            at=now,
            facts={"message": str(message.reference), "was": was, **reference},
            authority_id=message.authority_id,
            home_authority_id=message.home_authority_id,
            school_id=message.school_id,
            case_id=message.case_id,
        )
    )


def _next_key(key: str) -> str:
    if earlier := AGAIN.fullmatch(key):
        return f"{earlier['first']}/again-{int(earlier['number']) + 1}"
    return f"{key}/again-1"
