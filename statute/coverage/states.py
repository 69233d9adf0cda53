"""Coverage of the state tables, and of what must be refused (section 3)."""

from statute.coverage.rows import Row, law

PERMANENT = "statute.permanent_states.PERMANENT"
SUSPENSION = "statute.suspension_states.SUSPENSION statute.suspension_states.SUSPENSION_BOARD"
LEADS = "statute/test_permanent_states.py::test_each_event_leads_where_the_table_says_or_is_refused"
REFUSED = "statute/test_must_be_refused.py::"
SUSPENDED = "statute/test_suspension_states.py::"
SIDE = "statute/test_side_states.py::"

_STEPS = (
    "decide to exclude",
    "the board is informed",
    "cancel",
    "the meeting begins",
    "the board's limit passes",
    "the meeting is adjourned",
    "the board reinstates",
    "the board declines",
    "the decision notice is given",
    "a written waiver",
    "the window ends, no claim pending",
    "the window ends, a claim pending",
    "the claim is finally determined",
    "an application in time",
    "an application deemed late",
    "the panel begins",
    "the review is abandoned",
    "the review is adjourned",
    "the review resumes",
    "the panel is no longer valid",
    "the panel upholds",
    "the panel recommends",
    "the panel quashes",
    "the board reinstates on reconsidering",
    "the board declines on reconsidering",
    "the ten days pass",
    "the name is deleted",
    "a court or Tribunal orders",
)
_TESTS = {
    "3.1-01": "test_neither_authority_nor_board_excludes",
    "3.1-05": "test_a_limit_that_passes_marks_the_case_and_does_not_move_it",
    "3.1-12": "test_a_pending_claim_holds_the_window",
    "3.1-15": "test_a_late_application_is_refused_and_leaves_the_case_where_it_is",
    "3.1-20": "test_a_panel_that_lost_too_many_starts_afresh_and_no_other",
    "3.1-26": "test_a_limit_that_passes_marks_the_case_and_does_not_move_it",
    "3.1-28": "test_what_a_court_orders_needs_its_reasons",
}


def _step(row_id: str, what: str) -> Row:
    own = f" statute/test_permanent_states.py::{_TESTS[row_id]}" if row_id in _TESTS else ""
    return law(row_id, f"Permanent: {what}", PERMANENT, f"{LEADS}{own}")


STATES: tuple[Row, ...] = (
    *(_step(f"3.1-{place:02}", what) for place, what in enumerate(_STEPS, start=1)),
    law(
        *("3.1-claim", "Beside it: the claim", "statute.side_states.EQUALITY_CLAIM"),
        f"{SIDE}test_a_claim_is_pending_until_every_appeal_is_exhausted",
    ),
    law(
        *("3.1-money", "Beside it: the £4,000", "statute.side_states.FINANCIAL_ORDER"),
        f"{SIDE}test_the_money_is_ordered_then_owed_and_paid_or_lapses",
    ),
    law(
        *("3.1-education", "Beside it: education", "statute.side_states.EDUCATION"),
        f"{SIDE}test_education_passes_from_parents_through_a_day_of_nobodys_to_the_authority",
    ),
    law(
        *("3.1-standing", "Beside it: standing", "statute.side_states.LA_STANDING"),
        f"{SIDE}test_the_standing_table_agrees_with_the_function_that_works_it_out",
    ),
    law(
        *("3.2-life", "Suspension: issued, in force, completed", SUSPENSION),
        f"{SUSPENDED}test_each_event_leads_where_the_table_says_or_is_refused",
    ),
    law(
        *("3.2-board", "Suspension: what the board owes", SUSPENSION),
        f"{SUSPENDED}test_the_boards_part_follows_the_term_total_exams_and_representations",
    ),
    law(
        *("3.2-late-finding", "A finding after the days goes on the record", SUSPENSION),
        f"{SUSPENDED}test_a_board_that_would_reinstate_after_the_days_puts_that_on_the_record",
    ),
    law(
        *("3.2-representations", "Representations that arrive later", SUSPENSION),
        f"{SUSPENDED}test_representations_that_arrive_later_start_the_boards_duty_above_five_days",
    ),
    law(
        *("3.2-superseded", "A permanent exclusion takes its place", SUSPENSION),
        f"{SUSPENDED}test_a_permanent_exclusion_takes_its_place_only_when_it_ends",
        "One record is never edited into the other; linking them waits for suspension pages.",
    ),
    law(
        *("3.2-later", "A later one is judged on the new total alone", SUSPENSION),
        f"{SUSPENDED}test_the_boards_part_follows_the_term_total_exams_and_representations",
    ),
)

