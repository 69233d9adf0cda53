"""The page docs/reference/thresholds.md: each number of the law, and who makes up a panel."""

from collections.abc import Iterable, Sequence

from statute.attendance import RIGHTS, Meeting, Person, Remote, Right
from statute.figures import Figure
from statute.law.sources import AC
from statute.panel import LAWFUL_PANELS, Category, Topic
from statute.reference_page import write_table
from statute.wording import write_day

FIGURES = ["row", "what", "number", "source", "status", "reading"]
PANELS = ["members", "lay, in the chair", "heads", "governors"]
ATTENDING = ["who", "at", "attends and speaks", "brings", "remotely, if the rest meet in person"]


def write_figures(figures: Sequence[Figure]) -> str:
    """Return the page of every number, of the make-up of panels and of who comes, in Markdown."""
    about = (
        "Written from `statute/law/figures.py`, `statute/panel.py` and "
        "`statute/attendance.py`; `./dev docs` makes it anew. The time limits themselves are in "
        "[statutory limits](statutory-limits.md)."
    )
    parts = ["# Thresholds and panel rules", "", about, "", "## Numbers", ""]
    parts += write_table(FIGURES, (_describe(figure) for figure in figures))
    parts += ["", "## Who makes up a review panel", ""]
    parts += write_table(PANELS, _list_panels())
    parts += ["", "Each member, and the clerk, was trained in:", ""]
    parts += [f"- {topic}" for topic in Topic]
    parts += ["", "## Who may come", ""]
    parts += write_table(ATTENDING, (_describe_right(*key, right) for key, right in RIGHTS.items()))
    note = (
        "An authority's standing depends on the school's type, on what the family asked and on "
        "what the trust allowed: see `la_standing`."
    )
    return "\n".join([*parts, "", note, ""])


def _describe(figure: Figure) -> list[str]:
    since = f"From {write_day(figure.in_force_from)}. " if figure.in_force_from else ""
    return [
        figure.id,
        figure.what,
        f"{figure.number} {figure.unit}",
        figure.citation,
        figure.status,
        f"{since}{figure.note}",
    ]


def _list_panels() -> Iterable[list[str]]:
    for members, kinds in LAWFUL_PANELS.items():
        yield [str(members), *(str(kinds[category]) for category in Category)]


def _describe_right(meeting: Meeting, person: Person, right: Right) -> list[str]:
    remotely = "" if right.remote is Remote.NOBODY else right.remote.value
    attends = "yes" if right.may_attend else "no"
    cited = right.citations[AC]
    return [person.value, f"{meeting.value} ({cited})", attends, right.brings, remotely]
