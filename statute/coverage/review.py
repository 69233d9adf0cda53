"""Coverage of the review, reconsideration, money, the roll, and records (2.8 to 2.10)."""

from statute.coverage.rows import Row, application, aside, law

PANEL = "statute/test_panel.py::"
SITTING = "statute/test_panel_sitting.py::"
OUTCOMES = "statute/test_outcomes.py::"
APPLYING = "statute/test_applying.py::"
ROLL = "statute/test_off_roll.py::"
STAGES = "statute/test_duties_of_each_stage.py::"
WINDOW = (
    "statute/test_decision.py::test_p04_the_review_window_of_a_posted_notice_ends_on_15_december"
)
MONEY = "statute/test_money.py::"

REVIEW: tuple[Row, ...] = (
    application(
        *("I1", "Applying for a review within 15 school days, in writing, with grounds"),
        "rule:I1 statute.applying.find_application_faults",
        f"{WINDOW} "
        f"{APPLYING}test_an_application_is_written_and_gives_its_grounds "
        f"{APPLYING}test_an_expert_is_asked_for_with_the_application",
        "The window is a deadline of the case; the checks of an application wait for its page.",
    ),
    law(
        *("I2", "When an application counts as made", "statute.giving_notice.get_day_made"),
        "statute/test_giving_notice.py::"
        "test_an_application_is_made_like_a_notice_is_given_and_no_proof_moves_it",
    ),
    law(
        *("I3", "Out of time: no review is arranged"),
        "statute.applying.find_application_faults "
        "statute.conditions.is_permanent_and_applied_in_time",
        f"{APPLYING}test_an_application_on_the_last_day_is_in_time_and_on_the_next_is_refused "
        f"{STAGES}test_a_late_application_leads_to_no_review "
        "statute/test_permanent_states.py::"
        "test_a_late_application_is_refused_and_leaves_the_case_where_it_is",
    ),
    application(
        *("I4", "A written statement not to apply is final"),
        "statute.conclusion.find_conclusion_faults statute.applying.find_application_faults "
        "casework.actions.conclusions.conclude",
        f"{APPLYING}test_a_statement_that_the_family_will_not_apply_is_final "
        "casework/test_conclude_page.py::test_a_waiver_needs_its_date",
    ),
    law(
        *("I5", "A fresh window after an Equality Act claim"),
        "rule:I5 statute.permanent_states.PERMANENT statute.side_states.EQUALITY_CLAIM",
        "statute/test_worked_case_reviews.py::test_a_claim_finally_determined_opens_a_fresh_window "
        "statute/test_permanent_states.py::test_a_pending_claim_holds_the_window "
        "statute/test_side_states.py::test_a_claim_is_pending_until_every_appeal_is_exhausted",
    ),
    law(
        *("I6", "The panel meets by the 15th school day", "rule:I6"),
        "statute/test_duties.py::"
        "test_a_review_is_applied_for_held_and_papered_by_the_days_counted_by_hand",
    ),
    law(
        *("I7", "Adjourning may carry past the limit"),
        "rule:I7 statute.permanent_states.PERMANENT",
        f"{STAGES}test_a_review_put_off_has_the_day_that_was_set",
    ),
    law(
        *("I8", "In person or remote, as for the board", "statute.attendance.find_right"),
        "statute/test_attendance.py::"
        "test_an_authoritys_right_and_that_observers_join_only_reviews_remotely",
        "The conditions of a remote meeting are those of M2; hearings of a review have no page.",
    ),
    law(
        *("I9", "Who makes up a panel", "statute.panel.find_composition_defects"),
        f"{PANEL}test_a_panel_has_the_right_number_of_each_category "
        f"{PANEL}test_a_head_is_one_or_was_in_the_last_five_years "
        f"{PANEL}test_a_governor_served_twelve_months_in_a_row_in_the_last_five_years",
    ),
    law(
        *("I10", "A lay member was never paid to work in a school"),
        "statute.panel.find_eligibility_defects",
        f"{PANEL}test_a_lay_member_was_never_paid_to_work_in_a_school",
    ),
    law(
        *("I11", "Who is disqualified", "statute.panel.find_disqualifications"),
        f"{PANEL}test_a_head_of_this_school_is_disqualified_for_five_years "
        f"{PANEL}test_employees_of_either_body_are_disqualified_except_heads_of_other_schools",
    ),
    law(
        *("I12", "Conflicts are declared before it begins"),
        "statute.panel.find_declaration_defects",
        f"{PANEL}test_conflicts_are_declared_before_the_review_begins",
    ),
    law(
        *("I13", "Training within two years", "statute.panel.find_training_defects"),
        f"{PANEL}test_training_was_finished_in_the_two_years_before_the_review",
    ),
    law(
        *("I14", "An optional clerk, trained as well", "statute.panel.find_panel_defects"),
        f"{PANEL}test_a_lawful_panel_of_three_or_five_may_begin "
        f"{PANEL}test_training_was_finished_in_the_two_years_before_the_review",
    ),
    law(
        *("I15", "Papers at least 5 school days before"),
        "rule:I15 statute.law.settings.apply_settings",
        "statute/test_law_settings.py::test_papers_in_clear_days_go_out_one_school_day_earlier",
    ),
    law(
        *("I16", "Who may attend a review and speak", "statute.attendance.find_right"),
        "statute/test_attendance.py::"
        "test_who_may_come_and_speak_is_the_same_at_schools_of_every_type",
    ),
    law(
        *("I17", "Authorities observe an academy's review on request"),
        "statute.attendance.find_right",
        "statute/test_attendance.py::"
        "test_an_authoritys_right_and_that_observers_join_only_reviews_remotely",
    ),
    law(
        *("I18", "A review is private", "statute.panel_sitting.may_sit_in_public"),
        f"{SITTING}test_a_review_is_private_unless_the_arranging_authority_directs_otherwise",
    ),
    law(
        *("I19", "Adjourning, and the absent expert"),
        "statute.panel_sitting.must_adjourn statute.panel_sitting.find_adjourning_defects",
        f"{SITTING}test_a_review_adjourns_for_an_expert_who_was_asked_for_if_the_family_asks "
        f"{SITTING}test_everybody_whom_an_adjournment_touches_is_weighed_first",
    ),
    law(
        *("I20", "No substitution; who may go on"),
        "statute.panel_sitting.find_going_on_defects",
        f"{SITTING}test_a_panel_that_lost_a_member_goes_on_with_three_and_one_of_each_kind "
        f"{SITTING}test_nobody_replaces_a_member_midway",
    ),
    law(
        *("I21", "Majority, second vote, combined reviews"),
        "statute.panel_sitting.count_votes statute.panel_sitting.find_combining_defects",
        f"{SITTING}test_a_majority_decides_and_of_equal_votes_the_chairs_second "
        f"{SITTING}test_reviews_are_combined_only_if_fair_connected_and_agreed_by_all",
    ),
    law(
        *("I22", "An expert who is present is heard"),
        "statute.panel_sitting.find_expert_view_defects statute.panel.find_expert_defects",
        f"{SITTING}test_an_expert_who_is_present_is_heard "
        f"{PANEL}test_every_defect_of_an_expert_is_told_at_once",
    ),
    law(
        *("I23", "Uphold, recommend or quash; never reinstate"),
        "statute.outcomes.find_panel_decision_faults",
        f"{OUTCOMES}test_a_panel_never_reinstates "
        f"{OUTCOMES}test_every_fault_of_a_panels_decision_is_told_at_once",
    ),
    law(
        *("I24", "A note on the record; money on a quash only"),
        "statute.outcomes.find_panel_decision_faults",
        f"{OUTCOMES}test_a_panel_upholds_recommends_or_quashes "
        f"{OUTCOMES}test_money_is_ordered_only_with_a_quash",
    ),
    law(
        *("I25", "Who is told of the panel's decision"),
        "rule:I25 rule:I25-HOME rule:I25-SW rule:I25-VSH statute.outcomes.find_review_tellings",
        f"{OUTCOMES}test_who_is_told_of_a_panels_decision "
        f"{STAGES}test_after_a_review_everybody_is_told_and_the_board_reconsiders",
    ),
    law(
        *("I26", "Whom it binds", "statute.outcomes.find_bound_parties"),
        f"{OUTCOMES}test_a_decision_binds_the_authority_except_at_an_academy",
    ),
    aside("I27", "Members and expert are indemnified", "A cost the arranging authority carries."),
    law(
        *("I28", "Claims of discrimination: where, and until when"),
        "statute.claims.find_claim statute.decision.get_claim_day",
        "statute/test_claims.py::"
        "test_a_claim_about_disability_goes_to_the_tribunal_which_may_reinstate "
        "statute/test_decision.py::test_a_claim_has_six_calendar_months",
        "The decision letter shows the last day; claims themselves have no page.",
    ),
)

