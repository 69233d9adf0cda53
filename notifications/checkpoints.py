"""Keeping checkpoints of the audit trail out of reach: in a folder and in a mailbox elsewhere."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from django.conf import settings

from audit.checkpoints import Statement, make_checkpoint, write_file
from notifications import outbox
from notifications.outbox import Address, Attachment, Reach

NOBODY_S = Reach(
    about="audit", case_id=None, authority_id=None, home_authority_id=None, school_id=None
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointLetter:
    """The covering words of one checkpoint; the checkpoint itself is the file that goes with it."""

    template: ClassVar[str] = "letters/audit_checkpoint"
    dedupe_key: str
    address: Address
    reach: Reach
    number: int
    made_at: str
    chains: int
    root: str


def post_checkpoint(*, now: datetime) -> Statement | None:
    """
    Make the next checkpoint, write it to the folder and send it to the mailbox that are set.

    Runs inside the caller's transaction, over the whole service. Returns None where no key is set
    or nothing has happened since the last. The file is written before the checkpoint is committed:
    one that cannot be written is not made, and the next run tries again.

    :raises NotAKey: if the signing key is none.
    :raises OSError: if the file cannot be written.
    """
    if not settings.AUDIT_SIGNING_KEY:
        return None
    statement = make_checkpoint(signing_key=settings.AUDIT_SIGNING_KEY, now=now)
    if statement is not None:
        _send(statement, now)
        _file(statement)
    return statement


def get_file_name(statement: Statement) -> str:
    """Return the name of a checkpoint's file: "audit-checkpoint-000042-9f86d081.json"."""
    # The root tells apart two of one number: the first was never committed, and both are true.
    return f"audit-checkpoint-{statement.number:06}-{statement.root.hex()[:8]}.json"


def _file(statement: Statement) -> None:
    if settings.AUDIT_CHECKPOINT_FOLDER:
        folder = Path(settings.AUDIT_CHECKPOINT_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / get_file_name(statement)).write_text(write_file(statement))


def _send(statement: Statement, now: datetime) -> None:
    if not settings.AUDIT_CHECKPOINT_MAILBOX:
        return
    letter = CheckpointLetter(
        dedupe_key=f"audit-checkpoint/{statement.number}",
        address=Address(
            addressee="Keeper of the audit checkpoints", to=settings.AUDIT_CHECKPOINT_MAILBOX
        ),
        reach=NOBODY_S,
        number=statement.number,
        made_at=statement.made_at.isoformat(timespec="seconds"),
        chains=len(statement.ends),
        root=statement.root.hex(),
    )
    content = write_file(statement).encode()
    file = Attachment(
        name=get_file_name(statement), content_type="application/json", content=content
    )
    outbox.enqueue(letter, now=now, attachments=[file])
