"""Writes docs/reference/retention.md from the schedule."""

from data_protection.schedule import SCHEDULE, RecordClass, Start

INTRODUCTION = """\
# How long each record is kept

Written from `data_protection/schedule.py`; `./dev docs` makes it anew. Periods are calendar months
or calendar days, and the day after the last of them is the first on which a record may go.

A case goes whole or not at all: it is due when the longest of its classes is over. It never goes
while it is open, on legal hold, or while one of its letters is unsettled. What is **not confirmed**
by a source is a setting: the council decides it before it relies on it, and writes it down in its
own retention schedule.

| class | what it is | kept | how it ends | source | confirmed |
|---|---|---|---|---|---|
"""


def write() -> str:
    """Return the page: one row for each class of record."""
    return INTRODUCTION + "".join(map(_write_row, SCHEDULE))


def _write_row(row: RecordClass) -> str:
    confirmed = "yes" if row.confirmed else "**no**"
    cells = (row.name, row.what, _write_period(row), row.how_it_ends, row.source, confirmed)
    return f"| {' | '.join(cells)} |\n"


def _write_period(row: RecordClass) -> str:
    if row.start is Start.NONE:
        return "–"
    period = f"{row.period} {row.unit} from {row.start.value}"
    return f"{period}, unless `{row.setting}` says otherwise"
