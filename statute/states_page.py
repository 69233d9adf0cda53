"""The page docs/reference/legal-states.md: the lives of exclusions as the law tells them."""

from collections.abc import Iterable, Sequence

from statute.reference_page import write_table
from statute.states import Machine, Transition

MOST_ARROWS = 4  # a step from more states than that would hide the others: the table has it
ROWS = ["from", "event", "by", "to", "only if", "sets off or satisfies"]


def write_states(machines: Sequence[Machine]) -> str:
    """Return one diagram and one table for each machine, in Markdown."""
    about = (
        "Written from `statute/permanent_states.py`, `statute/suspension_states.py` and "
        "`statute/side_states.py`; `./dev docs` makes it anew. What the application itself keeps "
        "is in [the states of a case](case-states.md). A step that many states allow is in the "
        "table alone."
    )
    parts = ["# The states of the law", "", about, ""]
    for machine in machines:
        parts += _describe(machine)
    return "\n".join(parts)


def _describe(machine: Machine) -> list[str]:
    title = machine.name[0].upper() + machine.name[1:]
    parts = [f"## {title}", "", f"Source: {machine.source}.", ""]
    parts += ["```mermaid", "stateDiagram-v2", *_draw(machine), "```", ""]
    parts += write_table(ROWS, (_tell(row) for row in machine.rows))
    if machine.forbidden:
        parts += ["", "Refused outright:", ""]
        parts += [f"- {event.value}: {told}." for event, told in machine.forbidden.items()]
    return [*parts, "", machine.note, ""] if machine.note else [*parts, ""]


def _draw(machine: Machine) -> Iterable[str]:
    drawn = [row for row in machine.rows if len(row.sources) <= MOST_ARROWS]
    for row in drawn:
        for source in row.sources or ("[*]",):
            yield f"    {source} --> {row.to}: {row.event.value}"
    for end in machine.ends:
        yield f"    {end} --> [*]"


def _tell(row: Transition) -> list[str]:
    to = f"{row.to}, marked {row.marks}" if row.marks else str(row.to)
    return [
        ", ".join(row.sources),
        row.event.value,
        row.by.value,
        to,
        (row.guard.__doc__ or "") if row.guard is not None else "",
        ", ".join(row.fires),
    ]
