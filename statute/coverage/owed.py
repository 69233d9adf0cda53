"""Coverage of notices, education and limits (2.1 to 2.3)."""

from statute.coverage.rows import Row, application, aside, law

STAGES = "statute/test_duties_of_each_stage.py::"
WORKED = "statute/test_worked_cases.py::"
NOTICE = "casework/test_notice_give.py::"
SHORT = (
    f"{STAGES}test_a_short_suspension_tells_the_authority_at_once_and_the_board_by_the_end_of_term"
)
SIXTH = f"{STAGES}test_the_sixth_day_of_a_suspension_is_the_schools_and_at_a_pru_the_authoritys"
UNAGREED = f"{NOTICE}test_a_call_or_an_email_nobody_agreed_to_leaves_the_letter_still_to_be_given"
LISTED = "statute/test_reference_page.py::"
NO_DEADLINE = f"{LISTED}test_no_rule_is_left_out_of_the_cases_without_a_reason_on_the_page"
SUSPENSIONS = "The application keeps no suspensions yet."
GUIDANCE = "Guidance without a day: on the page of limits, and no deadline of a case."

NOTICES: tuple[Row, ...] = (
    law(
        *("N1", "Any suspension: inform without delay"),
        "rule:N1-FAMILY rule:N1-LA rule:N1-SW rule:N1-VSH",
        SHORT,
        SUSPENSIONS,
    ),
    law("N2", "Any suspension: the written notice", "rule:N2", SHORT, SUSPENSIONS),
    application(
        *("N3", "Permanent, or above 5 days, or an exam: inform without delay"),
        "rule:N3 rule:N3-HOME rule:N3-FAMILY rule:N3-BOARD rule:N3-SW rule:N3-VSH "
        "casework.letters.NoticeToAuthority",
        f"{STAGES}test_a_permanent_exclusion_owes_its_notices_and_education "
        f"{NOTICE}test_a_notice_starts_every_clock_that_it_starts "
        "casework/test_deliveries.py::test_each_authority_is_told_by_its_own_notice",
    ),
    application("N4", "The written notice of such an exclusion", "rule:N4", UNAGREED),
    law(
        *("N5", "Shorter suspensions: to the board once a term", "rule:N5 rule:N5-LA"),
        f"{SHORT} {WORKED}test_before_september_2022_the_authority_was_told_once_a_term",
        SUSPENSIONS,
    ),
    application(
        *("N6", "Which days a parent keeps the child in, and education's details"),
        "rule:N6 rule:N6-PM rule:N6-EDU statute.giving_notice.get_latest_education_notice",
        f"{STAGES}"
        "test_one_of_the_afternoon_moves_the_parents_days_and_the_last_moment_of_their_notice "
        "statute/test_giving_notice.py::test_the_hours_before_education_are_those_that_pass_on_"
        "both_nights_of_changing_clocks",
    ),
    law("N7", "Advice, contacts and work", "rule:N7", NO_DEADLINE, GUIDANCE),
    application(
        *("N8", "How a notice is given", "casework.facts.read_facts statute.giving_notice.Method"),
        UNAGREED,
    ),
)

EDUCATION: tuple[Row, ...] = (
    law(
        *("E1", "Parents' first five school days", "rule:E1 rule:E1-PM"),
        f"{WORKED}test_the_parents_days_are_the_first_five_or_as_many_as_there_are",
        "A duty of parents: shown with the working, and no deadline of a case.",
    ),
    law("E2", "Work is set and marked", "rule:E2", NO_DEADLINE, GUIDANCE),
    law(
        *("E3", "Suspension: education from the sixth day together"),
        "rule:E3 statute.totals.find_spell",
        f"{SIXTH} {WORKED}test_back_to_back_suspensions_count_as_one_towards_the_sixth_day",
        SUSPENSIONS,
    ),
    application(
        *("E4", "Permanent: the authority's education from the sixth school day"),
        "rule:E4 casework.actions.education.start_education",
        "statute/test_duties.py::"
        "test_a_permanent_exclusion_is_owed_a_meeting_and_education_by_the_days_counted_by_hand "
        "casework/test_education.py::"
        "test_education_that_was_offered_accepted_and_began_discharges_the_duty",
    ),
    law("E5", "Suspension from a PRU: the authority", "rule:E5", SIXTH, SUSPENSIONS),
    law(
        *("E6", "Who is left out", "statute.conditions.is_permanent_and_owed_education"),
        f"{STAGES}test_an_exception_from_education_leaves_the_authority_nothing_to_provide",
    ),
    law(
        *("E7", "Looked-after children from the first day", "rule:E7"),
        f"{STAGES}test_a_permanent_exclusion_owes_its_notices_and_education {NO_DEADLINE}",
        GUIDANCE,
    ),
    law(
        *("E8", "Safeguarding separation is not an exclusion", "rule:E8"),
        NO_DEADLINE,
        "Known from a secondary page: no record of its own is kept, and no days are added.",
    ),
)

LIMITS: tuple[Row, ...] = (
    law(
        *("L1", "At most 45 school days of suspension a year"),
        "statute.totals.find_suspension_faults statute.thresholds.YEAR_LIMIT",
        f"{WORKED}test_a_suspension_past_45_days_may_not_be_issued "
        "statute/test_must_be_refused.py::test_a_suspension_past_45_days_is_not_issued",
        f"{SUSPENSIONS} The total of a permanently excluded child's school year it does keep.",
    ),
    application(
        *("L2", "Days at earlier schools count"),
        "statute.totals.EarlierDays statute.totals.sum_by_year casework.facts.get_days_suspended",
        f"{WORKED}test_days_at_an_earlier_school_count_towards_the_year_and_not_the_term "
        "casework/test_suspended_half_days.py::test_the_question_is_the_laws",
    ),
    law(
        *("L3", "Lunchtimes and part days"),
        "statute.totals.get_days_out statute.jurisdictions.PARTICULARS",
        "statute/test_jurisdictions.py::"
        "test_a_lunchtime_is_half_a_day_in_england_and_a_quarter_in_wales",
    ),
    law(
        *("L4", "No extending and no converting", "statute.suspension_states.SUSPENSION"),
        "statute/test_must_be_refused.py::test_a_suspension_is_neither_extended_nor_converted "
        "statute/test_suspension_states.py::"
        "test_a_permanent_exclusion_takes_its_place_only_when_it_ends",
    ),
    aside("L5", "When to exclude permanently", "The head's judgement; the notice asks for it."),
)