AFTERWARDS: tuple[Row, ...] = (
    law(
        *("R1", "Reconsider within 10 school days", "rule:R1"),
        f"{STAGES}test_after_a_review_everybody_is_told_and_the_board_reconsiders",
    ),
    aside("R2", "Look afresh, conscientiously", "A quality of mind; the steps around it are R1."),
    law(
        *("R3", "Who is told"),
        "rule:R3 rule:R3-HOME rule:R3-SW rule:R3-VSH "
        "statute.outcomes.find_reconsideration_tellings",
        f"{OUTCOMES}test_who_is_told_of_a_reconsidered_decision",
    ),
    law(
        *("F1", "£4,000: only after a quash, an order and a refusal or delay"),
        "statute.money.find_payment",
        f"{MONEY}test_the_money_is_owed_once_the_board_declines_or_lets_the_days_pass "
        f"{MONEY}test_without_a_quash_and_an_order_nothing_is_owed",
    ),
    law(
        *("F2", "Paid within 28 days", "rule:F2 statute.law.review_outcomes.PAYMENT"),
        f"{MONEY}test_it_is_due_28_calendar_days_later_unless_another_number_is_set "
        f"{STAGES}test_an_order_that_fell_due_is_paid_within_28_calendar_days",
        "The number is confirmed nowhere: a setting takes another.",
    ),
    law(
        *("F3", "Money that follows the pupil"),
        "rule:F3 statute.money.get_money_following_pupil",
        f"{MONEY}test_money_follows_the_pupil_by_the_weeks_left_of_the_year",
        "The finance regulations of the current year were not read.",
    ),
    law(
        *("O1", "The name must go once the exclusion has taken effect"),
        "rule:O1 rule:O1-2006 statute.off_roll.find_off_roll_locks",
        f"{ROLL}test_the_name_goes_on_the_day_after_the_window_and_not_on_its_last {STAGES}"
        "test_a_name_is_deleted_under_the_regulations_of_the_day_of_the_exclusion",
    ),
    application(
        *("O2", "When it has taken effect"),
        "statute.off_roll.find_off_roll_locks statute.conclusion.find_conclusion_faults "
        "casework.actions.conclusions.conclude",
        f"{ROLL}test_after_a_review_it_takes_an_end_that_leaves_the_exclusion_standing "
        "casework/test_conclude_page.py::test_an_officer_records_that_the_exclusion_stands",
        "The application knows the ends without a review; those after one are in the law's code.",
    ),
    law(
        *("O3", "The return of a deletion", "rule:O3 statute.off_roll.find_return_faults"),
        f"{ROLL}test_a_return_that_lacks_something_names_all_of_it "
        f"{STAGES}test_a_deleted_name_is_returned_that_day_and_kept_for_six_years",
    ),
    law(
        *("O4", "How attendance is marked until then", "statute.off_roll.find_code_faults"),
        f"{ROLL}test_an_excluded_pupils_day_is_marked_with_one_of_four_codes",
    ),
)

