"""A manager compiles a year's figures, looks at exactly what would be out, and publishes it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from organisations.access import NotYourAuthority
from organisations.models import LocalAuthority, User
from statute.school_years import SchoolYear
from transparency import access, actions, history, publication, queries
from transparency.models import Reason, Release
from transparency.pages.forms import PublishForm, YearForm

SAFE_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@SAFE_OR_POST
@login_required
def choose_year(request: HttpRequest) -> HttpResponse:
    user, authority = _get_manager(request)
    today = timezone.localdate()
    years = queries.find_years(authority, today)
    form = YearForm(_typed(request), years=years, today=today)
    if form.is_bound and form.is_valid():
        year = form.get_year()
        actions.compile_release(authority=authority, year=year, actor=user, now=timezone.now())
        return redirect("transparency:preview", year=year)
    out = [release for release in queries.get_published() if release.local_authority == authority]
    context = {"form": form, "authority": authority, "releases": out}
    return render(request, "transparency/choose_year.html", context, status=_status_of(form))


@SAFE_OR_POST
@login_required
def preview(request: HttpRequest, year: SchoolYear) -> HttpResponse:
    user, authority = _get_manager(request)
    draft = queries.find_draft(authority, year)
    if draft is None:
        return redirect("transparency:publish")
    earlier = queries.get_releases(authority, year)
    form = PublishForm(_typed(request), draft=draft, earlier=earlier, today=timezone.localdate())
    if form.is_bound and form.is_valid():
        release = actions.publish_release(
            release_id=draft.pk,
            digest=form.cleaned_data["digest"],
            reason=Reason(form.cleaned_data["reason"]),
            actor=user,
            now=timezone.now(),
        )
        messages.success(request, f"Release {release.number} is published.")
        return redirect("transparency:authority", year=year, code=authority.code)
    context = {
        "form": form,
        "draft": draft,
        "year": year,
        "last": earlier[0] if earlier else None,
        "small_changes": history.count_small_changes(draft, earlier[0]) if earlier else 0,
        **_draw_draft(draft),
    }
    return render(request, "transparency/preview.html", context, status=_status_of(form))


def _get_manager(request: HttpRequest) -> tuple[User, LocalAuthority]:
    user = request.user
    authority = access.find_authority_to_publish(user) if isinstance(user, User) else None
    if not isinstance(user, User) or authority is None:
        raise NotYourAuthority("only a manager of a local authority may publish its figures")
    return user, authority


def _typed(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _draw_draft(draft: Release) -> dict[str, object]:
    figures = queries.get_figures(draft)
    caption = f"What everybody would see: {draft.local_authority}, {draft.year}"
    return {
        "headline": publication.write_headline(figures),
        # Drawn from a template that escapes what it is given.
        "table": mark_safe(publication.draw_table(figures, caption)),
        "hidden": sum(count is None for count in figures.values()),
    }


def _status_of(form: YearForm | PublishForm) -> int:
    return 422 if form.is_bound and not form.is_valid() else 200
