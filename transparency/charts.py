"""
Grouped bars as SVG, drawn on the server: no script, no style sheet, the same on paper.

Lengths are percentages, so the words keep their size at every width. Series differ by pattern and
by name, never by colour alone. A hidden bar always looks the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string

LONGEST = 60.0  # percent of the width; the rest is for the words after the bar
STUB = 6.0  # percent: every hidden bar, whatever it hides
BAR_HEIGHT, BAR_STEP, GROUP_GAP, LABEL_HEIGHT = 20, 26, 16, 24  # pixels


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: whose it is, and its count; None is hidden."""

    series: str
    count: int | None


@dataclass(frozen=True, slots=True)
class BarGroup:
    """The bars of one measure, one for each series, always in the same order."""

    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """Where a bar lies, and what is written after it."""

    y: int
    width: str
    words: str
    words_at: str
    series: int
    is_hidden: bool

    @property
    def middle(self) -> int:
        return self.y + BAR_HEIGHT // 2


@dataclass(frozen=True, slots=True)
class DrawnGroup:
    """A measure's words and its bars, placed."""

    label: str
    y: int
    bars: tuple[DrawnBar, ...]


def draw_bars(groups: Sequence[BarGroup], *, title: str, chart_id: str = "chart") -> str:
    """
    Return the chart as SVG.

    The scale comes from the counts that are shown, so no length speaks of a hidden one.
    """
    largest = max((b.count or 0 for g in groups for b in g.bars), default=0)
    top, drawn = 0, []
    for group in groups:
        drawn.append(_place(group, top, largest))
        top += LABEL_HEIGHT + BAR_STEP * len(group.bars) + GROUP_GAP
    context = {
        "groups": drawn,
        "height": top,
        "bar_height": BAR_HEIGHT,
        "title": title,
        "description": _describe(groups),
        "chart_id": chart_id,
    }
    return render_to_string("transparency/chart.svg", context)


def _place(group: BarGroup, top: int, largest: int) -> DrawnGroup:
    first = top + LABEL_HEIGHT
    bars = tuple(
        _draw(bar, first + BAR_STEP * at, at, largest) for at, bar in enumerate(group.bars)
    )
    return DrawnGroup(group.label, top + LABEL_HEIGHT - 8, bars)


def _draw(bar: Bar, y: int, series: int, largest: int) -> DrawnBar:
    if bar.count is None:
        width, words = STUB, f"c {bar.series.lower()}"
    else:
        width = LONGEST * bar.count / largest if largest else 0.0
        words = f"{bar.count:,} {bar.series.lower()}"
    return DrawnBar(y, f"{width:.2f}%", words, f"{width:.2f}%", series, bar.count is None)


def _describe(groups: Sequence[BarGroup]) -> str:
    """Say every number of the chart in words, for those who cannot see it."""
    said = []
    for group in groups:
        parts = [
            f"{bar.series.lower()} {'hidden' if bar.count is None else f'{bar.count:,}'}"
            for bar in group.bars
        ]
        said.append(f"{group.label}: {', '.join(parts)}.")
    return " ".join(said)
