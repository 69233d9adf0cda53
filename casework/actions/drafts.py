"""Typing a notice over a day or two, by more than one person, without losing a word."""

from collections.abc import Mapping
from datetime import datetime

from audit.trail import on_the_record
from casework import access, permissions, timeline
from casework.models import DraftStage, DraftState, NoticeDraft
from organisations.models import School, User
from programs.callers import Caller, name_caller
from programs.models import Client

Typed = Mapping[str, str | list[str]]


class StaleDraft(Exception):
    """Somebody else saved the draft after this person opened it."""

    def __init__(self, draft: NoticeDraft) -> None:
        super().__init__("somebody else has changed this notice since you opened it")
        self.draft = draft


class DraftClosed(Exception):
    """The draft was given, or thrown away: it can no longer be changed."""

    def __init__(self, draft: NoticeDraft) -> None:
        given = draft.state == DraftState.GIVEN
        super().__init__(f"this notice has already been {'given' if given else 'thrown away'}")
        self.draft = draft


class KeyUsedBefore(Exception):
    """The same key came with something else: one of the two would be lost."""


def lock_draft(draft_id: int) -> NoticeDraft:
    """
    Return the draft, locked until the transaction ends, with its school.

    Its case and who saved it are not joined: after a wait for the lock, the draft's own columns
    are those of now, but what is joined would still be what it was before the wait.
    """
    return (
        NoticeDraft.objects.select_related("school__local_authority")
        .select_for_update(of=("self",))
        .get(pk=draft_id)
    )


def check_current(draft: NoticeDraft, version: int) -> None:
    """
    Refuse a draft that is closed, or that changed after ``version``.

    :raises DraftClosed: if it was given or thrown away.
    :raises StaleDraft: if somebody saved it in between.
    """
    if not draft.is_open:
        raise DraftClosed(draft)
    if draft.version != version:
        raise StaleDraft(draft)


@on_the_record
def start_draft(
    *,
    school: School,
    typed: Typed,
    key: str,
    digest: str = "",
    actor: Caller,
    now: datetime,
) -> NoticeDraft:
    """
    Begin today's page of a notice, or return the draft that ``actor`` began with the same ``key``.

    ``digest`` stands for what was sent with the key.

    :raises NotYourSchool: if ``actor`` is not of the school's staff, nor a system that may send.
    :raises KeyUsedBefore: if the key came before with something else.
    """
    access.check_may_draft(actor, school, permissions.START_DRAFT)
    person, client = (None, actor) if isinstance(actor, Client) else (actor, None)
    draft, created = NoticeDraft.objects.get_or_create(
        started_by=person,
        started_by_client=client,
        key=key,
        defaults={
            "school": school,
            "stage": DraftStage.TODAY,
            "typed": dict(typed),
            "digest": digest,
            "started_at": now,
            "saved_at": now,
            "saved_by": person,
        },
    )
    if draft.digest != digest or draft.school_id != school.pk:
        raise KeyUsedBefore("this key was used before with other contents: send a new key")
    kind = "draft.started" if created else "draft.start-repeated"
    timeline.record_of_draft(draft, kind, actor=name_caller(actor), now=now)
    return draft


@on_the_record
def save_draft(
    *, draft_id: int, version: int, typed: Typed, actor: User, now: datetime
) -> NoticeDraft:
    """
    Keep what was typed, right or wrong. ``version`` is the one on which it was typed.

    :raises NotYourSchool: if ``actor`` is not of the school's staff.
    :raises StaleDraft: if somebody saved something else in between; nothing is changed.
    :raises DraftClosed: if the notice was given or thrown away.
    """
    draft = lock_draft(draft_id)
    access.check_may_draft(actor, draft.school, permissions.SAVE_DRAFT)
    if draft.is_open and draft.typed == typed:  # a second click, or the same answers: no new one
        timeline.record_of_draft(draft, "draft.saved", actor=f"user/{actor.pk}", now=now)
        return draft
    check_current(draft, version)
    draft.typed, draft.saved_at, draft.saved_by = dict(typed), now, actor
    draft.version += 1
    draft.save(update_fields=["typed", "saved_at", "saved_by", "version"])
    timeline.record_of_draft(draft, "draft.saved", actor=f"user/{actor.pk}", now=now)
    return draft


@on_the_record
def ask_head_to_confirm(*, draft_id: int, version: int, actor: User, now: datetime) -> NoticeDraft:
    """
    Put the checked notice before the headteacher.

    :raises NotYourSchool: if ``actor`` is not of the school's staff.
    :raises StaleDraft: if somebody saved something else in between.
    :raises DraftClosed: if the notice was given or thrown away.
    """
    draft = lock_draft(draft_id)
    access.check_may_draft(actor, draft.school, permissions.ASK_HEAD)
    check_current(draft, version)
    draft.state = DraftState.WITH_HEAD
    draft.save(update_fields=["state"])
    timeline.record_of_draft(draft, "draft.sent-to-head", actor=f"user/{actor.pk}", now=now)
    return draft


@on_the_record
def discard_draft(*, draft_id: int, actor: User, now: datetime) -> None:
    """
    Throw away a draft, and erase what was typed.

    :raises NotYourSchool: if ``actor`` is not of the school's staff.
    :raises DraftClosed: if the notice was given: it is no longer a draft.
    """
    draft = lock_draft(draft_id)
    access.check_may_draft(actor, draft.school, permissions.DISCARD_DRAFT)
    if draft.state == DraftState.GIVEN:
        raise DraftClosed(draft)
    draft.state, draft.typed = DraftState.DISCARDED, {}
    draft.save(update_fields=["state", "typed"])
    timeline.record_of_draft(draft, "draft.discarded", actor=f"user/{actor.pk}", now=now)
