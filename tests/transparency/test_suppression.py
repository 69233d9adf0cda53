"""The pattern of hidden counts, against a slow and obvious reader who tries every table."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transparency.attack import find_range
from transparency.audits import check_witnesses
from transparency.measures import (
    UNPRINTED,
    BoardOutcome,
    ExclusionRow,
    Group,
    count_cells,
    state_linear_facts,
)
from transparency.suppression import (
    AT_MOST,
    EQUAL,
    CannotBeProtected,
    LinearFact,
    find_primary,
    protect,
)

LARGEST = 11  # the oracle tries every inner count from 0 to this
SQUARE = [(row, column) for row in "abT" for column in "xyT"]
SUMS = [
    LinearFact((((row, "T"), -1), ((row, "x"), 1), ((row, "y"), 1)), EQUAL) for row in "abT"
] + [LinearFact(((("T", c), -1), (("a", c), 1), (("b", c), 1)), EQUAL) for c in "xyT"]
small_counts = st.integers(0, 6)


def fill(ax, ay, bx, by):
    rows = {"a": (ax, ay, ax + ay), "b": (bx, by, bx + by)}
    rows["T"] = tuple(map(sum, zip(*rows.values(), strict=True)))
    return {(row, c): rows[row][at] for row in "abT" for at, c in enumerate("xyT")}


def try_every_table(shown):
    """The oracle: every square that agrees with what is shown, tried one at a time."""
    possible = {cell: set() for cell, n in shown.items() if n is None}
    corners = [shown[row, column] for row in "ab" for column in "xy"]
    for inner in product(*(range(LARGEST + 1) if n is None else [n] for n in corners)):
        table = fill(*inner)
        if all(n is None or table[cell] == n for cell, n in shown.items()):
            for cell in possible:
                possible[cell].add(table[cell])
    return possible


def sums_of(facts):
    return [(fact.terms, fact.relation) for fact in facts]


@settings(max_examples=20, deadline=None)
@given(small_counts, small_counts, small_counts, small_counts)
def test_protect_leaves_every_small_count_open_to_somebody_who_tries_every_table(ax, ay, bx, by):
    values = fill(ax, ay, bx, by)

    protection = protect(values, SUMS, threshold=5)
    possible = try_every_table(protection.publish(values))

    assert find_primary(values, 5) <= protection.hidden
    for cell in find_primary(values, 5):
        assert (min(possible[cell]), max(possible[cell]) >= 5) == (0, True), cell
    for cell, found in possible.items():
        assert max(found) - min(found) >= 5, cell


@settings(max_examples=20, deadline=None)
@given(small_counts, small_counts, small_counts, small_counts)
def test_the_attackers_arithmetic_agrees_with_trying_every_table(ax, ay, bx, by):
    shown = {c: None if 0 < n < 5 else n for c, n in fill(ax, ay, bx, by).items()}
    fixed = {cell: n for cell, n in shown.items() if n is not None}

    for cell, found in try_every_table(shown).items():
        least, most = find_range(cell, fixed, sums_of(SUMS))
        assert least == min(found)
        assert most == max(found) or most > LARGEST


def test_total_minus_shown_is_the_classic_way_in_and_is_closed():
    values = {("n", "A"): 3, ("n", "B"): 7, ("n", "T"): 10}
    total = LinearFact(((("n", "T"), -1), (("n", "A"), 1), (("n", "B"), 1)), EQUAL)

    only_small = {("n", "B"): 7, ("n", "T"): 10}
    protection = protect(values, [total], threshold=5)

    assert find_range(("n", "A"), only_small, sums_of([total])) == (3, 3)
    assert protection.hidden == {("n", "A"), ("n", "B")}


def test_a_bound_gives_a_small_count_away_and_is_closed_too():
    values = {("part", "A"): 3, ("whole", "A"): 4}
    within = LinearFact(((("part", "A"), 1), (("whole", "A"), -1)), AT_MOST)

    protection = protect({("part", "A"): 3, ("whole", "A"): 6}, [within], threshold=5)

    assert protect(values, [within], threshold=5).hidden == set(values)
    assert protection.hidden == {("part", "A")}


LEFT = LinearFact(((("whole", "A"), -1), (("part", "A"), 1), (("left", "A"), 1)), EQUAL)


def test_a_small_difference_that_is_printed_nowhere_is_closed_too():
    values = {("whole", "A"): 23, ("part", "A"): 22, ("left", "A"): 1}
    left = ("left", "A")

    protection = protect(values, [LEFT], threshold=5, unprinted={left})
    shown = protection.publish(values)

    assert left in protection.primary
    assert left not in shown
    assert sorted(shown.values(), key=str) in ([22, None], [23, None])
    fixed = {cell: n for cell, n in shown.items() if n is not None}
    least, most = find_range(left, fixed, sums_of([LEFT]))
    assert (least, most >= 5) == (0, True)


@pytest.mark.parametrize(("part", "left"), [(22, 0), (16, 6)])
def test_a_difference_of_none_or_of_many_hides_nothing(part, left):
    values = {("whole", "A"): part + left, ("part", "A"): part, ("left", "A"): left}

    protection = protect(values, [LEFT], threshold=5, unprinted={("left", "A")})

    assert protection.publish(values) == {("whole", "A"): part + left, ("part", "A"): part}
    assert protection.hidden == frozenset()


def test_a_small_difference_of_figures_that_readers_hold_already_is_refused():
    values = {("whole", "A"): 23, ("part", "A"): 22, ("left", "A"): 1}

    with pytest.raises(CannotBeProtected, match="already published would give it away"):
        protect(
            values, [LEFT], threshold=5, unprinted={("left", "A")},
            known={("whole", "A"), ("part", "A")},
        )  # fmt: skip


def test_counts_of_zero_and_large_counts_are_shown():
    values = fill(0, 20, 30, 40)

    assert protect(values, SUMS, threshold=5).hidden == frozenset()


def test_a_higher_threshold_hides_more():
    values = fill(7, 20, 30, 40)

    assert protect(values, SUMS, threshold=5).hidden == frozenset()
    assert ("a", "x") in protect(values, SUMS, threshold=10).hidden


def test_the_same_table_always_gives_the_same_pattern():
    values = fill(3, 8, 9, 30)

    assert protect(values, SUMS, threshold=5) == protect(dict(reversed(values.items())), SUMS,
                                                         threshold=5)  # fmt: skip


def test_counts_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="do not add up"):
        protect({**fill(1, 2, 3, 4), ("T", "T"): 99}, SUMS, threshold=5)


def test_what_was_hidden_before_stays_hidden_and_open():
    values = fill(20, 30, 40, 50)

    protection = protect(values, SUMS, threshold=5, hidden_before={("a", "x")})
    fixed = {c: n for c, n in protection.publish(values).items() if n is not None}

    assert ("a", "x") in protection.hidden
    for cell in protection.hidden:
        least, most = find_range(cell, fixed, sums_of(SUMS))
        assert most - least >= 5


def test_what_readers_kept_from_before_is_not_used_to_hide_another_count():
    values = fill(3, 8, 9, 30)
    plain = protect(values, SUMS, threshold=5)
    kept = {("b", "x")}
    assert kept <= plain.hidden  # else the test says nothing

    protection = protect(values, SUMS, threshold=5, known=kept)

    assert not kept & protection.hidden
    assert ("a", "x") in protection.hidden


def test_a_small_count_that_readers_can_work_out_already_is_refused():
    values = fill(3, 8, 9, 30)
    kept = set(values) - {("a", "x")}

    with pytest.raises(CannotBeProtected, match="already published would give it away"):
        protect(values, SUMS, threshold=5, known=kept)


def test_a_small_count_that_readers_hold_already_is_refused():
    with pytest.raises(CannotBeProtected, match="already published would give it away"):
        protect(fill(3, 8, 9, 30), SUMS, threshold=5, known={("a", "x")})


def test_what_is_hidden_once_more_though_readers_kept_it_needs_no_cover():
    values = fill(20, 30, 40, 50)
    once = {("a", "x")}

    protection = protect(values, SUMS, threshold=5, hidden_before=once, known=once)

    assert (protection.hidden, protection.witnesses) == (once, ())


ROWS = st.builds(
    ExclusionRow,
    group=st.sampled_from([Group.ACADEMY, Group.ACADEMY, Group.MAINTAINED]),
    outcome=st.sampled_from(BoardOutcome),
    has_ended=st.booleans(),
    excluded_on=st.dates(),
    decided_on=st.none() | st.dates(),
    due_on=st.none() | st.dates(),
    told_on=st.none() | st.dates(),
    la_invited=st.booleans(),
    la_attended=st.booleans(),
)


@settings(max_examples=20, deadline=None)
@given(st.lists(ROWS, max_size=45))
def test_every_pack_of_exclusions_is_protected_with_witnesses(rows):
    values, facts = count_cells(rows), state_linear_facts()

    protection = protect(values, facts, threshold=5, unprinted=UNPRINTED)

    faults = check_witnesses(
        values,
        facts,
        hidden=protection.hidden,
        witnesses=protection.witnesses,
        threshold=5,
        unprinted=UNPRINTED,
    )
    assert faults == []
    fixed = {c: n for c, n in protection.publish(values).items() if n is not None}
    assert not UNPRINTED & fixed.keys()
    for cell in protection.hidden:
        least, most = find_range(cell, fixed, sums_of(facts))
        assert most - least >= 5, cell
        if cell in protection.primary:
            assert least == 0, cell
