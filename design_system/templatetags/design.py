"""
What templates say in the design system's patterns: ``{% load design %}``.

Filters write dates; tags draw one component each, with everything they are given escaped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from design_system import words
from design_system.bound import Problem, find_problems
from design_system.clock_lines import RunningClock, lay_out_clocks
from design_system.day_strip import CountedDay, lay_out

register = template.Library()

COLOURS = {"grey", "green", "teal", "blue", "purple", "magenta", "red", "orange", "yellow"}


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened: what, when, by whom, and a few lines about it."""

    title: str
    at: date
    by: str = ""
    lines: tuple[str, ...] = ()


@register.filter
def short_date(day: date | None) -> str:
    """Write "6 October 2026"; nothing for no day."""
    return words.write_day(day) if day else ""


@register.filter
def long_date(day: date | None) -> str:
    """Write "Tuesday 6 October 2026"; nothing for no day."""
    return words.write_long_day(day) if day else ""


@register.filter
def clock(moment: datetime | None) -> str:
    """Write "6 October 2026 at 2:30pm", in London; nothing for no moment."""
    return words.write_moment(moment) if moment else ""


@register.filter
def when(at: date) -> str:
    """Write a moment with its time, and a day without."""
    return words.write_moment(at) if isinstance(at, datetime) else words.write_day(at)


@register.filter
def file_size(size_bytes: int) -> str:
    """Write "800 KB" or "1.2 MB"."""
    return words.write_size(size_bytes)


@register.filter
def school_days(number: Decimal) -> str:
    """Write "1 school day", "2.5 school days"."""
    return f"{number.normalize():f} school day{'' if number == 1 else 's'}"


@register.filter
def with_line(text: str, line: str) -> str:
    """Write ``line`` under ``text``; neither leaves an empty line when it is missing."""
    return "\n".join(part for part in (text, line) if part)


@register.simple_tag
def status_tag(label: str, colour: str = "blue") -> SafeString:
    """Draw a status in a coloured box; the words alone must carry the meaning."""
    if colour not in COLOURS:
        raise template.TemplateSyntaxError(f"a status tag cannot be {colour!r}")
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, label)


@register.inclusion_tag("design_system/parts/summary_row.html")
def summary_row(key: str, value: Any, change: str = "", hidden: str = "") -> dict[str, Any]:
    """
    Draw one row of ``<dl class="govuk-summary-list">``.

    ``change`` is the address of the page that changes it, ``hidden`` what is read out after
    "Change" (else the key).
    """
    return {"key": key, "value": value, "change": change, "hidden": hidden or key.lower()}


@register.inclusion_tag("design_system/parts/timeline.html")
def timeline(entries: Sequence[TimelineEntry], level: int = 3) -> dict[str, Any]:
    """Draw what happened, in the order given; ``level`` is that of the entries' headings."""
    return {"entries": entries, "heading": f"h{level}"}


@register.inclusion_tag("design_system/parts/pagination.html")
def pagination(previous: str = "", following: str = "", label: str = "results") -> dict[str, str]:
    """Draw links to the previous and next page of a list whose pages have no numbers."""
    return {"previous": previous, "following": following, "label": label}


@register.simple_block_tag(end_name="endnotification")
def notification(content: str, title: str = "Important", success: bool = False) -> SafeString:
    """Draw a banner about the whole page; a success is read out at once."""
    return _draw("notification", content=content, title=title, success=success)


@register.simple_block_tag(end_name="enddetails")
def details(content: str, summary: str) -> SafeString:
    """Draw a part that opens when asked for."""
    return _draw("details", content=content, summary=summary)


@register.simple_tag
@lru_cache(maxsize=256)
def table_head(*columns: str) -> SafeString:
    """Draw the head of a table; "Pupils|number" is a column of numbers. It is drawn once."""
    cells = [column.partition("|") for column in columns]
    return _draw("table_head", columns=[(name, kind == "number") for name, _, kind in cells])


@register.inclusion_tag("design_system/parts/day_strip.html")
def day_strip(
    days: Sequence[CountedDay], today: date | None = None, name: str = "days"
) -> dict[str, Any]:
    """Draw a count of days as weeks; a table with the reasons belongs beside it."""
    strip = lay_out(days, today)
    has_today = strip is not None and any(cell.is_today for cell in strip.cells)
    return {"strip": strip, "name": name, "has_today": has_today}


@register.inclusion_tag("design_system/parts/clock_lines.html")
def clock_lines(
    clocks: Sequence[RunningClock], today: date, name: str = "clocks"
) -> dict[str, Any]:
    """Draw the clocks of a case over one stretch of days; their table belongs beside it."""
    return {"drawing": lay_out_clocks(clocks, today), "name": name}


@register.simple_tag(takes_context=True)
def problems_on_page(context: template.Context) -> list[Problem]:
    """Return the problems of ``form`` and of each of ``forms``, as the view named them."""
    form, forms = context.get("form"), context.get("forms") or ()
    return find_problems(shown for shown in (form, *forms) if isinstance(shown, BaseForm))


def _draw(part: str, **context: Any) -> SafeString:
    return render_to_string(f"design_system/parts/{part}.html", context)
