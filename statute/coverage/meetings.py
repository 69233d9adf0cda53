"""Coverage of cancelling, the board's duties, its meeting and its decision (2.4 to 2.7)."""

from statute.coverage.rows import Row, application, law

CANCELLING = "statute/test_cancelling.py::"
CASE = "casework/test_cancelling.py::"
COMING = "statute/test_attendance.py::"
HEARING = "hearings/test_attendance.py::"
DELEGATION = "statute/test_delegation.py::"
LISTING = "hearings/test_list_hearing.py::"
LETTERS = "hearings/test_decision_letters.py::"
OUTCOMES = "hearings/test_outcomes.py::"
STAGES = "statute/test_duties_of_each_stage.py::"
SUSPENDED = "statute/test_suspension_states.py::"
BANDS = (
    "statute/test_duties.py::"
    "test_the_middle_band_of_suspensions_owes_a_meeting_within_50_days_if_the_family_asks"
)
DECLINED = (
    f"{STAGES}test_a_decision_not_to_reinstate_is_told_to_everybody_and_opens_the_familys_time"
)
CANCEL = "casework.actions.cancellations.cancel_exclusion"
BAR = "statute.cancelling.find_cancelling_bar"

CANCELLATION: tuple[Row, ...] = (
    application(
        *("C1", "The head may cancel, before it starts or after", f"{BAR} {CANCEL}"),
        f"{CANCELLING}test_an_exclusion_that_has_not_begun_may_be_cancelled "
        f"{CASE}test_only_the_headteacher_may_cancel",
    ),
    application(
        *("C2", "Not past 45 school days out", f"{BAR} {CANCEL}"),
        f"{CANCELLING}"
        "test_an_exclusion_may_be_cancelled_until_the_board_begins_or_45_school_days_are_over "
        f"{CANCELLING}test_days_out_of_other_exclusions_this_school_year_count "
        f"{CASE}test_days_of_earlier_suspensions_count_towards_the_45",
        "Days under another cancelled exclusion count where the headteacher may see its case.",
    ),
    application(
        *("C3", "Not once the board has begun to meet"),
        f"{BAR} {CANCEL} hearings.actions.sessions.begin_meeting",
        f"{CASE}test_an_exclusion_is_not_cancelled_once_the_board_has_begun "
        "hearings/test_sessions.py::"
        "test_a_meeting_that_has_begun_is_on_the_record_and_bars_cancelling "
        f"{CANCELLING}test_a_board_that_need_not_meet_bars_nothing_by_meeting",
    ),
    application(
        *("C4", "Who is told of it"),
        f"rule:C4 rule:C4-HOME rule:C4-SW rule:C4-VSH {CANCEL} "
        "statute.cancelling.find_cancelling_tellings",
        f"{CANCELLING}"
        "test_who_is_told_of_a_cancellation_and_the_home_authority_if_it_was_told_before "
        f"{CASE}test_a_cancelled_exclusion_has_duties_of_its_own_and_tells_the_authorities",
    ),
    application(
        *("C5", "Reinstated; the board's duty falls away", f"rule:C5 {CANCEL}"),
        f"{CASE}test_a_cancelled_exclusion_has_duties_of_its_own_and_tells_the_authorities "
        "statute/test_duties.py::"
        "test_a_cancelled_exclusion_leaves_only_the_duties_of_the_cancelling",
    ),
    law(
        *("C6", "Days still count; a meeting is offered; the board hears of it"),
        "statute.cancelling.AFTER_CANCELLING casework.days_out.get_days_out",
        f"{CANCELLING}test_what_cancelling_asks_for_is_stated "
        "casework/test_days_out.py::"
        "test_days_served_under_this_and_another_cancelled_exclusion_count_with_suspensions",
        "The days are in the application; that the board is told each term is not.",
    ),
)

