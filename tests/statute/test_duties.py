"""Worked examples, counted by hand. Dates come back whole, or the day that is missing is named."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from statute.duties import duties_owed
from statute.facts import CaseFacts, Fact, Kind, Party, SchoolType
from statute.law import LAW
from statute.school_calendar import NOTHING_PUBLISHED
from tests.statute.school_year import AUTUMN_ONLY, YEAR

MAINTAINED, PRU, ACADEMY = SchoolType.MAINTAINED, SchoolType.PRU, SchoolType.ACADEMY


def permanent(excluded, informed, school_type=MAINTAINED, **more):
    facts = {Fact.EXCLUDED: excluded, Fact.BOARD_INFORMED: informed}
    return CaseFacts(
        kind=Kind.PERMANENT,
        school_type=school_type,
        dates=facts | more.pop("dates", {}),
        **more,
    )


def due(facts, calendar=YEAR):
    return {duty.rule_id: duty.due_date for duty in duties_owed(facts, calendar, LAW)}


def pick(found, *rule_ids):
    return {rule_id: found.get(rule_id) for rule_id in rule_ids}


def meetings(facts):
    return {rule_id for rule_id in due(facts) if rule_id in ("G1", "G2", "G3", "G4", "G8")}


@pytest.mark.parametrize(
    ("example", "school_type", "excluded", "informed", "board_by", "education_from"),
    [
        pytest.param(*row, id=row[0])
        for row in [
            ("P01 plain run of school days", MAINTAINED, (9, 15), (9, 15), (10, 6), (9, 23)),
            ("P02 half-term and a training day", MAINTAINED, (10, 16), (10, 16), (11, 16), (11, 3)),
            ("P03 from the board's being told", MAINTAINED, (11, 12), (11, 16), (12, 7), (11, 20)),
            ("P14 pupil referral unit", PRU, (9, 21), (9, 21), (10, 12), (9, 29)),
            ("P15 academy", ACADEMY, (9, 15), (9, 15), (10, 6), (9, 23)),
        ]
    ],
)
def test_a_permanent_exclusion_is_owed_a_meeting_and_education_by_the_days_counted_by_hand(
    example, school_type, excluded, informed, board_by, education_from
):
    facts = permanent(date(2026, *excluded), date(2026, *informed), school_type)

    assert pick(due(facts), "N3", "E4", "G1") == {
        "N3": date(2026, *excluded),
        "E4": date(2026, *education_from),
        "G1": date(2026, *board_by),
    }


def test_a_duty_shows_who_owes_it_why_and_every_day_that_was_counted():
    facts = permanent(date(2026, 9, 15), date(2026, 9, 15))

    [education] = [d for d in duties_owed(facts, YEAR, LAW) if d.rule_id == "E4"]

    assert (education.owed_by, education.owed_to) == (Party.AUTHORITY, (Party.RELEVANT_PERSON,))
    assert (education.citation, education.limit, education.gap, education.done_on) == (
        "SI 2007/1870 reg 4(3)(a)",
        "6 school days after",
        "",
        None,
    )
    assert [day.day for day in education.counted] == [16, 17, 18, 21, 22, 23]


@pytest.mark.parametrize(
    ("school_type", "citation"),
    [
        (MAINTAINED, "SI 2012/1033 reg 6(1)(a), (7)(a)"),
        (PRU, "SI 2012/1033 reg 15(1)(a), (7)(a)"),
        (ACADEMY, "SI 2012/1033 reg 24(1)(a), (7)(a)"),
    ],
)
def test_the_boards_duty_is_cited_from_the_regulation_of_its_own_kind_of_school(
    school_type, citation
):
    facts = permanent(date(2026, 9, 15), date(2026, 9, 15), school_type)

    [board] = [d for d in duties_owed(facts, YEAR, LAW) if d.rule_id == "G1"]

    assert board.citation == citation


def test_a_pupil_who_lives_elsewhere_brings_the_duty_to_tell_that_authority():
    facts = permanent(date(2026, 9, 15), date(2026, 9, 15), has_home_authority=True)

    assert due(facts)["N3-HOME"] == date(2026, 9, 15)


def test_no_meeting_is_owed_before_the_board_has_been_told():
    told_nobody = CaseFacts(
        kind=Kind.PERMANENT, school_type=PRU, dates={Fact.EXCLUDED: date(2026, 9, 15)}
    )

    assert {"N3", "E4"} <= due(told_nobody).keys()
    assert meetings(told_nobody) == set()


def test_a_duty_carries_the_day_on_which_it_was_done():
    decided = {Fact.BOARD_DECIDED: date(2026, 10, 2)}
    facts = permanent(date(2026, 9, 15), date(2026, 9, 15), dates=decided)

    done = {d.rule_id: d.done_on for d in duties_owed(facts, YEAR, LAW)}

    assert pick(done, "N3", "E4", "G1") == {"N3": None, "E4": None, "G1": date(2026, 10, 2)}


def test_a_count_that_runs_past_the_published_dates_is_owed_with_the_reason_and_no_date():
    facts = permanent(date(2026, 12, 10), date(2026, 12, 10))

    owed = {d.rule_id: (d.due_date, d.gap) for d in duties_owed(facts, AUTUMN_ONLY, LAW)}

    missing = "the school days after 18 December 2026 have not been supplied"
    assert pick(owed, "N3", "E4", "G1") == {
        "N3": (date(2026, 12, 10), ""),
        "E4": (date(2026, 12, 18), ""),
        "G1": (None, missing),
    }


def test_a_school_without_any_dates_is_owed_nothing_less():
    facts = permanent(date(2026, 9, 15), date(2026, 9, 15))

    owed = {d.rule_id: d.gap for d in duties_owed(facts, NOTHING_PUBLISHED, LAW)}

    nothing = "no school days have been supplied for this school"
    assert pick(owed, "N3", "E4", "G1") == {"N3": "", "E4": nothing, "G1": nothing}


def test_a_cancelled_exclusion_leaves_only_the_duties_of_the_cancelling():
    cancelled = {Fact.CANCELLED: date(2026, 9, 17)}
    facts = permanent(date(2026, 9, 15), date(2026, 9, 15), dates=cancelled)

    assert due(facts) == dict.fromkeys(("C4", "C5"), date(2026, 9, 17))
    everybody = replace(
        facts, has_home_authority=True, has_social_worker=True, has_virtual_head=True
    )
    assert set(due(everybody)) == {"C4", "C4-HOME", "C4-SW", "C4-VSH", "C5"}


def test_a_review_is_applied_for_held_and_papered_by_the_days_counted_by_hand():
    """P05 for the window, P06 for the meeting and its papers, P09 for the reconsideration."""
    later = {
        Fact.DECISION_NOTICE_GIVEN: date(2026, 11, 20),
        Fact.REVIEW_APPLIED_FOR: date(2026, 12, 10),
        Fact.REVIEW_FIXED: date(2027, 1, 15),
        Fact.BOARD_NOTIFIED_OF_REVIEW: date(2027, 1, 25),
    }
    facts = permanent(date(2026, 9, 15), date(2026, 9, 15), dates=later)

    assert pick(due(facts), "I1", "I6", "I15", "R1") == {
        "I1": date(2026, 12, 11),
        "I6": date(2027, 1, 15),
        "I15": date(2027, 1, 8),
        "R1": date(2027, 2, 8),
    }


@pytest.mark.parametrize(
    ("days_out", "represented", "owed"),
    [
        ("5", True, set()),
        ("5.5", True, {"G4"}),
        ("5.5", False, set()),
        ("15", True, {"G4"}),
        ("15.5", True, {"G2"}),
        ("15.5", False, {"G2"}),
    ],
)
def test_the_middle_band_of_suspensions_owes_a_meeting_within_50_days_if_the_family_asks(
    days_out, represented, owed
):
    facts = CaseFacts(
        kind=Kind.SUSPENSION,
        school_type=MAINTAINED,
        dates={Fact.EXCLUDED: date(2027, 1, 11), Fact.BOARD_INFORMED: date(2027, 1, 11)}
        | ({Fact.REPRESENTATIONS_MADE: date(2027, 1, 13)} if represented else {}),
        term_days_out=Decimal(days_out),
    )

    assert meetings(facts) == owed


def test_the_fiftieth_school_day_is_the_one_counted_by_hand():
    """P10: 11 January 2027, over half-term and Easter."""
    facts = CaseFacts(
        kind=Kind.SUSPENSION,
        school_type=MAINTAINED,
        dates=dict.fromkeys((Fact.EXCLUDED, Fact.BOARD_INFORMED), date(2027, 1, 11))
        | {Fact.REPRESENTATIONS_MADE: date(2027, 1, 13)},
        term_days_out=Decimal(6),
    )

    assert due(facts)["G4"] == date(2027, 4, 13)
