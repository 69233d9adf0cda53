"""What is published, byte for byte: the table, the chart and the CSV, all from the same figures."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.template.loader import render_to_string

from organisations.models import LocalAuthority
from statute.school_years import SchoolYear
from transparency.charts import Bar, BarGroup, draw_bars
from transparency.measures import BY_KEY, MEASURES, Group, Measure
from transparency.suppression import Cell

Shown = Mapping[Cell, int | None]  # None: hidden, written "c"
HIDDEN, NOT_APPLICABLE = "c", "z"
HEADINGS = {
    Group.ACADEMY: "Academies",
    Group.MAINTAINED: "Maintained schools",
    Group.TOTAL: "All schools",
}
SERIES = {Group.ACADEMY: "Academies", Group.MAINTAINED: "Maintained"}  # short, for a phone
# The words that DfE's harmonised list of school types has for these groups.
ESTABLISHMENT_GROUPS = {
    Group.ACADEMY: "Academy",
    Group.MAINTAINED: "Local authority maintained",
    Group.TOTAL: "Total",
}
CHARTED = ("exclusions", "la_told_same_day", "held_in_time", "held_late", "la_invited",
           "la_attended", "reinstated", "declined")  # fmt: skip
PLACE_COLUMNS = (
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name",
    "region_code", "region_name", "old_la_code", "new_la_code", "la_name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell as drawn: the count or ``c``, and the percentage where both of its counts show."""

    heading: str
    shown: str
    percent: str

    @property
    def is_hidden(self) -> bool:
        return self.shown == HIDDEN


@dataclass(frozen=True, slots=True)
class TableRow:
    """One measure across the kinds of school."""

    measure: Measure
    cells: tuple[TableCell, ...]


def write_count(count: int | None) -> str:
    """Write a count for people: "1,204", or "c" where it is hidden."""
    return HIDDEN if count is None else f"{count:,}"


def find_percentage(figures: Shown, measure: Measure, group: Group) -> Decimal | str:
    """
    Return the percentage, or ``c`` where a count it needs is hidden, or ``z`` where it means none.

    It is worked out from figures that are shown and from nothing else, so it cannot tell more.
    """
    if not measure.share_of:
        return NOT_APPLICABLE
    part, whole = figures[measure.key, group.value], figures[measure.share_of, group.value]
    if part is None or whole is None:
        return HIDDEN
    return Decimal(100) * part / whole if whole else NOT_APPLICABLE


def lay_out_table(figures: Shown) -> list[TableRow]:
    """Return the rows of the published table, one for each measure."""
    return [TableRow(m, tuple(_lay_out(figures, m, group) for group in Group)) for m in MEASURES]


def _lay_out(figures: Shown, measure: Measure, group: Group) -> TableCell:
    percentage = find_percentage(figures, measure, group)
    percent = f"{percentage:.0f}%" if isinstance(percentage, Decimal) else ""
    return TableCell(HEADINGS[group], write_count(figures[measure.key, group.value]), percent)


def draw_table(figures: Shown, caption: str) -> str:
    """Return the table of every figure as HTML."""
    context = {"rows": lay_out_table(figures), "headings": HEADINGS.values(), "caption": caption}
    return render_to_string("transparency/figures_table.html", context)


def draw_chart(figures: Shown, title: str) -> str:
    """Return the chart of the main figures as SVG; a hidden figure's bar has no size of its own."""
    groups = [
        BarGroup(
            BY_KEY[key].label,
            tuple(
                Bar(SERIES[group], figures[key, group.value])
                for group in (Group.ACADEMY, Group.MAINTAINED)
            ),
        )
        for key in CHARTED
    ]
    return draw_bars(groups, title=title)


def write_headline(figures: Shown) -> list[str]:
    """Say the main figures in sentences; a figure that is hidden is said to be hidden."""
    total = {m.key: figures[m.key, Group.TOTAL.value] for m in MEASURES}
    return [
        _say_exclusions(total["exclusions"]),
        *_say_meetings(total["held"], total["held_in_time"]),
        *_say_presence(total["held"], total["la_invited"], total["la_attended"]),
    ]


def _say_exclusions(count: int | None) -> str:
    if count is None:
        return "The number of permanent exclusions is hidden to protect children."
    if count == 0:
        return "Nobody was permanently excluded."
    return f"{_count(count, 'pupil was', 'pupils were')} permanently excluded."


def _say_meetings(held: int | None, in_time: int | None) -> list[str]:
    if held == 0:
        return ["No governing board has met yet."]
    if held is None or in_time is None:
        return ["How many governing boards met in time is hidden to protect children."]
    return [f"Governing boards met {_count(held, 'time', 'times')}, and {in_time:,} were in time."]


def _say_presence(held: int | None, invited: int | None, attended: int | None) -> list[str]:
    if held == 0:
        return []
    if held is None or invited is None or attended is None:
        return ["How often the local authority was there is hidden to protect children."]
    return [
        f"The local authority was invited to {invited:,} of those meetings and attended "
        f"{attended:,}."
    ]


def _count(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def write_csv(sheets: Iterable[tuple[LocalAuthority, Shown]], year: SchoolYear) -> str:
    """
    Return the figures as tidy CSV, in the columns of DfE's open data standard.

    One row for each authority and kind of school; ``c`` is confidential, ``z`` not applicable.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*PLACE_COLUMNS, "establishment_type_group", *_indicator_columns()])
    for authority, figures in sheets:
        place = _write_place(authority, year)
        for group in Group:
            row = [*place, ESTABLISHMENT_GROUPS[group], *_write_indicators(figures, group)]
            writer.writerow([_disarm(value) for value in row])
    return text.getvalue()


def _indicator_columns() -> Sequence[str]:
    counts = [f"{m.key}_count" for m in MEASURES]
    return [*counts, *(f"{m.key}_percent" for m in MEASURES if m.share_of)]


def _write_indicators(figures: Shown, group: Group) -> Iterable[str]:
    for measure in MEASURES:
        count = figures[measure.key, group.value]
        yield HIDDEN if count is None else str(count)
    for measure in MEASURES:
        if measure.share_of:
            share = find_percentage(figures, measure, group)
            yield share if isinstance(share, str) else f"{share.normalize():.6f}"


def _write_place(authority: LocalAuthority, year: SchoolYear) -> list[str]:
    period = f"{year.starts}{(year.starts + 1) % 100:02}"
    return [
        period, "Academic year", "Local authority", "E92000001", "England",
        authority.region_code or "x", authority.region or "Not available",
        authority.code, authority.ons_code, authority.name,
    ]  # fmt: skip


def _disarm(value: str) -> str:
    """Keep a spreadsheet from running a text that begins like a formula."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
