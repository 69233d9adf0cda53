"""Everything that is asked about holds, disposals and exports. Nothing here writes."""

from datetime import date

from django.db.models import Count, QuerySet

from casework.models import Case
from casework.states import ENDED
from data_protection.models import Disposal, DisposalItem, LegalHold
from data_protection.retention import Standing, find_standing, get_months
from data_protection.schedule import OF_A_CASE
from organisations.models import LocalAuthority, User
from statute.calendar_months import add_months

MOST_LOOKED_AT = 500  # cases of one proposal


def get_holds(case: Case) -> QuerySet[LegalHold]:
    """Return every hold of a case, those that stand first, then the newest."""
    holds = LegalHold.objects.filter(case=case).select_related("put_by", "released_by")
    return holds.order_by("-released_at", "-put_at")


def get_standing_holds(user: User) -> QuerySet[LegalHold]:
    """Return the holds that stand in this person's authority, oldest first."""
    standing = LegalHold.objects.visible_to(user).standing()
    return standing.select_related("case__school", "put_by").order_by("put_at")


def get_disposals(user: User) -> QuerySet[Disposal]:
    """Return the disposals of this person's authority, newest first, each with how many cases."""
    seen = Disposal.objects.visible_to(user).select_related("proposed_by", "decided_by")
    return seen.annotate(cases=Count("items")).order_by("-proposed_at")


def find_due(authority: LocalAuthority, *, today: date) -> list[Standing]:
    """
    Return the authority's cases that may be disposed of, those that ended first in front.

    At most ``MOST_LOOKED_AT`` of the oldest are looked at; once they have gone, the next come up.
    """
    months = min(get_months(record) for record in OF_A_CASE)
    ended = Case.objects.filter(
        authority=authority, status__in=ENDED, excluded_on__lt=add_months(today, -months)
    )
    taken = DisposalItem.objects.waiting().values("case_id")
    oldest = ended.exclude(pk__in=taken).select_related("school").order_by("excluded_on", "pk")
    standings = find_standing(list(oldest[:MOST_LOOKED_AT]), today=today)
    return [standing for standing in standings if not standing.bars]
