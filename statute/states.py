"""What a state machine of the law is, as data, and how one asks it what may happen next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Actor(StrEnum):
    """Who makes a thing happen. Time is one: some things happen because days have passed."""

    HEAD = "headteacher"
    BOARD = "governing board"
    RELEVANT_PERSON = "relevant person"
    ARRANGING_AUTHORITY = "arranging authority"
    REVIEW_PANEL = "review panel"
    PROPRIETOR = "proprietor of the school"
    AUTHORITY = "local authority"
    COURT = "court or Tribunal"
    TIME = "passing of days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """
    What guards ask about. Sentences are what the pure functions of the law found to be wrong.

    ``cancelling_bar`` is from ``statute.cancelling``, ``panel_defects`` and ``sitting_defects``
    from ``statute.panel`` and ``statute.panel_sitting``, ``application_faults`` from
    ``statute.applying``, ``decision_faults`` from ``statute.outcomes``, and ``off_roll_locks`` from
    ``statute.off_roll``.
    """

    cancelling_bar: str = ""
    application_faults: tuple[str, ...] = ()
    application_is_late: bool = False
    panel_defects: tuple[str, ...] = ()
    sitting_defects: tuple[str, ...] = ()
    decision_faults: tuple[str, ...] = ()
    off_roll_locks: tuple[str, ...] = ()
    claim_is_pending: bool = False
    reasons: str = ""
    school_days_this_year: Decimal = Decimal(0)  # suspensions, the one to be issued included
    term_days_out: Decimal = Decimal(0)
    exam_is_lost: bool = False
    representations_made: bool = False
    is_still_out: bool = False  # the days of the suspension are not over
    starts_when_it_ends: bool = False  # the permanent exclusion that takes its place


Guard = Callable[[Circumstances], str]  # returns why not, or ""; its docstring is what must hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One row of a table: from any of these states, by this event and actor, to that state."""

    sources: tuple[StrEnum, ...]  # none: this is how it begins
    event: StrEnum
    by: Actor
    to: StrEnum
    guard: Guard | None = None
    fires: tuple[str, ...] = ()  # rows of the law that it sets off or satisfies
    marks: str = ""  # a mark beside the state, where the state itself does not change


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A whole table, and the sentences for what the law forbids outright."""

    name: str
    source: str
    rows: tuple[Transition, ...]
    ends: tuple[StrEnum, ...]
    forbidden: Mapping[StrEnum, str] = field(default_factory=dict)
    note: str = ""

    @property
    def states(self) -> tuple[StrEnum, ...]:
        """Every state, in the order in which the table comes to it."""
        return tuple(dict.fromkeys(row.to for row in self.rows))


class NotAllowed(Exception):
    """The law knows no such step from here, or a guard stands in the way: every reason at once."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


def advance(
    machine: Machine,
    state: StrEnum | None,
    event: StrEnum,
    *,
    by: Actor,
    given: Circumstances | None = None,
) -> Transition:
    """
    Return the row that applies to this event; ``state`` is None where nothing has begun.

    :raises NotAllowed: if no row does: the event is forbidden, comes at the wrong time, is made by
        somebody else, or a guard stands in the way.
    """
    given = given or Circumstances()
    rows = [row for row in machine.rows if row.event is event and _starts_at(row, state)]
    if not rows:
        raise NotAllowed([_tell_why_not(machine, state, event)])
    allowed = [row for row in rows if row.by is by]
    if not allowed:
        who = " or the ".join(dict.fromkeys(row.by.value for row in rows))
        raise NotAllowed([f"only the {who} may do this: “{event.value}”"])
    reasons = [row.guard(given) if row.guard is not None else "" for row in allowed]
    for row, reason in zip(allowed, reasons, strict=True):
        if not reason:
            return row
    raise NotAllowed(reasons[:1])  # what stands in the way of the first row is what was wanted


def may_advance(
    machine: Machine,
    state: StrEnum | None,
    event: StrEnum,
    *,
    by: Actor,
    given: Circumstances | None = None,
) -> bool:
    """Tell whether ``advance`` would find a row."""
    try:
        advance(machine, state, event, by=by, given=given)
    except NotAllowed:
        return False
    return True


def _starts_at(row: Transition, state: StrEnum | None) -> bool:
    return state in row.sources if state is not None else not row.sources


def _tell_why_not(machine: Machine, state: StrEnum | None, event: StrEnum) -> str:
    if told := machine.forbidden.get(event):
        return told
    now = f"is “{state.value}”" if state is not None else "has not begun"
    return f"{machine.name} {now}, so this cannot happen: “{event.value}”"
