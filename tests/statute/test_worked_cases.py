"""The published worked cases, and cases of our own for the names and types they leave out."""

from datetime import date
from pathlib import Path

import pytest

from statute.law import LAW
from statute.rules import Unit
from statute.worked_cases.answers import ANSWERS
from statute.worked_cases.checking import check_cases
from statute.worked_cases.reading import read_worked_cases
from statute.worked_cases.schema import EXPECTED
from tests.statute.worked_case import (
    CALENDAR,
    cancelled,
    differ,
    informed,
    noticed,
    permanent,
    proposed,
    suspended,
)


def test_every_name_that_may_be_expected_has_an_answer():
    assert ANSWERS.keys() == EXPECTED.keys()


# The published cases, P01 to P15, are in tests/statute/data/england_public.json.
PUBLISHED = Path(__file__).parent / "data" / "england_public.json"


def test_the_published_cases_agree():
    check = check_cases(read_worked_cases(PUBLISHED.read_text()))

    assert (check.differing, check.contradictions) == ([], ())
    assert check.summary == "53 expectations: 53 agree, 0 differ"


def test_a_wrong_expectation_is_caught_with_its_working():
    wrong = PUBLISHED.read_text().replace('"2026-10-06"', '"2026-10-07"', 1)

    check = check_cases(read_worked_cases(wrong))

    assert check.summary == "53 expectations: 52 agree, 1 differ"
    [finding] = check.differing
    assert (finding.case_id, finding.name, finding.expected, finding.answered) == (
        "P01",
        "gb_deadline",
        date(2026, 10, 7),
        date(2026, 10, 6),
    )
    assert finding.working[2] == "Source: SI 2012/1033 reg 6(1)(a), (7)(a)."
    assert finding.working[-2:] == ("  Tue 2026-10-06  15", "Last day: 6 October 2026.")
    assert finding.as_json()["expected"] == "2026-10-07"


def test_a_rule_changed_by_a_day_is_caught():
    """The published cases are answered by the rules that cases are: nothing is kept beside them."""
    law = [
        rule if rule.unit is Unit.SAME_DAY else _with(rule, number=rule.number + 1) for rule in LAW
    ]

    assert check_cases(read_worked_cases(PUBLISHED.read_text()), law).differing


def _with(rule, **values):
    return type(rule)(**{name: getattr(rule, name) for name in rule.__slots__} | values)


@pytest.mark.parametrize(
    ("days", "expect"),
    [
        # 17 and 18 December, then 5 January: 4 January is a training day.
        (3, {"term_total_days": 2, "following_term_total_days": 1}),
        (2.5, {"term_total_days": 2, "following_term_total_days": 0.5}),
        (2, {"term_total_days": 2, "following_term_total_days": None}),
    ],
)
def test_a_suspension_over_the_end_of_a_term_is_split_by_day(days, expect):
    assert differ([suspended("2026-12-17", days)], expect) == {}


def test_the_totals_are_those_of_the_terms_of_the_last_suspension():
    events = [suspended("2027-01-11", 3), suspended("2026-12-01", 2)]

    assert differ(events, {"term_total_days": 3, "following_term_total_days": None}) == {}


def test_each_term_is_tested_by_itself():
    """Four days before Christmas and four after: neither term is above 5."""
    events = [suspended("2026-12-15", 8), informed("2026-12-15")]
    expect = {
        "term_total_days": 4,
        "following_term_total_days": 4,
        "gb_meeting_required": False,
        "inform_gb": "termly",
    }

    assert differ(events, expect) == {}


def test_a_school_with_six_terms_counts_between_reference_dates():
    """Half-term cuts nothing: 20-23 October and 3 November lie in one stretch."""
    events = [suspended("2026-10-20", 5.5)]
    halves = {
        "terms": [
            {"start": "2026-09-02", "end": "2026-10-23"},
            {"start": "2026-11-02", "end": "2026-12-18"},
            *CALENDAR["terms"][1:],
        ]
    }

    assert differ(events, {"term_total_days": 4, "following_term_total_days": 1.5}, **halves) == {}
    assert (
        differ(
            events,
            {"term_total_days": 5.5, "following_term_total_days": None},
            terms_per_school_year=6,
            **halves,
        )
        == {}
    )


