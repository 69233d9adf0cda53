"""Everything that is asked about hearings. Nothing here writes."""

from datetime import datetime

from django.db.models import QuerySet

from casework.models import Case
from hearings.letters import key_of
from hearings.models import Hearing, Invitation, Outcome
from hearings.states import HearingStatus
from notifications.models import Message
from organisations.models import User


def find_listed_hearing(case_id: int) -> Hearing | None:
    """Return the hearing that is listed for this case, if one is."""
    return Hearing.objects.filter(case=case_id, status=HearingStatus.LISTED).first()


def get_hearings(case: Case) -> QuerySet[Hearing]:
    """Return the case's hearings, the latest listed first; those listed in error as well."""
    return (
        Hearing.objects.filter(case=case)
        .select_related("case__school", "outcome")
        .order_by("-listed_at", "-pk")
    )


def get_invitations(hearing: Hearing) -> QuerySet[Invitation]:
    """Return who is asked to this hearing now, authorities first."""
    return (
        hearing.invitations.standing_now()
        .select_related("local_authority", "user", "adult", "answered_by", "hearing__case__school")
        .order_by("kind", "pk")
    )


def get_authority_invitations(hearing: Hearing) -> QuerySet[Invitation]:
    """Return the standing invitations of local authorities to this hearing."""
    return get_invitations(hearing).filter(local_authority__isnull=False)


def find_outcome(hearing: Hearing) -> Outcome | None:
    """Return what was decided at this hearing, if it is recorded."""
    return Outcome.objects.filter(hearing=hearing).first()


def count_told(hearing: Hearing, *, at: datetime) -> int:
    """Count the letters about this hearing that were written at one moment."""
    about = Message.objects.filter(about=hearing.case.stream, created_at=at)
    return about.filter(dedupe_key__startswith=key_of(hearing)).count()


def get_messages(hearing: Hearing, user: User) -> list[Message]:
    """Return every letter about this hearing that this person may read of, newest first."""
    about = Message.objects.visible_to(user).filter(
        about=hearing.case.stream, dedupe_key__startswith=key_of(hearing)
    )
    return list(about.order_by("-created_at", "-pk"))
