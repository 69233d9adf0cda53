from collections.abc import Callable

import pytest

from bench.__main__ import BENCHES, choose
from bench.harness import Race, Result, Verdict, measure_loop_step, report, run


def race(**values: object) -> Race:
    given = {
        "name": "page",
        "what": "a page",
        "floor": lambda: None,
        "product": lambda: None,
        "pass_line": 2.0,
    }
    return Race(**{**given, **values})  # type: ignore[arg-type]


def result(*, product: float = 3.0, steps: tuple[float, ...] = (1.0, 1.2), **values) -> Result:
    return Result(race(**values), [2.0, 9.0], [product, 99.0], list(steps))


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (result(product=4.0), Verdict.PASSED),
        (result(product=4.1), Verdict.FAILED),
        (result(product=1.0, steps=(1.0, 1.31)), Verdict.SKIPPED),
    ],
)
def test_the_smallest_of_each_decide_unless_the_machine_was_unsteady(found, verdict):
    assert found.verdict is verdict


def test_a_fault_that_needs_no_clock_fails_even_on_a_busy_machine():
    found = result(product=1.0, steps=(1.0, 9.0))
    found.faults = ["7 queries, and 6 are allowed"]
    assert found.verdict is Verdict.FAILED
    assert str(found).endswith("FAILED\n  7 queries, and 6 are allowed")


def test_floor_and_product_run_in_turn_after_one_try_that_does_not_count():
    said: list[str] = []

    def saying(word: str) -> Callable[[], None]:
        return lambda: said.append(word)

    found = run(
        race(floor=saying("floor"), product=saying("product"), prepare=saying("prepare")), rounds=2
    )
    assert said == ["prepare", "floor", "prepare", "product"] * 3
    assert (len(found.floor_seconds), len(found.product_seconds), len(found.step_seconds)) == (
        2,
        2,
        2,
    )


def test_only_the_work_is_timed():
    ticks = iter(range(1000))
    found = run(race(), rounds=1, clock=lambda: float(next(ticks)))
    assert (found.floor_seconds, found.product_seconds) == ([1.0], [1.0])


def test_the_loop_step_is_the_cheapest_of_several_tries():
    moments = iter([0.0, 5.0, 10.0, 11.0, 20.0, 25.0, 30.0, 36.0, 40.0, 42.0])
    assert measure_loop_step(lambda: next(moments)) == 1.0 / 300_000


def test_the_report_counts_and_fails_only_on_a_failure(capsys):
    skipped = result(steps=(1.0, 2.0))
    assert report([result(), skipped]) == 0
    said = capsys.readouterr().out.strip().splitlines()
    assert said[0] == (
        "page: 1.50 times the floor, pass line 2 (3000.00 ms against 2000.00 ms): passed"
    )
    assert "too busy to judge" in said[1]
    assert said[-1] == "1 passed, 0 failed, 1 skipped"
    assert report([result(product=9.0)]) == 1


def test_counting_dates_is_raced_one_by_one_in_bulk_and_for_an_authority():
    assert choose(["dates"]) == ["dates", "bulk_dates", "recompute"]
    assert choose(["recompute", "dates"]) == ["recompute", "dates", "bulk_dates"]
    assert choose([]) == list(BENCHES)
