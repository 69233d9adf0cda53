"""The attacker's arithmetic: the least and the most that one hidden count can be."""

from collections.abc import Mapping, Sequence

import highspy

from transparency.solver import start_quietly

Cell = tuple[str, str]
Sum = tuple[Sequence[tuple[Cell, int]], str]  # terms, and whether they make 0 ("=") or at most 0
FAR = 1_000_000  # stands for "any number": no authority has so many exclusions


def find_range(
    cell: Cell, fixed: Mapping[Cell, int], sums: Sequence[Sum]
) -> tuple[int, int] | None:
    """
    Return the least and the most whole number that ``cell`` can be, given ``fixed`` and the sums.

    None means that no table of whole numbers fits at all.
    """
    cells = sorted({c for terms, _ in sums for c, _ in terms})
    ends = [_reach_for(cell, sign, cells, fixed, sums) for sign in (1, -1)]
    if ends[0] is None or ends[1] is None:
        return None
    return ends[0], ends[1]


def _reach_for(
    sought: Cell,
    sign: int,
    cells: Sequence[Cell],
    fixed: Mapping[Cell, int],
    sums: Sequence[Sum],
) -> int | None:
    column = {cell: at for at, cell in enumerate(cells)}
    highs = start_quietly()
    for cell in cells:
        known = fixed.get(cell)
        highs.addVar(0.0 if known is None else known, FAR if known is None else known)
        highs.changeColIntegrality(column[cell], highspy.HighsVarType.kInteger)
    highs.changeColCost(column[sought], float(sign))
    for terms, relation in sums:
        least = 0.0 if relation == "=" else -highspy.kHighsInf
        weights = [float(weight) for _, weight in terms]
        highs.addRow(least, 0.0, len(terms), [column[c] for c, _ in terms], weights)
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    found: float = highs.getSolution().col_value[column[sought]]
    return round(found)