RECORDS: tuple[Row, ...] = (
    application(
        *("K1", "Amendments keep the original, the new value, why, when and who"),
        "casework.actions.facts.correct_fact audit.trail.record",
        "casework/test_correct_fact.py::test_a_corrected_day_moves_the_dates_and_keeps_both",
        "The admission register itself is kept by the school's own system.",
    ),
    law(
        *("K2", "Minutes of a review", "rule:K2 statute.law.review_outcomes.MINUTES_KEPT"),
        f"{STAGES}test_a_deleted_name_is_returned_that_day_and_kept_for_six_years",
        "How long is confirmed nowhere: a setting. Nothing is erased by the clock.",
    ),
    law(
        *("K3", "A note that the panel directs", "statute.outcomes.find_steps_after_review"),
        f"{OUTCOMES}test_what_a_panels_decision_asks_for",
    ),
    aside(
        *("K4", "Forwarding to the Secretary of State on request"),
        "A request comes by letter; every paper can be saved from its case.",
    ),
    aside(
        *("K5", "The board looks at its own data"),
        "A discussion in a meeting. Published figures by authority and year are there to draw on.",
    ),
    aside(
        *("K6", "The school census"),
        "Returned from the school's own system. The reasons and their codes are kept as the "
        "census has them.",
    ),
    law(
        *("K7", "Who has regard to the guidance"),
        "statute.outcomes.find_parties_with_regard_to_guidance",
        f"{OUTCOMES}test_who_has_regard_to_the_guidance",
    ),
)
