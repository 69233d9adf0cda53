"""Dates of worked example P01: the board was told on 15 September, so 6 October is last."""

from datetime import date, timedelta

from statute.meeting import (
    CONDITIONS_IN_WORDS,
    Condition,
    Fault,
    Ground,
    Limits,
    OfferedDay,
    Plan,
    Seat,
    describe_lateness,
    find_meeting_faults,
    find_meeting_warnings,
    find_panel_faults,
    find_papers_day,
    find_school_days_late,
    find_too_early,
    find_warnings_to_weigh,
    offer_days,
)
from statute.school_calendar import NOTHING_PUBLISHED, SchoolCalendar

WEEKDAYS = [d for i in range(107) if (d := date(2026, 9, 3) + timedelta(i)).weekday() < 5]
CLOSED = [date(2026, 10, 26) + timedelta(i) for i in range(5)]
AUTUMN = SchoolCalendar(
    tuple(d for d in WEEKDAYS if d not in CLOSED), date(2026, 9, 1), date(2026, 12, 18)
)
LAST_DAY = date(2026, 10, 6)
OCTOBER = [date(2026, 10, day) for day in (1, 2, 5)]
TOO_SOON = (
    "Too soon to send papers 5 clear school days before, which the guidance asks where possible."
)
GAP = "the school days after 18 December 2026 have not been supplied"


def limits(today=date(2026, 9, 28), last_day=LAST_DAY, calendar=AUTUMN, gap="", **values):
    return Limits(calendar=calendar, today=today, last_day=last_day, gap=gap, **values)


def plan(day=LAST_DAY, **values):
    return Plan(day=day, **values)


def test_days_are_offered_from_tomorrow_to_the_last_day_in_time_and_papers_are_advised():
    by = "Papers should go out by 28 September 2026, 5 clear school days before."

    assert offer_days(limits()) == (
        *(
            OfferedDay(day=day, advice=TOO_SOON, in_time=True, leaves_time_for_papers=False)
            for day in (date(2026, 9, 29), date(2026, 9, 30), *OCTOBER)
        ),
        OfferedDay(day=LAST_DAY, advice=by, in_time=True, leaves_time_for_papers=True),
    )


def test_the_last_day_itself_is_offered_on_the_day_before():
    assert [d.day for d in offer_days(limits(today=date(2026, 10, 5)))] == [LAST_DAY]


def test_after_the_last_day_the_next_school_days_are_offered_as_late():
    offered = offer_days(limits(today=LAST_DAY))

    assert [(d.day, d.in_time) for d in offered] == [
        (date(2026, 10, day), False) for day in (7, 8, 9, 12, 13)
    ]
    assert offered[0].advice.startswith("1 school day late. Too soon")
    assert offered[1].advice.startswith("2 school days late. Too soon")


def test_while_the_last_day_cannot_be_counted_known_school_days_are_offered():
    offered = offer_days(limits(today=date(2026, 12, 16), last_day=None, gap=GAP))

    assert [(d.day, d.in_time) for d in offered] == [
        (date(2026, 12, 17), True),
        (date(2026, 12, 18), True),
    ]


def test_nothing_is_offered_where_no_school_day_is_known():
    assert offer_days(limits(calendar=NOTHING_PUBLISHED, last_day=None, gap="none")) == ()


def test_a_day_for_papers_that_cannot_be_counted_is_said_to_be_unknown():
    early = limits(today=date(2026, 9, 2), last_day=date(2026, 9, 9))

    assert find_papers_day(date(2026, 9, 4), early) is None
    assert offer_days(early)[0].advice == (
        "When papers should go out cannot be worked out: school days are missing."
    )


def test_lateness_is_counted_in_school_days():
    assert find_school_days_late(LAST_DAY, limits()) == 0
    assert find_school_days_late(date(2026, 10, 7), limits()) == 1
    assert find_school_days_late(date(2026, 10, 12), limits()) == 4
    assert find_school_days_late(date(2026, 10, 10), limits(last_day=date(2026, 10, 9))) == 1
    assert find_school_days_late(date(2027, 1, 11), limits()) is None
    assert find_school_days_late(LAST_DAY, limits(last_day=None, gap=GAP)) is None
    assert find_school_days_late(LAST_DAY, limits(last_day=None)) == 0
    assert describe_lateness(LAST_DAY, limits()) == ""
    assert describe_lateness(LAST_DAY, limits(last_day=None)) == ""
    assert describe_lateness(date(2027, 1, 11), limits()) == (
        "The last day in time is 6 October 2026. The duty survives; the meeting is an unknown "
        "number of school days late."
    )


def test_no_meeting_is_before_the_exclusion_or_before_the_board_was_told():
    known = limits(excluded_on=date(2026, 9, 15), told_on=date(2026, 9, 17))

    assert find_too_early(date(2026, 9, 14), known) == (
        "The pupil was excluded on 15 September 2026: the board cannot have met before"
    )
    assert find_too_early(date(2026, 9, 16), known) == (
        "The board was told of the exclusion on 17 September 2026, so it cannot have met before. "
        "If the day of telling is wrong, correct that first"
    )
    assert find_too_early(date(2026, 9, 17), known) == ""
    assert find_too_early(date(2026, 9, 1), limits()) == ""
    early = plan(date(2026, 9, 14), already_held=True)
    assert [fault.about for fault in find_meeting_faults(early, known)] == ["day"]


