"""Ask HiGHS for the cheapest set of whole-number moves. One thread, one seed: one answer."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

import highspy


@dataclass(slots=True)
class Problem:
    """Moves of named counts, each with limits and a price for moving at all, under linear rows."""

    names: list[Hashable] = field(default_factory=list)
    lowers: list[float] = field(default_factory=list)
    uppers: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)
    index: dict[Hashable, int] = field(default_factory=dict)

    def add_move(self, name: Hashable, *, down: int, up: int, cost: float) -> None:
        """Let ``name`` fall by ``down`` or rise by ``up``; moving it at all costs ``cost``."""
        move = self._add_variable(-down, up, 0.0)
        self.index[name] = move
        if cost:
            moved = self._add_variable(0, 1, cost)
            self.rows.append(({move: 1.0, moved: -float(up)}, -highspy.kHighsInf, 0.0))
            self.rows.append(({move: 1.0, moved: float(down)}, 0.0, highspy.kHighsInf))

    def bound(self, name: Hashable, least: int | None, most: int | None) -> None:
        """Require a move of at least ``least`` and at most ``most``."""
        lower = -highspy.kHighsInf if least is None else float(least)
        upper = highspy.kHighsInf if most is None else float(most)
        self.rows.append(({self.index[name]: 1.0}, lower, upper))

    def add_row(
        self, terms: Iterable[tuple[Hashable, int]], *, lower: int | None, upper: int
    ) -> None:
        """Keep ``sum(weight * move)`` between the limits; what cannot move counts as no move."""
        row: dict[int, float] = {}
        for name, weight in terms:
            if name in self.index:
                row[self.index[name]] = row.get(self.index[name], 0.0) + weight
        least = -highspy.kHighsInf if lower is None else float(lower)
        if row:
            self.rows.append((row, least, float(upper)))

    def _add_variable(self, lower: float, upper: float, cost: float) -> int:
        self.names.append(len(self.names))
        self.lowers.append(float(lower))
        self.uppers.append(float(upper))
        self.costs.append(cost)
        return len(self.names) - 1


def solve(problem: Problem) -> dict[Hashable, int] | None:
    """Return the move of every named count at the least cost, or None if nothing will do."""
    highs = start_quietly()
    for lower, upper, cost in zip(problem.lowers, problem.uppers, problem.costs, strict=True):
        highs.addVar(lower, upper)
        column = highs.getNumCol() - 1
        highs.changeColCost(column, cost)
        highs.changeColIntegrality(column, highspy.HighsVarType.kInteger)
    for terms, lower, upper in problem.rows:
        highs.addRow(lower, upper, len(terms), list(terms), list(terms.values()))
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    found = highs.getSolution().col_value
    return {name: round(found[at]) for name, at in problem.index.items()}


def start_quietly() -> highspy.Highs:
    """Return a solver that prints nothing and always takes the same path."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("random_seed", 1)
    highs.setOptionValue("mip_rel_gap", 0.0)
    return highs
