"""Coverage of the rules of counting, and of the worked cases (sections 4 and 5)."""

from statute.coverage.rows import Row, application, law

WORKED = "statute/test_worked_cases.py::"
STAGES = "statute/test_duties_of_each_stage.py::"
DUTIES = "statute/test_duties.py::"
GIVING = "statute/test_giving_notice.py::"
CALENDAR = "statute.school_calendar.SchoolCalendar"
CHECKED = f"{WORKED}test_the_published_cases_agree"
BY_HAND = (
    f"{DUTIES}"
    "test_a_permanent_exclusion_is_owed_a_meeting_and_education_by_the_days_counted_by_hand"
)
BANDS = f"{DUTIES}"
BANDS += "test_the_middle_band_of_suspensions_owes_a_meeting_within_50_days_if_the_family_asks"
CANCELLED_DAYS = f"{WORKED}test_days_served_under_a_cancelled_suspension_stay_counted"
SPLIT = f"{WORKED}test_a_suspension_over_the_end_of_a_term_is_split_by_day"

RULES: tuple[Row, ...] = (
    application(
        *("4.1", "The day itself is not counted", f"{CALENDAR} rule:G1"),
        f"{BY_HAND} statute/test_school_calendar.py::test_counting_after_a_day_agrees_with_walking",
    ),
    application(
        *("4.2", "What a school day is", f"{CALENDAR} organisations.calendars.publish"),
        "statute/test_school_calendar.py::"
        "test_a_day_is_a_school_day_if_it_is_held_and_unknown_if_it_is_not_published",
        "A part closure is a school day as long as a session is held: nobody closes it.",
    ),
    application(
        *("4.3", "A closure moves the last day"),
        f"{CALENDAR} casework.deadlines.reconcile",
        f"{STAGES}test_a_closure_on_the_last_day_moves_it_and_nothing_else "
        "casework/test_change_calendars.py::"
        "test_a_closure_moves_the_dates_of_the_school_and_of_no_other",
    ),
    application(
        *("4.4", "An event on a day without school", f"{CALENDAR} rule:I6"),
        f"{CHECKED} statute/test_school_calendar.py::"
        "test_a_day_that_is_not_a_school_day_starts_the_count_at_the_next_that_is",
    ),
    application(
        *("4.5", "Each school has its own days", f"{CALENDAR} organisations.calendars.publish"),
        "casework/test_change_calendars.py::"
        "test_a_closure_moves_the_dates_of_the_school_and_of_no_other",
    ),
    application(
        *("4.6", "Which event starts which clock", "rule:G1 rule:I1 rule:I6 rule:R1 rule:E3"),
        f"{BY_HAND} {CHECKED}",
    ),
    law(
        *("4.7", "When the board counts as told", "statute.giving_notice.get_day_informed"),
        f"{GIVING}test_the_board_is_told_when_the_first_of_clerk_and_chair_is",
    ),
    application(
        *("4.8", "The second working day after posting"),
        "statute.giving_notice.WorkingDays organisations.working_days.get_working_days",
        f"{GIVING}"
        "test_good_friday_and_christmas_are_no_working_days_even_where_the_list_lacks_them",
    ),
    law(
        *("4.9", "What can be rebutted by proof", "statute.giving_notice.Given"),
        f"{GIVING}test_a_notice_counts_from_the_day_that_is_proved_and_else_from_the_deemed_one",
    ),
    application(
        *("4.10", "Agreed email"),
        "statute.giving_notice.get_day_given hearings.decision_letters.draft_letter",
        f"{GIVING}test_agreed_email_counts_before_school_ends_and_else_on_the_next_working_day",
    ),
    application(
        *("4.11", "From given, not from sent", "rule:I1"),
        "statute/test_decision.py::"
        "test_p04_the_review_window_of_a_posted_notice_ends_on_15_december",
    ),
    law(
        *("4.12", "At least so many days before", "rule:I15 statute.law.settings.apply_settings"),
        "statute/test_law_settings.py::test_papers_in_clear_days_go_out_one_school_day_earlier",
    ),
    law(
        *("4.13", "Terms and reference dates"),
        "statute.terms.TermDates statute.terms.get_easter_monday",
        "statute/test_terms.py::test_a_stretch_ends_on_a_reference_date",
    ),
    law("4.14", "A suspension over the end of a term", "statute.totals.sum_by_term", SPLIT),
    law("4.15", "The lines at 5 and at 15", "statute.thresholds.LIMITS", BANDS),
    application(
        *("4.16", "The 45 days of a year"),
        "statute.totals.sum_by_year statute.year_total.YearTotal casework.days_out.get_days_out",
        f"{CANCELLED_DAYS} {WORKED}test_a_suspension_past_45_days_may_not_be_issued "
        "casework/test_days_out.py::"
        "test_days_served_under_this_and_another_cancelled_exclusion_count_with_suspensions",
    ),
    law(
        *("4.17", "Days of a cancelled exclusion", "statute.totals.sum_by_term"),
        CANCELLED_DAYS,
    ),
    application(
        *("4.18", "Day six in its two meanings", "rule:E3 rule:E4"),
        f"{BY_HAND} {CHECKED} statute/test_side_states.py::"
        "test_education_passes_from_parents_through_a_day_of_nobodys_to_the_authority",
    ),
    law(
        *("4.19", "Sent home before or after the afternoon session", "rule:E1 rule:E1-PM"),
        f"{STAGES}"
        "test_one_of_the_afternoon_moves_the_parents_days_and_the_last_moment_of_their_notice",
    ),
    application(
        *("4.20", "Part of a day", "statute.year_total.FIRST_DAY casework.days_out.get_days_out"),
        f"{WORKED}test_days_of_a_permanent_exclusion_count_once_it_is_cancelled "
        "casework/test_days_out.py::test_the_first_day_counts_for_what_was_lost_of_it",
    ),
    application(
        *("4.21", "An outer limit and an exam", "rule:G1 rule:G3-AIM"),
        f"{STAGES}test_an_exam_shows_its_own_day_beside_the_limit",
    ),
    law(
        *("4.22", "The window after a claim", "rule:I5"),
        "statute/test_worked_case_reviews.py::"
        "test_a_claim_finally_determined_opens_a_fresh_window "
        "statute/test_off_roll.py::test_a_pending_claim_holds_the_name_where_nobody_applied",
    ),
    law(
        *("4.23", "Off-roll on the day after", "statute.off_roll_date.find_off_roll_date"),
        "statute/test_off_roll_date.py::"
        "test_p04_the_name_may_go_the_day_after_the_window_has_closed",
    ),
    law(
        *("4.24", "Extraordinary events have no number", "rule:G8 rule:I7"),
        f"{STAGES}test_extraordinary_events_put_a_set_day_in_place_of_the_limit "
        f"{STAGES}test_a_review_put_off_has_the_day_that_was_set",
    ),
    application(
        *("4.25", "Six calendar months"),
        "statute.decision.get_claim_day hearings.decision_letters.draft_letter",
        "statute/test_decision.py::test_a_claim_has_six_calendar_months",
    ),
    application(
        *("4.26", "The day of receipt is not counted", f"{CALENDAR} rule:G1"),
        BY_HAND,
        "The note beneath the table of counting rules.",
    ),
)
CASES: tuple[Row, ...] = tuple(
    application(
        *(f"P{place:02}", "A worked case, in the published file"),
        "statute.worked_cases.checking.check_cases casework.deadlines.reconcile",
        f"{CHECKED} casework/test_rule_commands.py::test_the_published_cases_agree",
    )
    for place in range(1, 16)
)
