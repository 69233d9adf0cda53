from datetime import date

import pytest

from transparency.measures import (
    CELLS,
    MEASURES,
    UNPRINTED,
    BoardOutcome,
    ExclusionRow,
    Group,
    count_cells,
    state_linear_facts,
)

DAY = date(2025, 9, 16)


def a_row(**given):
    return ExclusionRow(
        **{
            "group": Group.ACADEMY,
            "outcome": BoardOutcome.AWAITING,
            "has_ended": False,
            "excluded_on": DAY,
        }
        | given
    )


def a_heard_row(**given):
    return a_row(
        **{
            "outcome": BoardOutcome.DECLINED,
            "decided_on": date(2025, 10, 7),
            "due_on": date(2025, 10, 7),
        }
        | given
    )


def measures_of(row):
    return {m.key for m in MEASURES if m.counts(row)}


@pytest.mark.parametrize(
    ("row", "counted"),
    [
        (a_row(), {"exclusions", "not_yet_held"}),
        (a_row(outcome=BoardOutcome.CANCELLED, told_on=DAY), {"cancelled"}),
        (a_heard_row(), {"exclusions", "held", "held_in_time", "declined"}),
        (
            a_heard_row(decided_on=date(2025, 10, 8)),
            {"exclusions", "held", "held_late", "declined"},
        ),
        (
            a_heard_row(due_on=None, outcome=BoardOutcome.REINSTATED),
            {"exclusions", "held", "held_limit_unknown", "reinstated"},
        ),
        (
            a_heard_row(decided_on=None),
            {"exclusions", "held", "held_limit_unknown", "declined"},
        ),
        (
            a_row(told_on=DAY),
            {"exclusions", "not_yet_held", "la_told", "la_told_same_day"},
        ),
        (
            a_row(told_on=date(2025, 9, 17)),
            {"exclusions", "not_yet_held", "la_told"},
        ),
        (
            a_heard_row(la_invited=True),
            {"exclusions", "held", "held_in_time", "declined", "la_invited"},
        ),
        (  # coming is not a sign of having been invited
            a_heard_row(la_attended=True),
            {"exclusions", "held", "held_in_time", "declined", "la_attended"},
        ),
        (a_row(la_invited=True, la_attended=True), {"exclusions", "not_yet_held"}),
    ],
)
def test_each_exclusion_is_counted_where_its_definition_says(row, counted):
    assert measures_of(row) == counted


def test_no_exclusion_counts_as_nothing_in_every_cell():
    assert count_cells([]) == dict.fromkeys([*CELLS, *UNPRINTED], 0)


def test_what_a_whole_has_beside_its_part_is_counted_too():
    rows = [
        a_row(),
        a_row(told_on=date(2025, 9, 17)),
        a_row(told_on=DAY, group=Group.MAINTAINED),
        a_heard_row(la_attended=True, told_on=DAY),
        a_heard_row(la_invited=True, told_on=DAY),
    ]

    counts = count_cells(rows)

    assert {key: tuple(counts[key, group.value] for group in Group) for key, _ in UNPRINTED} == {
        "not_told": (1, 0, 1),
        "told_later": (1, 0, 1),
        "not_told_same_day": (2, 0, 2),
        "not_invited": (1, 0, 1),
        "not_attended": (1, 0, 1),
    }


def test_count_cells_puts_each_exclusion_in_its_group_and_in_the_total():
    rows = [a_row(), a_row(group=Group.MAINTAINED), a_heard_row(group=Group.MAINTAINED)]

    counts = count_cells(rows)

    assert {group: counts["exclusions", group.value] for group in Group} == {
        Group.ACADEMY: 1,
        Group.MAINTAINED: 2,
        Group.TOTAL: 3,
    }
    assert {group: counts["held", group.value] for group in Group} == {
        Group.ACADEMY: 0,
        Group.MAINTAINED: 1,
        Group.TOTAL: 1,
    }


@pytest.mark.parametrize("outcome", BoardOutcome)
@pytest.mark.parametrize("due_on", [None, date(2025, 10, 1), date(2025, 10, 30)])
@pytest.mark.parametrize(("invited", "attended"), [(0, 0), (1, 0), (0, 1), (1, 1)])
@pytest.mark.parametrize("told_on", [None, DAY, date(2025, 9, 30)])
def test_what_readers_know_of_the_sums_holds_for_every_kind_of_exclusion(
    outcome, due_on, invited, attended, told_on
):
    row = a_row(
        outcome=outcome,
        due_on=due_on,
        decided_on=date(2025, 10, 7),
        la_invited=bool(invited),
        la_attended=bool(attended),
        told_on=told_on,
    )

    assert [fact for fact in state_linear_facts() if not fact.holds(count_cells([row]))] == []


def test_every_share_is_of_a_measure_that_is_published():
    assert {m.share_of for m in MEASURES if m.share_of} <= {m.key for m in MEASURES}