def test_easter_monday_cuts_a_term_of_a_school_with_more_than_three():
    """29 March 2027 is Easter Monday: with sessions through the break, 30 March starts anew."""
    terms = [{"start": "2027-03-01", "end": "2027-05-28"}]
    events = [suspended("2027-03-25", 4)]

    assert (
        differ(
            events,
            {"term_total_days": 2, "following_term_total_days": 2},
            terms=terms,
            closed_days=["2027-03-29"],
            terms_per_school_year=5,
        )
        == {}
    )


def test_days_at_an_earlier_school_count_towards_the_year_and_not_the_term():
    events = [
        ("prior_days_other_school", {"days": 40, "school_year": "2026/27"}),
        ("prior_days_other_school", {"days": 9, "school_year": "2025/26"}),
        suspended("2027-01-11", 2.5),
    ]
    expect = {"days_in_school_year": 42.5, "days_remaining": 2.5, "term_total_days": 2.5}

    assert differ(events, expect) == {}


@pytest.mark.parametrize(
    ("start", "days", "allowed"),
    [
        ("2027-01-11", 5, True),  # exactly 45
        ("2027-01-11", 5.5, False),
        ("2027-01-11", 0.5, True),
        ("2027-01-09", 1, False),  # a Saturday
    ],
)
def test_a_suspension_past_45_days_may_not_be_issued(start, days, allowed):
    events = [
        ("prior_days_other_school", {"days": 38, "school_year": "2026/27"}),
        suspended("2026-11-09", 2),
        proposed(start, days),
    ]

    assert differ(events, {"proposed_suspension_allowed": allowed, "days_remaining": 5}) == {}


def test_a_case_of_earlier_days_alone_is_of_their_year():
    events = [("prior_days_other_school", {"days": 10, "school_year": "2025/26"})]

    assert differ(events, {"days_in_school_year": 10, "proposed_suspension_allowed": None}) == {}


def test_days_served_under_a_cancelled_suspension_stay_counted():
    """Ten days from 11 January; back on the 14th: 11, 12 and 13 were served."""
    events = [
        suspended("2027-01-11", 10),
        informed("2027-01-11"),
        cancelled("2027-01-13", "2027-01-14"),
    ]
    expect = {
        "days_in_school_year": 3,
        "days_remaining": 42,
        "term_total_days": 3,
        "cancellation_allowed": True,
        "gb_meeting_required": False,
        "gb_deadline": None,
    }

    assert differ(events, expect) == {}


@pytest.mark.parametrize(
    ("session", "days"), [({}, 3), ({"session": "AM"}, 2.5), ({"session": "PM"}, 2)]
)
def test_days_of_a_permanent_exclusion_count_once_it_is_cancelled(session, days):
    events = [permanent(**session), cancelled("2026-09-17", "2026-09-18")]

    assert differ(events, {"days_in_school_year": days, "cancellation_allowed": True}) == {}
    assert differ(events[:1], {"days_in_school_year": 0}) == {}
    at_once = [permanent(**session), cancelled("2026-09-15", "2026-09-15")]
    assert differ(at_once, {"days_in_school_year": 0}) == {}


def test_a_term_that_a_cancelled_suspension_never_reached_has_no_day_out():
    events = [suspended("2026-12-17", 3), cancelled("2026-12-17", "2026-12-18")]

    assert differ(events, {"term_total_days": 1, "following_term_total_days": 0}) == {}


def test_representations_are_considered_once_they_are_made_unless_it_was_cancelled():
    made = ("representations_made", {"date": "2026-09-16"})
    back = cancelled("2026-09-17", "2026-09-18")
    name = "gb_must_consider_representations"

    for events, must in (([made], True), ([], False), ([back], False), ([made, back], False)):
        assert differ([suspended("2026-09-15", 3), *events], {name: must}) == {}