def test_a_time_that_has_passed_today_asks_the_same_as_a_day_that_has():
    today = limits(today=LAST_DAY)

    assert find_meeting_faults(plan(has_begun=True), today) == [
        Fault(
            "starts",
            "That time has passed. Choose a later one, or say that the meeting has already taken "
            "place",
        )
    ]
    assert find_meeting_faults(plan(already_held=True), today) == [
        Fault("already_held", "That time has not come yet, so the meeting cannot have taken place")
    ]
    assert find_meeting_faults(plan(already_held=True, has_begun=True), today) == []


def test_a_meeting_that_the_family_wants_remote_is_in_person_only_with_a_reason():
    asked = limits(remote_asked=True)

    assert find_meeting_faults(plan(), asked) == [
        Fault(
            "in_person_reason",
            "The family asked for a meeting by remote access. If the conditions are met, it must "
            "be held so. Hold it so, or say which condition is not met",
        )
    ]
    assert find_meeting_faults(plan(in_person_reason="No link at home"), asked) == []
    remote = plan(is_remote=True, ground=Ground.ASKED, conditions=frozenset(Condition))
    assert find_meeting_faults(remote, asked) == []


def test_what_is_to_be_weighed_leaves_out_the_lateness_whose_reason_was_given():
    saturday = date(2026, 10, 10)

    assert find_warnings_to_weigh(plan(saturday, late_reason="Illness"), limits()) == [
        "10 October 2026 is not a school day: people may not be there."
    ]


def test_a_meeting_in_time_in_person_has_no_fault_and_no_warning():
    assert find_meeting_faults(plan(), limits()) == []
    assert find_meeting_warnings(plan(), limits()) == []


def test_a_day_that_has_passed_is_refused_unless_the_meeting_took_place():
    earlier = date(2026, 9, 25)

    assert find_meeting_faults(plan(earlier), limits()) == [
        Fault(
            "day",
            "25 September 2026 has passed. Choose a later day, or say that the meeting has "
            "already taken place",
        )
    ]
    assert find_meeting_faults(plan(earlier, already_held=True), limits()) == []
    assert find_meeting_warnings(plan(earlier, already_held=True), limits()) == []
    assert find_meeting_faults(plan(already_held=True), limits()) == [
        Fault(
            "already_held",
            "6 October 2026 has not come yet, so the meeting cannot have taken place",
        )
    ]


def test_a_meeting_of_today_may_be_listed_and_may_have_taken_place():
    today = date(2026, 9, 28)

    assert find_meeting_faults(plan(today), limits(today)) == []
    over = plan(today, already_held=True, has_begun=True)
    assert find_meeting_faults(over, limits(today)) == []


def test_no_more_than_fifteen_days_are_offered():
    far = limits(today=date(2026, 9, 7), last_day=date(2026, 12, 1))

    assert [one.day for one in offer_days(far)] == [
        *(date(2026, 9, day) for day in (8, 9, 10, 11, 14, 15, 16, 17, 18, 21, 22, 23, 24, 25, 28))
    ]


def test_a_late_meeting_needs_its_reason_and_then_is_lawful():
    late = date(2026, 10, 8)
    lateness = (
        "The last day in time is 6 October 2026. The duty survives; the meeting is "
        "2 school days late."
    )

    assert find_meeting_faults(plan(late, late_reason=" "), limits()) == [
        Fault("late_reason", f"{lateness} Say why it could not be held in time")
    ]
    assert find_meeting_faults(plan(late, late_reason="The family asked"), limits()) == []
    assert find_meeting_warnings(plan(late), limits()) == [lateness]


def test_a_remote_meeting_needs_a_ground_and_every_condition():
    every = frozenset(Condition)

    assert find_meeting_faults(
        plan(is_remote=True, conditions=frozenset({Condition.FAIR})), limits()
    ) == [
        Fault(
            "ground",
            "A meeting may be held remotely only if the family asked for it, or because of "
            "extraordinary events. Say which it is",
        ),
        Fault(
            "conditions",
            "The board must be satisfied of each condition of a remote meeting. Not yet: "
            f"{CONDITIONS_IN_WORDS[Condition.FULL_PART]}; "
            f"{CONDITIONS_IN_WORDS[Condition.HEARD_AND_SEEN]}",
        ),
    ]
    for ground in Ground:
        remote = plan(is_remote=True, ground=ground, conditions=every)
        assert find_meeting_faults(remote, limits()) == []


def test_warnings_do_not_stop_a_meeting_outside_school_days():
    saturday, beyond = plan(date(2026, 10, 3)), plan(date(2027, 1, 11))
    unknown = limits(last_day=None, gap=GAP)

    assert find_meeting_faults(saturday, limits()) == []
    assert find_meeting_warnings(saturday, limits()) == [
        "3 October 2026 is not a school day: people may not be there.",
        TOO_SOON,
    ]
    assert find_meeting_warnings(beyond, unknown) == [
        f"The last day in time cannot be worked out yet: {GAP}.",
        f"Nobody can tell whether 11 January 2027 is a school day: {GAP}.",
    ]


def test_a_panel_has_three_governors_and_one_chair():
    chair, other, third = Seat(1, "Ada", is_chair=True), Seat(2, "Ben"), Seat(3, "Cy")
    few = Fault("panel", "A panel has at least 3 governors")
    no_chair = Fault("chair", "A panel has one chair: choose one of its governors")

    assert find_panel_faults([chair, other, third]) == []
    assert find_panel_faults([chair, other]) == [few]
    assert find_panel_faults([]) == [few, no_chair]
    assert find_panel_faults([chair, other, Seat(3, "Cy", is_chair=True)]) == [no_chair]
    assert find_panel_faults([chair, other, other, third]) == [
        Fault("panel", "Ben is on the panel twice")
    ]
    assert find_panel_faults([chair, Seat(2, "Ada"), third]) == []  # two people of one name
