"""Everything that is asked about figures: the rows they are counted from, and what is out."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import ExtractMonth, ExtractYear

from casework.board_limit import get_board_limits
from casework.models import Case, CaseFact
from casework.states import ENDED, CaseStatus
from hearings.models import Attendee, Invitation, InviteeKind
from hearings.states import HearingStatus
from organisations.models import LocalAuthority
from statute.facts import Fact, Kind, SchoolType
from statute.school_years import AUGUST, SchoolYear
from transparency.measures import BoardOutcome, ExclusionRow, Group
from transparency.models import Release
from transparency.suppression import Cell

OUTCOMES = {
    CaseStatus.ISSUED: BoardOutcome.AWAITING,
    CaseStatus.AWAITING_BOARD: BoardOutcome.AWAITING,
    CaseStatus.BOARD_IN_SESSION: BoardOutcome.AWAITING,
    CaseStatus.CANCELLED: BoardOutcome.CANCELLED,
    CaseStatus.REINSTATED: BoardOutcome.REINSTATED,
    CaseStatus.DECLINED: BoardOutcome.DECLINED,
    CaseStatus.REVIEW_WINDOW: BoardOutcome.DECLINED,
    CaseStatus.CONCLUDED: BoardOutcome.DECLINED,
}
COLUMNS = ("school_type", "status", "excluded_on", "decided_on", "due_on", "told_on",
           "la_invited", "la_attended")  # fmt: skip


def gather_rows(authority: LocalAuthority, year: SchoolYear) -> list[ExclusionRow]:
    """
    Return one row for each permanent exclusion of the year at the schools of this authority.

    The school's kind is that of the day of the exclusion. Only a meeting that was held counts for
    invitations and attendance, so one listed in error or called off is left out. One query, within
    the scope that the transaction has declared.
    """
    held = {"hearing__case": OuterRef("pk"), "hearing__status": HearingStatus.HELD}
    ours = {**held, "local_authority": OuterRef("authority")}
    cases = Case.objects.filter(
        authority=authority,
        kind=Kind.PERMANENT,
        excluded_on__range=(year.first_day, year.last_day),
    ).annotate(
        decided_on=_standing(Fact.BOARD_DECIDED),
        told_on=_standing(Fact.AUTHORITY_INFORMED),
        due_on=Subquery(get_board_limits(OuterRef("pk")).values("due_date")[:1]),
        la_invited=Exists(
            Invitation.objects.filter(**ours, kind=InviteeKind.AUTHORITY, withdrawn_at=None)
        ),
        la_attended=Exists(Attendee.objects.filter(**ours, attended=True)),
    )
    return [_read_row(values) for values in cases.order_by("pk").values(*COLUMNS)]


def _read_row(values: Mapping[str, Any]) -> ExclusionRow:
    is_academy = values["school_type"] == SchoolType.ACADEMY
    return ExclusionRow(
        group=Group.ACADEMY if is_academy else Group.MAINTAINED,
        outcome=OUTCOMES[CaseStatus(values["status"])],
        has_ended=values["status"] in ENDED,
        **{name: values[name] for name in COLUMNS if name not in ("school_type", "status")},
    )


def _standing(fact: Fact) -> Subquery:
    standing = CaseFact.objects.filter(case=OuterRef("pk"), fact=fact, withdrawn_at=None)
    return Subquery(standing.values("happened_on")[:1])


def find_years(authority: LocalAuthority, today: date) -> list[SchoolYear]:
    """Return this school year, and those in which the authority has exclusions, newest first."""
    months = (
        Case.objects.filter(authority=authority, kind=Kind.PERMANENT, excluded_on__lte=today)
        .annotate(y=ExtractYear("excluded_on"), m=ExtractMonth("excluded_on"))
        .values_list("y", "m")
        .distinct()
    )
    starts = {y if m >= AUGUST else y - 1 for y, m in months} | {SchoolYear.of(today).starts}
    return [SchoolYear(start) for start in sorted(starts, reverse=True)]


def get_published() -> QuerySet[Release]:
    """Return every release that is out, by year, authority and number, the newest first."""
    return (
        Release.objects.filter(published_at__isnull=False)
        .select_related("local_authority")
        .order_by("-year_starts", "local_authority__name", "-number")
    )


def get_releases(authority: LocalAuthority, year: SchoolYear) -> list[Release]:
    """Return the releases of one authority and year that are out, the newest first."""
    ours = get_published().filter(local_authority=authority, year_starts=year.starts)
    return list(ours.prefetch_related("figures"))


def find_draft(authority: LocalAuthority, year: SchoolYear) -> Release | None:
    """Return the figures compiled since the last release of this year, if there are any."""
    mine = Release.objects.filter(local_authority=authority, year_starts=year.starts)
    latest = mine.select_related("local_authority").order_by("-pk").first()
    return latest if latest and latest.published_at is None else None


def get_latest_of_year(year: SchoolYear) -> list[Release]:
    """Return the newest release of each authority for this year, by the authority's name."""
    return list(
        get_published()
        .filter(year_starts=year.starts)
        .order_by("local_authority__name", "local_authority_id", "-number")
        .distinct("local_authority__name", "local_authority_id")
        .prefetch_related("figures")
    )


def get_figures(release: Release) -> dict[Cell, int | None]:
    """Return the figures of a release as published: a count, or None where it is hidden."""
    return {(f.measure, f.school_group): f.count for f in release.figures.all()}


def combine(sheets: Sequence[dict[Cell, int | None]]) -> dict[Cell, int | None]:
    """
    Add published figures up, cell by cell; a sum with a hidden part is hidden.

    Made from what is out already and from nothing else, so it tells a reader nothing new.
    """
    combined: dict[Cell, int | None] = {}
    for cell in sheets[0] if sheets else ():
        parts = [sheet[cell] for sheet in sheets]
        shown = [n for n in parts if n is not None]
        combined[cell] = sum(shown) if len(shown) == len(parts) else None
    return combined