@pytest.mark.parametrize(
    ("events", "allowed"),
    [
        ([permanent(), informed()], True),
        ([permanent(), informed(), noticed("2026-10-02")], False),  # the board has met
        ([permanent(), cancelled("2026-10-01", "2026-10-02"), noticed("2026-10-05")], True),
        ([suspended("2026-09-15", 2), noticed("2026-10-02")], True),  # no such bar: a short one
        ([permanent("2023-07-03")], False),  # before the law allowed it
        (
            [
                ("prior_days_other_school", {"days": 43, "school_year": "2026/27"}),
                permanent(),
                cancelled("2026-09-16", "2026-09-18"),
            ],
            False,  # 15, 16 and 17 September bring the year to 46
        ),
        (
            [
                ("prior_days_other_school", {"days": 43, "school_year": "2026/27"}),
                permanent(),
                cancelled("2026-09-16", "2026-09-17"),
            ],
            True,
        ),
        *[
            (
                [
                    ("prior_days_other_school", {"days": 43, "school_year": "2026/27"}),
                    suspended("2026-09-15", days),
                    informed("2026-09-30"),
                ],
                allowed,  # the last day out counts, and no day after it
            )
            for days, allowed in ((2, True), (3, False))
        ],
        ([informed()], None),
    ],
)
def test_whether_a_head_may_still_cancel(events, allowed):
    assert differ(events, {"cancellation_allowed": allowed}) == {}


@pytest.mark.parametrize(
    ("given_by", "which", "expect"),
    [
        ("proprietor", ["school_la"], ("observer_may_speak", "observer")),
        ("proprietor", ["home_la"], ("observer", "observer_may_speak")),
        ("arranging_authority", ["school_la"], ("observer", "observer")),
    ],
)
def test_permission_to_speak_is_of_one_authority_and_of_the_board_meetings_own_trust(
    given_by, which, expect
):
    events = [
        permanent(),
        ("la_attendance_requested", {"date": "2026-09-18", "which": ["school_la", "home_la"]}),
        ("permission_to_make_representations",
         {"date": "2026-09-21", "which": which, "given_by": given_by}),
    ]  # fmt: skip

    roles = dict(zip(("la_role_at_gb", "home_la_role_at_gb"), expect, strict=True))
    assert differ(events, roles, "academy") == {}


def test_back_to_back_suspensions_count_as_one_towards_the_sixth_day():
    """11-13 January and 14-19: the sixth day out together is Monday 18 January."""
    events = [suspended("2027-01-11", 3), suspended("2027-01-14", 4)]

    assert differ(events, {"school_education_start": "2027-01-18", "term_total_days": 7}) == {}
    assert differ(events, {"la_education_start": "2027-01-18"}, "pru") == {}
    apart = [suspended("2027-01-11", 3), suspended("2027-01-15", 4)]
    assert differ(apart, {"school_education_start": None, "la_education_start": None}) == {}


@pytest.mark.parametrize(
    ("event", "days"),
    [
        (permanent(session="PM"), ["16", "17", "18", "21", "22"]),
        (permanent(session="AM"), ["15", "16", "17", "18", "21"]),
        (permanent(), ["15", "16", "17", "18", "21"]),
        (suspended("2026-09-15", 1.5), ["15", "16"]),
        (suspended("2026-09-15", 8), ["15", "16", "17", "18", "21"]),
    ],
)
def test_the_parents_days_are_the_first_five_or_as_many_as_there_are(event, days):
    assert differ([event], {"parental_duty_days": [f"2026-09-{day}" for day in days]}) == {}


def test_before_september_2022_the_authority_was_told_once_a_term():
    terms = [{"start": "2022-01-04", "end": "2022-07-21"}]
    early = [suspended("2022-03-07", 2)]

    assert differ(early, {"inform_la": "termly", "inform_gb": "termly"}, terms=terms) == {}


def test_nothing_is_answered_of_an_exclusion_that_nobody_tells_of():
    names = {
        "gb_meeting_required": False,
        "inform_gb": None,
        "la_education_start": None,
        "parental_duty_days": None,
        "term_total_days": None,
        "irp_application_in_time": None,
        "financial_order_possible": None,
        "decision_notice_deemed": None,
        "irp_notice_deemed": None,
        "earliest_offroll": None,
    }

    assert differ([informed()], names) == {}
    assert differ([], {"gb_deadline": None}, terms=[], bank_holidays=[]) == {}


def test_post_with_no_bank_holidays_listed_still_knows_christmas_and_good_friday():
    events = [noticed("2026-12-24", method="first_class_post")]

    assert differ(events, {"decision_notice_deemed": "2026-12-29"}, bank_holidays=[]) == {}
