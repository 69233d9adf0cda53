"""What counts as looking at a child's record: a case, a draft of a notice, a list with names."""

from collections.abc import Iterable

from audit import looks
from audit.models import AuditEvent
from casework.history import VIEWED
from casework.models import Case, NoticeDraft

LISTED, DRAFT_VIEWED = "cases.listed", "draft.viewed"


def note_case(request: object, case: Case) -> None:
    """Note that the answer shows something of ``case``, which the person may see."""
    look = AuditEvent(
        stream=case.stream,
        kind=VIEWED,
        authority_id=case.authority_id,
        home_authority_id=case.home_authority_id,
        school_id=case.school_id,
        case_id=case.pk,
    )
    looks.note(request, look)


def note_draft(request: object, draft: NoticeDraft) -> None:
    """Note that the answer shows a notice that is being typed."""
    look = AuditEvent(stream=draft.stream, kind=DRAFT_VIEWED, school_id=draft.school_id)
    looks.note(request, look)


def note_list(request: object, cases: Iterable[Case]) -> None:
    """
    Note that the answer lists these cases with the children's names: one event, in the chain of
    whoever asked. A list that shows references alone is no look at a child's record.
    """
    if listed := [case.pk for case in cases]:
        looks.note(request, AuditEvent(kind=LISTED, facts={"cases": listed}))
