"""What a person decides about a letter that goes no further by itself. Each is one transaction."""

import re
from collections.abc import Collection
from datetime import date, datetime

from audit import trail
from audit.models import AuditEvent
from audit.permissions import Row
from audit.trail import on_the_record
from design_system.words import write_day
from notifications import outbox, permissions
from notifications.access import check_may_settle
from notifications.models import FOR_A_PERSON, STUCK, Enclosure, Member, Message, State, Step
from notifications.wording import clean_subject, clean_text
from statute.london import london_date

AGAIN = re.compile(r"(?P<first>.*)/again-(?P<number>\d+)")
COPY_SUBJECT = "Copy: {subject}"
COPY_BODY = """\
This is a copy. We could not find out whether the same letter already reached you. If it did, please
ignore this one.

{body}"""


class MessageNotStuck(Exception):
    """The letter goes its way by itself, or somebody has already decided about it."""


class DayNotRight(ValueError):
    """A letter cannot have been posted on that day."""


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
    message = _lock(message_id, actor, permissions.SEND_AGAIN)
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
def record_posted(*, message_id: int, posted_on: date, actor: Member, now: datetime) -> None:
    """
    Keep that a letter on paper was posted or handed over on ``posted_on``, a day in London.

    :raises NotYourMessage: if ``actor`` may not decide about this letter.
    :raises MessageNotStuck: if it is not to be posted, or was already.
    :raises DayNotRight: if the day has not come yet, or the letter was not written yet.
    """
    message = _lock(message_id, actor, permissions.RECORD_POSTED, among=(State.TO_POST,))
    if fault := find_posting_fault(message, posted_on, today=london_date(now)):
        raise DayNotRight(fault)
    Message.objects.filter(pk=message.pk).update(
        state=State.POSTED, posted_on=posted_on, settled_at=now, settled_by=f"user/{actor.pk}"
    )
    words = f"Posted or handed over on {write_day(posted_on)}."
    Step.objects.create(message=message, at=now, state=State.POSTED, words=words)
    _record(message, "message.posted", actor=actor, now=now, posted_on=str(posted_on))


def find_posting_fault(message: Message, posted_on: date, *, today: date) -> str:
    """Return why this letter cannot have been posted on ``posted_on``, or ``""``."""
    written_on = london_date(message.created_at)
    earliest = min(message.says_sent_on or written_on, written_on)
    if posted_on > today:
        return "The day must be today or in the past"
    if posted_on < earliest:
        return f"The letter is of {write_day(earliest)}: it cannot have been posted before"
    return ""


@on_the_record
def settle_by_hand(*, message_id: int, note: str, actor: Member, now: datetime) -> None:
    """
    Close a stuck letter because a person told the addressee another way; ``note`` says how.

    :raises NotYourMessage: if ``actor`` may not decide about this letter.
    :raises MessageNotStuck: if it is neither stuck nor to be posted.
    :raises NoteMissing: if the note says nothing.
    """
    message = _lock(message_id, actor, permissions.SETTLE, among=FOR_A_PERSON)
    if not (kept := clean_text(note).strip()):
        raise NoteMissing("say what was done, by whom and when")
    _close(message, "message.settled-by-hand", note=kept, actor=actor, now=now)


CARRIED_OVER = (
    "about", "letter", "addressee", "contact_key",
    "case_id", "authority_id", "home_authority_id", "school_id",
)  # fmt: skip


def _lock(message_id: int, actor: Member, row: Row, *, among: Collection[State] = STUCK) -> Message:
    message = Message.objects.select_for_update().get(pk=message_id)
    check_may_settle(actor, message, row)
    if message.state not in among:
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
    _record(message, kind, actor=actor, now=now, was=was, **reference)


def _record(message: Message, kind: str, *, actor: Member, now: datetime, **facts: str) -> None:
    trail.record(
        AuditEvent(
            stream=message.about,
            kind=kind,
            actor=f"user/{actor.pk}",
            at=now,
            facts={"message": str(message.reference), **facts},
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
