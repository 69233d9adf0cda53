"""
Which counts must be hidden so that no small one can be worked out. Plain Python and a solver.

A count from 1 to ``threshold - 1`` is hidden, and so is any other count that would give it away.
Counts that are never printed, but that a reader can work out, are protected like those that are.
For every hidden count we keep *witnesses*: whole tables that agree with everything published and
differ at that count. A reader cannot tell them from the truth, so they prove that it is safe.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import log

from transparency.solver import Problem, solve

Cell = tuple[str, str]  # measure, school group; anything that sorts will do
EQUAL, AT_MOST = "=", "<="
GIVEN_AWAY = (
    "a small figure of this year cannot be hidden, because figures that are already published "
    "would give it away: count again when more cases have been decided"
)
REACH = 10  # a witness may add this many times the threshold to one count


class CannotBeProtected(Exception):
    """No table agrees with what readers know already and hides a small count."""


@dataclass(frozen=True, slots=True)
class LinearFact:
    """``sum(weight * count)`` over the terms is zero, or at most zero. Every reader knows it."""

    terms: tuple[tuple[Cell, int], ...]
    relation: str

    def holds(self, table: Mapping[Cell, int]) -> bool:
        total = sum(weight * table[cell] for cell, weight in self.terms)
        return total == 0 if self.relation == EQUAL else total <= 0


@dataclass(frozen=True, slots=True)
class Witness:
    """A table that agrees with the publication and that the truth cannot be told from."""

    table: Mapping[Cell, int]

    def moves(self, cell: Cell, values: Mapping[Cell, int]) -> bool:
        return self.table[cell] != values[cell]


@dataclass(frozen=True, slots=True)
class Protection:
    """The pattern of hidden counts, and the witnesses that prove it safe."""

    primary: frozenset[Cell]
    hidden: frozenset[Cell]
    witnesses: tuple[Witness, ...]
    unprinted: frozenset[Cell] = frozenset()

    def publish(self, values: Mapping[Cell, int]) -> dict[Cell, int | None]:
        """Return what may be printed: a count, or None where it is hidden."""
        return {
            cell: None if cell in self.hidden else n
            for cell, n in values.items()
            if cell not in self.unprinted
        }


def find_primary(values: Mapping[Cell, int], threshold: int) -> frozenset[Cell]:
    """Return the counts that are too small to show: from 1 to ``threshold - 1``."""
    return frozenset(cell for cell, n in values.items() if 0 < n < threshold)


def protect(
    values: Mapping[Cell, int],
    facts: Sequence[LinearFact],
    *,
    threshold: int,
    hidden_before: Collection[Cell] = (),
    known: Collection[Cell] = (),
    unprinted: Collection[Cell] = (),
) -> Protection:
    """
    Return which counts to hide, with proof, so that none can be narrowed below ``threshold``.

    After it, every small count could still be 0 and could still be ``threshold`` or more; every
    other hidden count could still take values that lie ``threshold`` or more apart.
    ``hidden_before`` stay hidden; ``known`` are counts that readers hold from elsewhere, so hiding
    them again would protect nothing; ``unprinted`` are counts that stand nowhere, so hiding them
    costs nothing and protects nothing: what they follow from is hidden where they are small. The
    same table always gives the same pattern.

    :raises ValueError: if the counts break a fact.
    :raises CannotBeProtected: if what readers know already gives a small count away.
    """
    if not all(fact.holds(values) for fact in facts):
        raise ValueError("the counts do not add up, so nothing can be said of what they reveal")
    if find_primary(values, threshold) & frozenset(known):
        raise CannotBeProtected(GIVEN_AWAY)
    search = _Search(values, facts, threshold, frozenset(known), frozenset(unprinted))
    search.hidden |= search.primary | frozenset(hidden_before)
    search.cover_all()
    search.reveal_what_is_not_needed(search.primary | frozenset(hidden_before))
    return Protection(
        search.primary, frozenset(search.hidden), tuple(search.witnesses), search.unprinted
    )


@dataclass(frozen=True, slots=True)
class _Target:
    """What a witness must do to one cell: bring it to ``low`` at most, or ``high`` at least."""

    cell: Cell
    low: int | None = None
    high: int | None = None


class _Search:
    """The search for a pattern: hide, find a witness, hide what it had to move, and so on."""

    def __init__(
        self,
        values: Mapping[Cell, int],
        facts: Sequence[LinearFact],
        threshold: int,
        known: frozenset[Cell],
        unprinted: frozenset[Cell],
    ) -> None:
        self.values, self.facts, self.threshold = values, facts, threshold
        self.order = sorted(values)
        self.primary = find_primary(values, threshold)
        self.fixed, self.unprinted = known, unprinted
        self.costs = {cell: self._price(cell) for cell in self.order}
        self.hidden: set[Cell] = set()
        self.witnesses: list[Witness] = []

    def cover_all(self) -> None:
        """Find witnesses until every hidden count is covered, hiding what they must move."""
        while open_cells := [c for c in self._largest_first() if not self._is_covered(c)]:
            if not self._cover(open_cells[0], may_hide=True):
                raise CannotBeProtected(GIVEN_AWAY)

    def reveal_what_is_not_needed(self, needed: Collection[Cell]) -> None:
        """Show again each count without which all others stay covered, the dearest first."""
        spare = sorted(self.hidden - set(needed), key=lambda c: (-self.costs[c], c))
        for cell in spare:
            before = set(self.hidden), list(self.witnesses)
            self.hidden.discard(cell)
            self.witnesses = [w for w in self.witnesses if not w.moves(cell, self.values)]
            if not all(self._recover(c) for c in self._largest_first()):
                self.hidden, self.witnesses = before

    def _recover(self, cell: Cell) -> bool:
        return self._is_covered(cell) or self._cover(cell, may_hide=False)

    def _is_covered(self, cell: Cell) -> bool:
        if cell in self.fixed:
            return True  # hidden once more, but readers have kept it: there is nothing to cover
        return not any(self._what_is_missing(cell))

    def _what_is_missing(self, cell: Cell) -> list[list[_Target]]:
        """Return ways to cover a cell: a small count needs both its ends, others only a width."""
        seen = [self.values[cell], *(w.table[cell] for w in self.witnesses)]
        least, most, width = min(seen), max(seen), self.threshold
        if cell in self.primary:
            ends = [_Target(cell, low=0)] if least > 0 else []
            return [[*ends, _Target(cell, high=width)] if most < width else ends]
        if most - least >= width:
            return []
        ways = [[_Target(cell, high=least + width)]]
        return [*ways, [_Target(cell, low=most - width)]] if most >= width else ways

    def _cover(self, cell: Cell, *, may_hide: bool) -> bool:
        """Add the witnesses that hide least; tell whether there are any."""
        tried = [self._find_tables(way, may_hide) for way in self._what_is_missing(cell)]
        found = [tables for tables in tried if tables is not None]
        if not found:
            return False
        best = min(found, key=lambda tables: sum(self.costs[c] for c in self._newly_moved(tables)))
        self.hidden |= self._newly_moved(best)
        self.witnesses += [Witness(table) for table in best]
        return True

    def _newly_moved(self, tables: Sequence[Mapping[Cell, int]]) -> set[Cell]:
        moved = {c for table in tables for c, n in table.items() if n != self.values[c]}
        return moved - self.hidden - self.unprinted

    def _find_tables(self, way: Sequence[_Target], may_hide: bool) -> list[dict[Cell, int]] | None:
        found = []
        for target in way:
            table = self._find_table(target, may_hide=may_hide)
            if table is None:
                return None
            found.append(table)
        return found

    def _find_table(self, target: _Target, *, may_hide: bool) -> dict[Cell, int] | None:
        """Return the table that meets the target and shows as much as can be, or None."""
        unseen = self.hidden | self.unprinted
        movable = [c for c in self.order if c not in self.fixed and (may_hide or c in unseen)]
        problem = Problem()
        for cell in movable:
            n = self.values[cell]
            cost = 0.0 if cell in unseen else self.costs[cell]
            problem.add_move(cell, down=n, up=REACH * self.threshold, cost=cost)
        problem.bound(target.cell, *self._moves_allowed(target))
        for fact in self.facts:
            slack = -sum(weight * self.values[cell] for cell, weight in fact.terms)
            least = slack if fact.relation == EQUAL else None
            problem.add_row(fact.terms, lower=least, upper=slack)
        moves = solve(problem)
        return None if moves is None else {c: n + moves.get(c, 0) for c, n in self.values.items()}

    def _moves_allowed(self, target: _Target) -> tuple[int | None, int | None]:
        n = self.values[target.cell]
        least = None if target.high is None else target.high - n
        most = None if target.low is None else target.low - n
        return least, most

    def _price(self, cell: Cell) -> float:
        """Say how sorry we would be to hide a count: totals most, and zeros, which say a lot."""
        n = self.values[cell]
        sums = [f for f in self.facts if f.relation == EQUAL and (cell, -1) in f.terms]
        tie_break = self.order.index(cell) / (1000 * len(self.order))
        return 1 + log(1 + n) + (3 if n == 0 else 0) + len(sums) + tie_break

    def _largest_first(self) -> list[Cell]:
        return sorted(self.hidden, key=lambda c: (c not in self.primary, -self.values[c], c))
