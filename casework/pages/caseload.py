"""The lists of cases, and finding one."""

from collections.abc import Mapping
from functools import cache
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from casework import caseload, looks
from casework.caseload import Choice, Cursor, Whose
from casework.forms.caseload import EndedFilter, OpenFilter, SearchForm
from casework.pages.case_rows import draw_box, draw_rows, tell_row
from casework.states import CaseStatus
from organisations.models import User
from organisations.sealing import seal, unseal

TITLES = {
    Whose.HERE: "Schools here",
    Whose.ELSEWHERE: "Our children at schools elsewhere",
    Whose.SCHOOLS: "Cases",
    Whose.ASSIGNED: "Cases assigned to you",
}
SOUGHT = "casework.sought"  # the words last sought, in the session: a name, so encrypted


@require_GET
@login_required
def list_cases(request: HttpRequest) -> HttpResponse:
    """Show one page of one list."""
    assert isinstance(request.user, User)
    lists = caseload.get_lists(request.user)
    choice = _read_choice(request.GET, lists)
    page = caseload.get_page(request.user, choice, Cursor.read(request.GET.get("from", "")))
    looks.note_list(request, page.cases)
    today = timezone.localdate()
    shown = EndedFilter if choice.ended else OpenFilter
    rows = [tell_row(case, today) for case in page.cases]
    every_school_url = _link(whose=choice.whose, ended=choice.ended, status=choice.status)
    context = {
        "choice": choice,
        "tabs": [(TITLES[whose], _link(whose=whose), whose is choice.whose) for whose in lists],
        "open_url": _link(whose=choice.whose),
        "ended_url": _link(whose=choice.whose, ended=True),
        "every_school_url": every_school_url,
        "title": TITLES[choice.whose],
        "rows": rows,
        "drawn_rows": draw_rows(rows, f"{every_school_url}&school="),
        "previous": _link_place(choice, page.before),
        "following": _link_place(choice, page.after),
        "status_box": draw_box(shown, "status", choice.status or "", today),
        "words_box": draw_box(SearchForm, "words", "", today),
    }
    return render(request, "casework/caseload.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def find_cases(request: HttpRequest) -> HttpResponse:
    """Take the words to find a case by, keep them out of every address, and show what fits."""
    assert isinstance(request.user, User)
    today = timezone.localdate()
    if request.method == "POST":
        form = SearchForm(request.POST, today=today)
        if not form.is_valid():
            return render(request, "casework/found.html", {"form": form}, status=422)
        request.session[SOUGHT] = seal(form.cleaned_data["words"], purpose=SOUGHT)
        return redirect("casework:found")
    if not (words := unseal(request.session.get(SOUGHT, ""), purpose=SOUGHT)):
        return redirect("casework:caseload")
    page = caseload.search(request.user, words)
    looks.note_list(request, page.cases)
    rows = [tell_row(case, today) for case in page.cases]
    context = {
        "form": SearchForm(today=today, initial={"words": words}),
        "words": words,
        "rows": rows,
        "drawn_rows": draw_rows(rows),
        "more": page.after is not None,
    }
    return render(request, "casework/found.html", context)


def _read_choice(asked: Mapping[str, str], lists: tuple[Whose, ...]) -> Choice:
    """Whatever an address asks for that is not there is the first list, unfiltered."""
    whose, status, school = asked.get("list"), asked.get("status", ""), asked.get("school", "")
    return Choice(
        whose=next((known for known in lists if known == whose), lists[0]),
        ended=asked.get("cases") == "ended",
        status=CaseStatus(status) if status in CaseStatus else None,
        school_urn=int(school)
        if school.isascii() and school.isdigit() and len(school) < 8
        else None,
    )


def _link(
    *,
    whose: Whose,
    ended: bool = False,
    status: CaseStatus | None = None,
    school_urn: int | None = None,
    place: Cursor | None = None,
) -> str:
    asked = {
        "list": whose.value,
        "cases": "ended" if ended else "",
        "status": status.value if status else "",
        "school": school_urn or "",
        "from": place.token if place else "",
    }
    return f"{_get_base()}?{urlencode({k: v for k, v in asked.items() if v})}"


@cache
def _get_base() -> str:
    return reverse("casework:caseload")


def _link_place(choice: Choice, place: Cursor | None) -> str:
    if place is None:
        return ""
    return _link(
        whose=choice.whose,
        ended=choice.ended,
        status=choice.status,
        school_urn=choice.school_urn,
        place=place,
    )