BOARD: tuple[Row, ...] = (
    application(
        *("G1", "Permanent: decide within 15 school days", "rule:G1"),
        "statute/test_duties.py::"
        "test_a_permanent_exclusion_is_owed_a_meeting_and_education_by_the_days_counted_by_hand",
    ),
    law(
        *("G2", "Above 15 days in a term: the same"),
        "rule:G2 statute.guards.board_must_meet_in_15",
        f"{BANDS} {SUSPENDED}test_the_boards_part_follows_the_term_total_exams_and_representations",
    ),
    law(
        *("G3", "An exam lost: the same, and before the exam"),
        "rule:G3 rule:G3-AIM statute.guards.board_must_meet_in_15",
        f"{STAGES}test_an_exam_shows_its_own_day_beside_the_limit {SUSPENDED}"
        "test_the_boards_part_follows_the_term_total_exams_and_representations",
    ),
    law(
        *("G4", "Above 5 days with representations: within 50 school days"),
        "rule:G4 statute.guards.board_must_meet_in_50",
        f"{BANDS} statute/test_duties.py::test_the_fiftieth_school_day_is_the_one_counted_by_hand",
    ),
    law(
        *("G5", "Above 5 without representations: no duty, no power"),
        "statute.suspension_states.SUSPENSION_BOARD statute.guards.board_need_not_meet",
        "statute/test_suspension_states.py::test_a_board_without_a_duty_cannot_reinstate "
        "statute/test_suspension_states.py::"
        "test_representations_that_arrive_later_start_the_boards_duty_above_five_days",
    ),
    law(
        *("G6", "Up to 5 days: representations are considered"),
        "rule:G6 statute.suspension_states.SUSPENSION_BOARD",
        f"{SUSPENDED}test_representations_that_arrive_later_start_the_boards_duty_above_five_days",
    ),
    application(
        *("G7", "A late meeting is still owed and its decision stands"),
        "statute.meeting.find_meeting_faults statute.permanent_states.PERMANENT",
        f"{LISTING}test_a_late_hearing_is_explained_and_needs_its_reason "
        "statute/test_permanent_states.py::"
        "test_a_limit_that_passes_marks_the_case_and_does_not_move_it",
    ),
    application(
        *("G8", "Extraordinary events: the limit runs on"),
        "rule:G8 casework.actions.extensions.extend_for_extraordinary_events",
        f"{STAGES}test_extraordinary_events_put_a_set_day_in_place_of_the_limit {STAGES}"
        "test_the_board_that_had_decided_before_the_new_rules_is_not_reached_back_to "
        "casework/test_extensions.py::test_a_day_set_takes_the_place_of_the_limit_and_says_why",
    ),
    law(
        *("G9", "Who may decide for the board", "statute.delegation.find_delegation_faults"),
        f"{DELEGATION}test_three_governors_decide "
        f"{DELEGATION}test_the_chair_of_a_maintained_school_may_decide_alone_before_an_exam",
        "The application asks for three governors at every school.",
    ),
)

RIGHTS = "statute.attendance.find_right"
EVERYBODY = f"{COMING}test_who_may_come_and_speak_is_the_same_at_schools_of_every_type"
STANDING = "statute.attendance.la_standing hearings.standings.standings_of"

