"""The page docs/reference/law-coverage.md: every row of the law, and what became of it."""

from collections import Counter
from collections.abc import Mapping

from statute.coverage import Reach, Row
from statute.reference_page import write_table

HEAD = ["row", "what", "state", "where", "tests", "note"]


def write_coverage(coverage: Mapping[str, tuple[Row, ...]]) -> str:
    """Return the page in Markdown: how many rows are in which state, then each row."""
    rows = [row for part in coverage.values() for row in part]
    counts = Counter(row.reach for row in rows)
    about = (
        "Written from `statute/coverage/`; `./dev docs` makes it anew. A test compares the ids "
        "with the list of the law, and looks for every name and every test that is claimed."
    )
    told = ", ".join(f"{counts[reach]} {reach}" for reach in Reach)
    parts = [
        "# What became of each row of the law",
        "",
        about,
        "",
        f"{len(rows)} rows: {told}.",
        "",
    ]
    for title, part in coverage.items():
        parts += [f"## {title}", "", *write_table(HEAD, map(_tell, part)), ""]
    return "\n".join(parts)


def _tell(row: Row) -> list[str]:
    where = ", ".join(f"`{name}`" for name in row.by)
    tests = ", ".join(f"`{test}`" for test in row.tests)
    return [row.id, row.what, row.reach, where, tests, row.note]