REFUSALS: tuple[Row, ...] = tuple(
    law(f"3.1-no-{place:02}", f"Refused: {what}", by, f"{REFUSED}{test}")
    for place, (what, by, test) in enumerate(
        (
            (
                "cancelling after the meeting has begun",
                PERMANENT,
                "test_cancelling_after_the_boards_meeting_has_begun_is_refused",
            ),
            (
                "cancelling past 45 days",
                f"{PERMANENT} statute.cancelling.find_cancelling_bar",
                "test_cancelling_past_45_days_is_refused",
            ),
            (
                "converting or extending a suspension",
                SUSPENSION,
                "test_a_suspension_is_neither_extended_nor_converted",
            ),
            (
                "a review of a suspension",
                f"{SUSPENSION} statute.applying.find_application_faults",
                "test_a_suspension_is_not_reviewed",
            ),
            (
                "an application after a waiver",
                f"{PERMANENT} statute.applying.find_application_faults",
                "test_an_application_after_a_waiver_is_refused",
            ),
            (
                "replacing a member mid-review",
                f"{PERMANENT} statute.panel_sitting.find_going_on_defects",
                "test_a_panel_member_is_not_replaced_mid_review",
            ),
            (
                "a panel that reinstates",
                f"{PERMANENT} statute.outcomes.find_panel_decision_faults",
                "test_a_panel_does_not_reinstate",
            ),
            (
                "£4,000 without a quash",
                "statute.outcomes.find_panel_decision_faults",
                "test_money_is_not_ordered_without_a_quash",
            ),
            (
                "off-roll before the exclusion stands",
                PERMANENT,
                "test_a_name_stays_on_the_register_until_the_exclusion_stands",
            ),
            (
                "a suspension past 45 days",
                SUSPENSION,
                "test_a_suspension_past_45_days_is_not_issued",
            ),
            (
                "an authority as a party at an academy, or speaking without permission",
                "statute.attendance.find_standing_faults",
                "test_an_authority_is_no_party_at_an_academy_and_does_not_speak_without_a_permission",
            ),
        ),
        start=1,
    )
)

_SITTING = "statute/test_panel_sitting.py::"
_GOES_ON = f"{_SITTING}test_a_panel_that_lost_a_member_goes_on_with_three_and_one_of_each_kind"
_PANEL = "statute/test_panel.py::"
GOING_ON = "statute.panel_sitting.find_going_on_defects"
PANEL_CASES: tuple[Row, ...] = (
    law("5-panel-1", "Five members, a head drops out: go on", GOING_ON, _GOES_ON),
    law("5-panel-2", "Three members, any drops: start afresh", GOING_ON, _GOES_ON),
    law("5-panel-3", "The lay chair drops from five: stop", GOING_ON, _GOES_ON),
    law(
        *("5-panel-4", "A governor with 11 months in a row is not eligible"),
        "statute.panel.find_eligibility_defects",
        f"{_PANEL}test_a_governor_served_twelve_months_in_a_row_in_the_last_five_years",
    ),
    law(
        *("5-panel-5", "An old head of this school: five years, then look at connections"),
        "statute.panel.find_disqualifications",
        f"{_PANEL}test_a_head_of_this_school_is_disqualified_for_five_years {_PANEL}"
        "test_an_old_head_of_this_school_who_is_still_connected_is_disqualified_for_that",
    ),
    law(
        *("5-panel-6", "A clerk trained 25 months ago is refused"),
        "statute.panel.find_training_defects",
        f"{_PANEL}test_training_was_finished_in_the_two_years_before_the_review",
    ),
    law(
        *("5-panel-7", "Two against two: the chair decides"),
        "statute.panel_sitting.count_votes",
        f"{_SITTING}test_a_majority_decides_and_of_equal_votes_the_chairs_second",
    ),
)
