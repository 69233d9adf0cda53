"""Coverage of the open questions (section 6) and of the hooks for Wales (appendix W)."""

from statute.coverage.rows import Row, aside, law

WALES_TESTS = "statute/test_jurisdictions.py::"

QUESTIONS: tuple[Row, ...] = (
    aside("6.1", "The guidance of July 2026", "A person must read it before real use."),
    aside("6.2", "Later amendments of the Regulations", "None is known. A person must look again."),
    aside("6.3", "Paragraph numbers of guidance", "None is cited by number."),
    law(
        *("6.4", "28 days to pay", "statute.law.review_outcomes.PAYMENT"),
        "statute/test_money.py::test_it_is_due_28_calendar_days_later_unless_another_number_is_set",
    ),
    law(
        *("6.5", "How long minutes are kept", "statute.law.review_outcomes.MINUTES_KEPT"),
        "statute/test_figures_page.py::test_what_is_not_confirmed_says_so",
    ),
    aside("6.6", "Words of other Acts", "A person must check them; rows name what they rest on."),
    law(
        *("6.7", "Giving the decision notice by email", "statute.giving_notice.get_day_given"),
        "statute/test_giving_notice.py::"
        "test_agreed_email_counts_before_school_ends_and_else_on_the_next_working_day",
        "Only with the family's agreement; the reading says so.",
    ),
    law(
        *("6.8", "Snow and part closures", "statute.school_calendar.SchoolCalendar"),
        "statute/test_duties_of_each_stage.py::"
        "test_a_closure_on_the_last_day_moves_it_and_nothing_else",
        "The reading follows from the word session; no authority is known.",
    ),
    law(
        *("6.9", "A pending claim and the register", "statute.off_roll.find_off_roll_locks"),
        "statute/test_off_roll.py::test_a_pending_claim_holds_the_name_where_nobody_applied",
    ),
    law(
        *("6.10", "A trust that invites its authority"),
        "statute.attendance.find_invitation_faults",
        "statute/test_attendance.py::"
        "test_a_trust_that_invites_an_authority_unasked_records_why_it_may_share",
    ),
    aside(
        "6.11", "Orders against PRUs", "Taken as in force, as the law is believed to be since 2013."
    ),
    law(
        *("6.12", "The home authority and cancelling"),
        "statute.cancelling.find_cancelling_tellings",
        "statute/test_cancelling.py::"
        "test_who_is_told_of_a_cancellation_and_the_home_authority_if_it_was_told_before",
    ),
    law(
        *("6.13", "A request made during the meeting", "statute.attendance.la_standing"),
        "hearings/test_attendance.py::test_a_request_during_the_meeting_admits_and_sends_nothing",
    ),
    aside("6.14", "Items of the census", "The codes carry their note; the census is not returned."),
    law(
        *("6.15", "Reinstating above 5 days without representations"),
        "statute.suspension_states.SUSPENSION_BOARD",
        "statute/test_suspension_states.py::test_a_board_without_a_duty_cannot_reinstate",
    ),
)

WALES: tuple[Row, ...] = (
    law(
        *("W-relevant-person", "Who is told: pupil and parent from 11"),
        "statute.jurisdictions.PARTICULARS",
        f"{WALES_TESTS}test_whom_notices_go_to",
    ),
    law(
        *("W-lunchtime", "A lunchtime is a quarter of a day"),
        "statute.jurisdictions.PARTICULARS",
        f"{WALES_TESTS}test_a_lunchtime_is_half_a_day_in_england_and_a_quarter_in_wales "
        f"{WALES_TESTS}test_lunchtimes_are_held_against_the_year_for_what_they_count_in_the_"
        "jurisdiction",
    ),
    law(
        *("W-window", "The board's window has a floor", "rule:W-G1 rule:W-G4"),
        f"{WALES_TESTS}test_the_window_of_every_meeting_opens_on_the_day_of_its_jurisdiction "
        f"{WALES_TESTS}test_a_welsh_board_meets_within_a_window_that_has_a_floor "
        f"{WALES_TESTS}test_the_longer_welsh_window_has_the_same_floor",
    ),
    law(
        *("W-la-standing", "An officer may always attend and speak"),
        "statute.attendance.la_standing",
        "statute/test_attendance.py::"
        "test_in_wales_an_officer_of_the_authority_may_always_attend_and_speak",
    ),
    law(
        *("W-panel-outcomes", "An appeal panel may reinstate", "statute.outcomes.PANEL_MAY"),
        "statute/test_outcomes.py::"
        "test_a_welsh_panel_reinstates_and_neither_quashes_nor_recommends",
    ),
    law(
        *(
            "W-panel-categories",
            "Who makes up an appeal panel",
            "statute.law.panel.GOVERNED_WITHIN",
        ),
        "statute/test_panel.py::"
        "test_a_governor_served_twelve_months_in_a_row_in_the_last_five_years",
        "The categories and years are data; only England's are filled in.",
    ),
    law(
        *("W-term", "What a term is", "statute.terms.TermDates"),
        "statute/test_terms.py::test_a_stretch_ends_on_a_reference_date",
        "Terms are passed in; only England's reading of more than three is written.",
    ),
    aside("W-templates", "Letters of a jurisdiction", "Letters are England's until Wales asks."),
)
