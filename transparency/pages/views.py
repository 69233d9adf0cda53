"""The figures as everybody sees them. No page here needs a sign-in or reaches a case."""

from itertools import groupby

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from organisations.models import LocalAuthority, User
from statute.school_years import SchoolYear
from transparency import access, publication, queries
from transparency.history import list_changes
from transparency.measures import BY_KEY, MEASURES
from transparency.models import Release
from transparency.pages.open_pages import open_to_all


@open_to_all
def show_index(request: HttpRequest) -> HttpResponse:
    latest: dict[tuple[int, int], Release] = {}
    for release in queries.get_published():
        latest.setdefault((release.year_starts, release.local_authority_id), release)
    years = [
        (year, list(releases))
        for year, releases in groupby(latest.values(), key=lambda release: release.year)
    ]
    user = request.user
    may_publish = isinstance(user, User) and access.find_authority_to_publish(user) is not None
    return render(request, "transparency/index.html", {"years": years, "may_publish": may_publish})


@open_to_all
def show_year(request: HttpRequest, year: SchoolYear) -> HttpResponse:
    releases = _find_releases_of(year)
    combined = queries.combine([queries.get_figures(release) for release in releases])
    title = f"All published authorities, {year}"
    context = {"year": year, "releases": releases, **_draw(combined, title)}
    return render(request, "transparency/year.html", context)


@open_to_all
def send_year_data(request: HttpRequest, year: SchoolYear) -> HttpResponse:
    sheets = [(r.local_authority, queries.get_figures(r)) for r in _find_releases_of(year)]
    return _send(publication.write_csv(sheets, year))


@open_to_all
def show_authority(
    request: HttpRequest, year: SchoolYear, code: str, number: int | None = None
) -> HttpResponse:
    releases, shown = _find_release(year, code, number)
    figures = queries.get_figures(shown)
    context = {
        "release": shown,
        "latest": releases[0],
        "year": year,
        "changes": list_changes(releases),
        "definitions": [(m, BY_KEY[m.share_of].label if m.share_of else "") for m in MEASURES],
        **_draw(figures, f"{shown.local_authority}, {year}"),
    }
    return render(request, "transparency/authority.html", context)


@open_to_all
def send_data(
    request: HttpRequest, year: SchoolYear, code: str, number: int | None = None
) -> HttpResponse:
    _, release = _find_release(year, code, number)
    sheet = release.local_authority, queries.get_figures(release)
    return _send(publication.write_csv([sheet], year))


def _find_releases_of(year: SchoolYear) -> list[Release]:
    releases = queries.get_latest_of_year(year)
    if not releases:
        raise Http404
    return releases


def _find_release(year: SchoolYear, code: str, number: int | None) -> tuple[list[Release], Release]:
    """Return all releases of the authority and year, and the one asked for or the newest."""
    authorities = LocalAuthority.objects.filter(
        code=code, release__year_starts=year.starts, release__published_at__isnull=False
    )
    authority = authorities.order_by("-release__published_at").first()
    releases = queries.get_releases(authority, year) if authority else []
    for release in releases:
        if number in (None, release.number):
            return releases, release
    raise Http404


def _draw(figures: publication.Shown, caption: str) -> dict[str, object]:
    # Both are drawn from templates that escape what they are given.
    return {
        "headline": publication.write_headline(figures),
        "table": mark_safe(publication.draw_table(figures, f"Every figure: {caption}")),
        "chart": mark_safe(
            publication.draw_chart(figures, "Academies and maintained schools side by side")
        ),
        "has_hidden": None in figures.values(),
    }


def _send(data: str) -> HttpResponse:
    invented = "invented_" if settings.SAMPLE_DATA else ""
    name = f"{invented}permanent_exclusion_hearings.csv"
    return HttpResponse(
        data,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
