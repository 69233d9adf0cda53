"""Everything that is asked about holds, disposals and exports. Nothing here writes."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Count, QuerySet

from audit.models import AuditEvent
from casework.models import Case, DraftState, NoticeDraft
from casework.states import ENDED
from data_protection.models import Disposal, DisposalItem, LegalHold, SubjectExport
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


def find_outdated_drafts(*, today: date) -> QuerySet[NoticeDraft]:
    """Return the notices that became no case, whose period was over before ``today``."""
    last = add_months(today, -settings.DRAFTS_CALENDAR_MONTHS)
    drafts = NoticeDraft.objects.filter(case=None, saved_at__date__lt=last)
    return drafts.exclude(state=DraftState.GIVEN)


def find_outdated_exports(*, today: date) -> QuerySet[SubjectExport]:
    """Return the exports whose period was over before ``today``; not of a case on hold."""
    last = today - timedelta(days=settings.EXPORTS_CALENDAR_DAYS)
    held = LegalHold.objects.standing().values("case")
    return SubjectExport.objects.filter(made_at__date__lt=last).exclude(case__in=held)


def get_exports(case: Case) -> QuerySet[SubjectExport]:
    """Return the exports of a case, newest first."""
    return SubjectExport.objects.filter(case=case).select_related("made_by").order_by("-made_at")


def is_sealed_since(export: SubjectExport) -> bool:
    """Tell whether something of the case was sealed after the export was begun."""
    sealed = AuditEvent.objects.filter(case_id=export.case_id, kind="case.sealed")
    return sealed.filter(at__gte=export.made_at).exists()
