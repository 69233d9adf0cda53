"""Papers that need somebody: not safe, or waiting for the scanner for longer than is usual."""

from datetime import datetime, timedelta

from django.db.models import Q

from casework.models import Document, DocumentState
from organisations import access
from organisations.models import User

MOST = 100
LONG = timedelta(hours=1)  # a paper is usually checked within a minute


def get_papers_to_attend(user: User, *, now: datetime) -> list[Document]:
    """
    Return the papers in this person's care that need somebody, the oldest first.

    One that is not safe is work until it is replaced by a newer version or somebody has dealt with
    it; one that waits, once it has waited for an hour.
    """
    unsafe = Q(state=DocumentState.INFECTED, dealt_with_at=None, replaced_by=None)
    waiting = Q(state=DocumentState.WAITING, filed_at__lte=now - LONG)
    in_care = Q(case__school__in=access.get_school_ids(user))
    if authority := access.get_authority(user):
        in_care |= Q(case__authority=authority) | Q(case__home_authority=authority)
    papers = Document.objects.filter(unsafe | waiting, in_care).select_related("case", "filed_by")
    return list(papers.order_by("filed_at", "id")[:MOST])
