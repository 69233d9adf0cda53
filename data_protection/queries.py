"""Everything that is asked about holds, disposals and exports. Nothing here writes."""

from django.db.models import QuerySet

from casework.models import Case
from data_protection.models import LegalHold
from organisations.models import User


def get_holds(case: Case) -> QuerySet[LegalHold]:
    """Return every hold of a case, those that stand first, then the newest."""
    holds = LegalHold.objects.filter(case=case).select_related("put_by", "released_by")
    return holds.order_by("-released_at", "-put_at")


def get_standing_holds(user: User) -> QuerySet[LegalHold]:
    """Return the holds that stand in this person's authority, oldest first."""
    standing = LegalHold.objects.visible_to(user).standing()
    return standing.select_related("case__school", "put_by").order_by("put_at")
