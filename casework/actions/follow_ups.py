"""The follow-up page of a notice: begun, saved and given like today's page."""

from datetime import datetime

from audit.trail import on_the_record
from casework import access, letters, permissions, timeline
from casework.actions.drafts import StaleDraft, Typed, check_current, lock_draft
from casework.answers import FollowUpAnswers
from casework.facts import get_days_suspended
from casework.models import Case, DraftStage, DraftState, NoticeDraft
from casework.moves import lock_case
from notifications import outbox
from organisations.models import User
from statute.year_total import find_past_limit

PAST_45 = "case.suspended-past-limit"


class PastLimitUnexplained(Exception):
    """More suspension than the law allows in a school year, and nobody has said why."""


@on_the_record
def start_follow_up(*, case_id: int, typed: Typed, actor: User, now: datetime) -> NoticeDraft:
    """
    Begin the follow-up page of a case; there is one a case.

    :raises NotYourSchool: if ``actor`` is not of the school's staff.
    :raises StaleDraft: if somebody has begun it with other answers.
    """
    case = lock_case(case_id)
    access.check_may_draft(actor, case.school, permissions.START_FOLLOW_UP)
    begun = case.drafts.filter(stage=DraftStage.FOLLOW_UP).exclude(state=DraftState.DISCARDED)
    if draft := begun.first():
        if draft.typed != typed:
            raise StaleDraft(draft)
        timeline.record_of_draft(draft, "draft.start-repeated", actor=f"user/{actor.pk}", now=now)
        return draft
    draft = NoticeDraft.objects.create(
        school=case.school,
        case=case,
        stage=DraftStage.FOLLOW_UP,
        typed=dict(typed),
        started_by=actor,
        started_at=now,
        saved_at=now,
        saved_by=actor,
    )
    timeline.record_of_draft(draft, "draft.started", actor=f"user/{actor.pk}", now=now)
    return draft


@on_the_record
def give_follow_up(
    *, draft_id: int, version: int, answers: FollowUpAnswers, actor: User, now: datetime
) -> Case:
    """
    Put the answers of the follow-up page on the case, and tell the authorities that they are there.

    A follow-up that was already given changes nothing. Suspensions past the 45 days of a school
    year (L1) may be a fact all the same: they are kept with the reason, and are on the record.

    :raises NotYourSchool: if ``actor`` is not of the school's staff.
    :raises StaleDraft: if the draft was changed after its answers were checked.
    :raises DraftClosed: if the draft was thrown away.
    :raises PastLimitUnexplained: if there were more, and the answers do not say why.
    """
    draft = lock_draft(draft_id)
    access.check_may_draft(actor, draft.school, permissions.GIVE_FOLLOW_UP)
    assert draft.case_id is not None  # a follow-up is begun from its case
    case = lock_case(draft.case_id)
    by = f"user/{actor.pk}"
    if draft.state == DraftState.GIVEN:
        timeline.record(case, "case.follow-up-repeated", actor=by, now=now)
        return case
    check_current(draft, version)
    case.follow_up, case.follow_up_given_at = dict(answers), now
    case.version += 1
    case.save(update_fields=["follow_up", "follow_up_given_at", "version"])
    draft.state = DraftState.GIVEN
    draft.save(update_fields=["state"])
    timeline.record(case, "case.follow-up-given", actor=by, now=now, draft=draft.pk)
    _record_past_limit(case, by=by, now=now)
    documents = case.documents.count()
    for authority in filter(None, (case.authority, case.home_authority)):
        letter = letters.FollowUpToAuthority.of(case, authority, documents=documents)
        outbox.enqueue(letter, now=now)
    return case


def _record_past_limit(case: Case, *, by: str, now: datetime) -> None:
    suspended = get_days_suspended(case)
    if suspended is None or not (told := find_past_limit(suspended)):
        return
    because = case.follow_up.get("suspended_past_45_because")
    if not because:
        raise PastLimitUnexplained(f"{told}. Check the number, or say why it is so")
    timeline.record(case, PAST_45, actor=by, now=now, reasons=because)
