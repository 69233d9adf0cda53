from decimal import Decimal

import pytest

from statute import guards
from statute.states import Circumstances

HOLDS = ""


@pytest.mark.parametrize(
    ("guard", "given", "told"),
    [
        (guards.may_be_cancelled, {}, HOLDS),
        (guards.may_be_cancelled, {"cancelling_bar": "the board has begun"}, "the board has begun"),
        (guards.no_claim_is_pending, {}, HOLDS),
        (
            *(guards.no_claim_is_pending, {"claim_is_pending": True}),
            "a claim under the Equality Act is pending: wait",
        ),
        (
            *(guards.a_claim_is_pending, {}),
            "no claim under the Equality Act is pending",
        ),
        (guards.a_claim_is_pending, {"claim_is_pending": True}, HOLDS),
        (guards.applied_in_time, {}, HOLDS),
        (guards.applied_in_time, {"application_faults": ("a", "b")}, "a; b"),
        (guards.applied_late, {}, "the application was made in time"),
        (guards.applied_late, {"application_is_late": True}, HOLDS),
        (guards.panel_is_lawful, {}, HOLDS),
        (guards.panel_is_lawful, {"panel_defects": ("a", "b")}, "a; b"),
        (guards.panel_may_go_on, {}, HOLDS),
        (guards.panel_may_go_on, {"sitting_defects": ("a", "b")}, "a; b"),
        (guards.panel_may_not_go_on, {}, "the panel is still whole enough to go on"),
        (guards.panel_may_not_go_on, {"sitting_defects": ("a",)}, HOLDS),
        (guards.decision_is_lawful, {}, HOLDS),
        (guards.decision_is_lawful, {"decision_faults": ("a", "b")}, "a; b"),
        (guards.exclusion_has_taken_effect, {}, HOLDS),
        (guards.exclusion_has_taken_effect, {"off_roll_locks": ("a", "b")}, "a; b"),
        (guards.reasons_are_given, {"reasons": "An order."}, HOLDS),
        (guards.reasons_are_given, {"reasons": " "}, "say what was ordered, by whom, and why"),
        (guards.is_still_out, {"is_still_out": True}, HOLDS),
        (guards.is_still_out, {}, "the days are over: the finding goes on the record"),
        (guards.has_served_it, {}, HOLDS),
        (
            *(guards.has_served_it, {"is_still_out": True}),
            "the days are not over: reinstate the pupil",
        ),
        (guards.follows_on, {"starts_when_it_ends": True}, HOLDS),
        (
            *(guards.follows_on, {}),
            "a permanent exclusion takes its place only if it starts when the suspension ends",
        ),
    ],
)
def test_a_guard_holds_or_says_why_not(guard, given, told):
    assert guard(Circumstances(**given)) == told


@pytest.mark.parametrize(("days", "holds"), [("0", True), ("45", True), ("45.5", False)])
def test_a_suspension_stays_within_the_year(days, holds):
    told = guards.stays_within_the_year(Circumstances(school_days_this_year=Decimal(days)))

    assert told == (
        HOLDS
        if holds
        else "it would take the pupil past 45 school days out this school year: unlawful"
    )


@pytest.mark.parametrize(
    ("days", "exam", "represented", "holding"),
    [
        ("5", False, True, guards.board_need_not_meet),
        ("5.5", False, False, guards.board_need_not_meet),
        ("5.5", False, True, guards.board_must_meet_in_50),
        ("15", False, True, guards.board_must_meet_in_50),
        ("15.5", False, True, guards.board_must_meet_in_15),
        ("1", True, True, guards.board_must_meet_in_15),
        ("6", True, True, guards.board_must_meet_in_15),
    ],
)
def test_of_the_three_guards_of_the_boards_duty_exactly_one_holds(days, exam, represented, holding):
    given = Circumstances(
        term_days_out=Decimal(days), exam_is_lost=exam, representations_made=represented
    )
    why_not = {
        guards.board_must_meet_in_15: "the term total is not above 15 days, and no exam is lost",
        guards.board_must_meet_in_50: "not above 5 and at most 15 days with representations made",
        guards.board_need_not_meet: "the board must meet",
    }
    assert {guard: guard(given) for guard in why_not} == {**why_not, holding: HOLDS}


def test_no_day_out_is_taken_for_granted():
    unknown = Circumstances()

    assert (unknown.school_days_this_year, unknown.term_days_out) == (0, 0)
