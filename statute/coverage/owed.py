"""Coverage of notices, education and limits (2.1 to 2.3)."""

from statute.coverage.rows import Row, application, aside, missing

NOTICE = "casework/test_notice_give.py::test_a_notice_starts_every_clock_that_it_starts"
COUNTED = "counted days and their duties"

NOTICES: tuple[Row, ...] = (
    missing("N1", "Any suspension: inform without delay", COUNTED),
    missing("N2", "Any suspension: the written notice", COUNTED),
    application(
        *("N3", "Permanent, or above 5 days, or an exam: inform without delay"),
        "rule:N3 rule:N3-HOME casework.letters.NoticeToAuthority",
        f"{NOTICE} casework/test_deliveries.py::test_each_authority_is_told_by_its_own_notice",
    ),
    missing("N4", "The written notice of such an exclusion", COUNTED),
    missing("N5", "Shorter suspensions: to the board once a term", COUNTED),
    missing("N6", "Which days a parent keeps the child in, and education's details", COUNTED),
    missing("N7", "Advice, contacts and work", COUNTED),
    missing("N8", "How a notice is given", COUNTED),
)

EDUCATION: tuple[Row, ...] = (
    missing("E1", "Parents' first five school days", COUNTED),
    missing("E2", "Work is set and marked", COUNTED),
    missing("E3", "Suspension: education from the sixth day together", COUNTED),
    application(
        *("E4", "Permanent: the authority's education from the sixth school day"),
        "rule:E4 casework.actions.education.start_education",
        "casework/test_education.py::"
        "test_education_that_was_offered_accepted_and_began_discharges_the_duty",
    ),
    missing("E5", "Suspension from a PRU: the authority", COUNTED),
    missing("E6", "Who is left out", COUNTED),
    missing("E7", "Looked-after children from the first day", COUNTED),
    missing("E8", "Safeguarding separation is not an exclusion", COUNTED),
)

LIMITS: tuple[Row, ...] = (
    missing("L1", "At most 45 school days of suspension a year", COUNTED),
    missing("L2", "Days at earlier schools count", COUNTED),
    missing("L3", "Lunchtimes and part days", COUNTED),
    missing("L4", "No extending and no converting", COUNTED),
    aside("L5", "When to exclude permanently", "The head's judgement; the notice asks for it."),
)
