"""
The rows of a list of cases, and the boxes above it, drawn at little cost.

The list is the page that is asked for most and has the most boxes. Drawn box by box by the template
engine it costs more than all that the page asks of the database, so its rows are joined here; each
value that is put in is escaped, by the standard library: Django's own way costs five times that.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from casework.models import Case
from casework.states import CaseStatus
from casework.wording import Clock, tell_clock
from design_system.forms import PageForm
from design_system.templatetags.design import status_tag
from design_system.words import write_day

ROW = """
      <tr class="govuk-table__row{late}">
        <th scope="row" class="govuk-table__header"><span><a class="govuk-link" href="{url}">\
{pupil}</a><br><span class="app-muted govuk-!-font-weight-regular">{reference}</span></span></th>
        <td class="govuk-table__cell" data-label="School">{school}</td>
        <td class="govuk-table__cell" data-label="What comes next"><span>{next}</span></td>
        <td class="govuk-table__cell" data-label="Status"><span>{status}</span></td>
      </tr>"""
SCHOOL_LINK = (
    '<span><a class="govuk-link" href="{}{}"><span class="govuk-visually-hidden">Only the cases of '
    "</span>{}</a></span>"
)
LATE = " app-table__row--late"
ANY_CASE = UUID(int=0)
STATUSES = {status.value: status.label for status in CaseStatus}


@dataclass(frozen=True, slots=True)
class Row:
    """One case in a list."""

    case: Case
    clock: Clock | None  # None when nothing is owed, or the case has ended


def tell_row(case: Case, today: date) -> Row:
    """Return ``case`` with what comes next in it, as it stands on ``today``."""
    if not case.attend_to_rule:
        return Row(case, None)
    clock = tell_clock(
        case.attend_to_rule,
        due_date=None if case.attend_to_gap else case.attend_to_on,
        gap=case.attend_to_gap,
        counted=case.attend_to_days,
        today=today,
    )
    return Row(case, clock)


def draw_rows(rows: Iterable[Row], school_url: str = "") -> SafeString:
    """Return the rows of the table; with ``school_url`` each school leads to its own cases."""
    before, after = reverse("casework:case", args=[ANY_CASE]).split(str(ANY_CASE))
    drawn = (
        ROW.format(
            late=LATE if row.clock and row.clock.colour == "red" else "",
            url=f"{before}{row.case.public_id}{after}",
            pupil=escape(row.case.pupil.name),
            reference=escape(row.case.reference),
            school=_draw_school(row.case, escape(school_url)),
            next=_draw_next(row),
            status=escape(STATUSES.get(row.case.status, row.case.status)),
        )
        for row in rows
    )
    return mark_safe("".join(drawn))  # each row escaped what it was given


def _draw_school(case: Case, school_url: str) -> str:
    name = escape(case.school.name)
    return SCHOOL_LINK.format(school_url, case.school.urn, name) if school_url else name


def _draw_next(row: Row) -> str:
    case, clock = row.case, row.clock
    if clock is None and case.attend_to_on:
        return "Nothing is owed"
    if clock is None:
        return f"Excluded on {escape(write_day(case.excluded_on))}"
    note = (
        status_tag(clock.note, clock.colour)
        if clock.pressing
        else f'<span class="app-muted">{escape(clock.note)}</span>'
    )
    return f"{escape(clock.words)}<br>{note}"


@lru_cache(maxsize=256)
def draw_box(form: type[PageForm], name: str, value: str, today: date) -> SafeString:
    """
    Return one field of an empty form with its label, kept for the next page.

    It depends on nothing but what is asked for here; nobody's own words belong in it.
    """
    return SafeString(form(today=today, initial={name: value})[name].as_field_group())
