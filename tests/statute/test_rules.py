from dataclasses import replace
from datetime import date

import pytest

from statute import conditions, law
from statute.facts import CaseFacts, Fact, Kind, SchoolType
from statute.law import EDITION, LAW, get_rule
from statute.rules import Unit, describe
from statute.school_calendar import NOTHING_PUBLISHED


def excluded_on(day, **more):
    return CaseFacts(
        kind=Kind.PERMANENT,
        school_type=SchoolType.ACADEMY,
        dates={Fact.EXCLUDED: day, Fact.BOARD_INFORMED: day},
        **more,
    )


@pytest.mark.parametrize(
    ("day", "governs"),
    [
        (date(2023, 8, 31), False),
        (date(2023, 9, 1), True),
        (date(2026, 7, 31), True),
        (date(2026, 8, 1), False),
    ],
)
def test_a_rule_governs_the_exclusions_of_its_own_days_the_first_and_the_last_included(
    day, governs
):
    rule = replace(get_rule("G1"), in_force_from=date(2023, 9, 1), in_force_to=date(2026, 7, 31))

    assert rule.governs(excluded_on(day)) is governs


@pytest.mark.parametrize(
    ("decided_on", "reaches"), [(date(2023, 8, 31), False), (date(2023, 9, 1), True)]
)
def test_a_rule_that_reaches_back_is_of_exclusions_not_decided_before_its_first_day(
    decided_on, reaches
):
    facts = excluded_on(date(2023, 6, 5))
    facts = replace(facts, dates=facts.dates | {Fact.BOARD_DECIDED: decided_on})

    assert get_rule("G8").is_in_force(facts) is reaches


def test_a_rule_governs_only_the_types_of_school_that_it_cites_a_provision_for():
    maintained_only = replace(
        get_rule("G1"), citations={SchoolType.MAINTAINED: "SI 2012/1033 reg 6"}
    )

    assert not maintained_only.governs(excluded_on(date(2026, 9, 15)))


@pytest.mark.parametrize(
    ("rule_id", "limit"),
    [
        ("N3", "the same day"),
        ("E4", "6 school days after"),
        ("E3", "6 school days from"),
        ("G1", "15 school days after"),
        ("G3-AIM", "1 school day before"),
        ("G4", "50 school days after"),
        ("I15", "5 school days before"),
        ("R1", "10 school days after"),
        ("N6-EDU", "48 hours before"),
        ("F2", "28 calendar days after"),
        ("I28", "6 calendar months after"),
        ("W-G1", "15 school days after"),
    ],
)
def test_limits_are_told_in_words(rule_id, limit):
    assert get_rule(rule_id).limit == limit


def test_a_rule_that_does_not_exist_is_not_found():
    with pytest.raises(KeyError):
        get_rule("Z9")


def test_every_rule_has_an_id_of_its_own():
    assert len({rule.id for rule in LAW}) == len(LAW)


def test_the_edition_changes_with_any_part_of_any_rule():
    board = get_rule("G1")
    edited = [
        replace(board, number=16),
        replace(board, reading=""),
        replace(board, in_force_to=date(2027, 1, 1)),
        replace(board, applies_to=conditions.is_told_at_once),
    ]

    assert len({describe(rule) for rule in [board, *edited]}) == 5
    assert law.sha256("\n".join(map(describe, LAW)).encode()).hexdigest() == EDITION


@pytest.mark.parametrize(("hours", "day"), [(24, 9), (25, 8), (48, 8), (49, 7)])
def test_hours_that_begin_a_day_take_the_whole_of_it(hours, day):
    rule = replace(get_rule("G1"), unit=Unit.HOURS_BEFORE, number=hours)

    assert rule.count(date(2026, 11, 10), NOTHING_PUBLISHED) == (date(2026, 11, day),)
