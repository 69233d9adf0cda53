"""
Floor and product in turn, the smallest of each, one against the other.

Absolute times say more about the machine than about us: on a shared one the same code moves by
several times within an hour.  So nothing here asserts a time, only a ratio of two smallest times of
the same run; and where even a plain loop was not steady between rounds, nothing is asserted at all.
A gate that was skipped is not one that was passed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

ROUNDS = 5
STEADY = 1.3  # the dearest loop step of a round against the cheapest
LOOP_STEPS = 300_000
LOOP_TRIES = 5

Work = Callable[[], None]
Clock = Callable[[], float]


class Verdict(StrEnum):
    PASSED = "passed"
    FAILED = "FAILED"
    SKIPPED = "skipped"


@dataclass(frozen=True, kw_only=True)
class Race:
    """
    What is compared: ``product`` must cost at most ``pass_line`` times ``floor``.

    ``prepare`` runs before each of the two, unmeasured.  ``faults`` are found without a clock, like
    too many queries, and fail the race however fast it is.
    """

    name: str
    what: str
    floor: Work
    product: Work
    pass_line: float
    prepare: Work = lambda: None
    find_faults: Callable[[], Sequence[str]] = lambda: ()


@dataclass
class Result:
    race: Race
    floor_seconds: list[float] = field(default_factory=list)
    product_seconds: list[float] = field(default_factory=list)
    step_seconds: list[float] = field(default_factory=list)
    faults: Sequence[str] = ()

    @property
    def ratio(self) -> float:
        return min(self.product_seconds) / min(self.floor_seconds)

    @property
    def unsteadiness(self) -> float:
        return max(self.step_seconds) / min(self.step_seconds)

    @property
    def verdict(self) -> Verdict:
        if self.faults:
            return Verdict.FAILED
        if self.unsteadiness > STEADY:
            return Verdict.SKIPPED
        return Verdict.PASSED if self.ratio <= self.race.pass_line else Verdict.FAILED

    def __str__(self) -> str:
        measured = (
            f"{self.race.name}: {self.ratio:.2f} times the floor, pass line {self.race.pass_line:g}"
            f" ({min(self.product_seconds) * 1000:.2f} ms against "
            f"{min(self.floor_seconds) * 1000:.2f} ms): {self.verdict}"
        )
        if self.verdict is Verdict.SKIPPED:
            measured += (
                f": a plain loop cost {self.unsteadiness:.1f} times as much in one round as in "
                "another, so this machine was too busy to judge"
            )
        return "\n  ".join([measured, *self.faults])


def run(race: Race, *, rounds: int = ROUNDS, clock: Clock = time.perf_counter) -> Result:
    """Run floor and product in turn and return what each cost, in seconds."""
    result = Result(race)
    for work in (race.floor, race.product):  # once unmeasured: caches, plans, imports
        race.prepare()
        work()
    for _ in range(rounds):
        result.step_seconds.append(measure_loop_step(clock))
        for work, costs in (
            (race.floor, result.floor_seconds),
            (race.product, result.product_seconds),
        ):
            race.prepare()
            begun = clock()
            work()
            costs.append(clock() - begun)
    result.faults = race.find_faults()
    return result


def measure_loop_step(clock: Clock) -> float:
    """Return what one step of a plain loop costs now, in seconds: how busy is the machine?"""
    tries = []
    for _ in range(LOOP_TRIES):
        begun = clock()
        total = 0
        for step in range(LOOP_STEPS):
            total += step
        tries.append(clock() - begun)
    return min(tries) / LOOP_STEPS


def report(results: Sequence[Result]) -> int:
    """Print one line for each result; return 1 if any failed."""
    print()
    for result in results:
        print(result)
    count = {verdict: sum(r.verdict is verdict for r in results) for verdict in Verdict}
    print("\n" + ", ".join(f"{number} {verdict.lower()}" for verdict, number in count.items()))
    return 1 if count[Verdict.FAILED] else 0