ATTENDING: tuple[Row, ...] = (
    application(
        *("2.6-head", "The head attends and speaks"),
        f"{RIGHTS} hearings.invitees.find_invitees",
        f"{EVERYBODY} {LISTING}test_listing_seats_the_panel_and_tells_everybody_entitled",
    ),
    application(
        *("2.6-relevant-person", "The relevant person, with somebody"),
        f"{RIGHTS} hearings.invitees.find_invitees",
        f"{EVERYBODY} {LISTING}test_listing_seats_the_panel_and_tells_everybody_entitled",
    ),
    law("2.6-pupil", "A pupil under 18 has no right of their own", RIGHTS, EVERYBODY),
    law(
        *("2.6-workers", "Social worker and virtual school head", RIGHTS),
        f"{EVERYBODY} {COMING}test_social_workers_and_virtual_heads_come_since_september_2022",
    ),
    application(
        *("2.6-la", "The school's authority", STANDING),
        f"{HEARING}"
        "test_at_a_maintained_school_the_authority_is_a_party_and_the_home_one_has_no_right "
        f"{COMING}test_the_standing_of_an_authority_at_the_boards_meeting",
    ),
    application(
        *("2.6-home-la", "The home authority", STANDING),
        f"{HEARING}test_the_home_authority_is_asked_for_by_itself",
    ),
    application(
        *("2.6-request", "The family's request has no form, no day, no reason", STANDING),
        f"{HEARING}test_a_request_before_there_is_a_hearing_counts_when_it_is_listed",
    ),
    application(
        *("2.6-c1", "Authorities know of every academy exclusion at once", "rule:N3"),
        "casework/test_deliveries.py::"
        "test_an_accepted_notice_is_the_fact_that_the_authority_was_told",
    ),
    application(
        *("2.6-c2", "Asking is made easy, recorded and passed on"),
        "hearings.actions.attendance.record_attendance_request",
        f"{HEARING}test_at_an_academy_the_familys_request_invites_that_authority_and_no_other",
        "Whoever the family spoke to records it; families have no page of their own.",
    ),
    application(
        *("2.6-c3", "Standing is kept for each authority, with who asked and who agreed"),
        STANDING,
        f"{HEARING}test_the_trusts_word_lets_that_authority_speak_and_keeps_its_answer "
        "hearings/test_hearing_api.py::test_each_authority_has_a_standing_of_its_own",
    ),
    law(
        *("2.6-c4", "A trust invites an authority unasked, with a lawful basis"),
        "statute.attendance.find_invitation_faults",
        f"{COMING}test_a_trust_that_invites_an_authority_unasked_records_why_it_may_share",
    ),
    law(
        *("2.6-c5", "At an academy's review the trust consents to speaking", RIGHTS),
        f"{COMING}test_an_authoritys_right_and_that_observers_join_only_reviews_remotely",
    ),
    law(
        *("2.6-c6", "Observers join a review remotely, and a board's meeting not", RIGHTS),
        f"{COMING}test_an_authoritys_right_and_that_observers_join_only_reviews_remotely",
    ),
)

MEETING: tuple[Row, ...] = (
    law(
        *("M1", "What the board considers", "statute.delegation.MUST_CONSIDER"),
        f"{DELEGATION}test_what_is_weighed_and_who_stays_is_stated",
        "A list to show beside the decision; weighing is the board's.",
    ),
    application(
        *("M2", "When a meeting may be remote", "statute.meeting.find_meeting_faults"),
        f"{LISTING}test_a_remote_hearing_keeps_why_it_is_remote",
    ),
    application(
        *("M3", "Papers 5 school days before", "statute.meeting.find_papers_day"),
        "hearings/test_pages.py::test_lawful_days_are_offered_with_the_last_one_named",
    ),
    law(
        *("M4", "Who stays to deliberate", "statute.delegation.STAY_TO_DELIBERATE"),
        f"{DELEGATION}test_what_is_weighed_and_who_stays_is_stated",
        "That nobody speaks of it outside is for people to keep.",
    ),
    application(
        *("D1", "Reinstate: who is told, and the head is directed"),
        "rule:D1 rule:D1-HOME rule:D1-SW rule:D1-VSH statute.decision.find_tellings "
        "hearings.actions.outcomes.record_outcome",
        f"{STAGES}test_a_decision_to_reinstate_is_told_and_opens_nothing "
        f"{OUTCOMES}test_reinstatement_ends_the_case_and_directs_the_head",
    ),
    application(
        *("D2", "Decline: who is told"),
        "rule:D2 rule:D2-HOME rule:D2-SW rule:D2-VSH statute.decision.find_tellings "
        "hearings.decision_letters.address_letters",
        f"{DECLINED} {LETTERS}test_the_letter_goes_to_the_family_with_copies_to_head_and_authority",
    ),
    application(
        *("D3", "What the notice says", "rule:D3 statute.decision.NOTICE_CONTENTS"),
        f"{DECLINED} {LETTERS}test_the_letter_states_everything_the_law_requires",
    ),
    application(
        *("D4", "When the notice counts as given"),
        "statute.giving_notice.get_day_given statute.giving_notice.find_proof_faults",
        f"{LETTERS}test_a_posted_letter_opens_the_review_window_and_names_its_last_day "
        "statute/test_giving_notice.py::"
        "test_a_notice_counts_from_the_day_that_is_proved_and_else_from_the_deemed_one",
        "Proof of another day is in the law's code, and has no page.",
    ),
    application(
        *("D5", "The outcome is kept with the pupil's file"),
        "hearings.actions.outcomes.record_outcome",
        f"{OUTCOMES}test_a_decision_not_to_reinstate_moves_the_case_and_stops_the_boards_clock",
        "With the case; the school's own file is the school's.",
    ),
)
