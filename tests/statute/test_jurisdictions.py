"""England beside Wales: what differs is a parameter or a row, and the engine is one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from statute.attendance import Standing, la_standing
from statute.duties import duties_owed
from statute.facts import CaseFacts, Fact, Kind, SchoolType
from statute.jurisdictions import PARTICULARS, Jurisdiction, RelevantPerson
from statute.law import LAW, WALES
from statute.totals import DayOut, Suspension, find_spell, find_suspension_faults, get_days_out
from tests.statute.school_year import YEAR

ENGLAND, WALES_KEY = Jurisdiction.ENGLAND, Jurisdiction.WALES
PARENT, PUPIL = RelevantPerson.PARENT, RelevantPerson.PUPIL
SEPTEMBER = date(2026, 9, 15)
FACTS = CaseFacts(
    kind=Kind.PERMANENT,
    school_type=SchoolType.MAINTAINED,
    dates={Fact.EXCLUDED: SEPTEMBER, Fact.BOARD_INFORMED: SEPTEMBER},
    jurisdiction=WALES_KEY,
)


def owed(facts, law=(*LAW, *WALES)):
    return {duty.rule_id: duty for duty in duties_owed(facts, YEAR, law)}


def test_a_welsh_board_meets_within_a_window_that_has_a_floor():
    assert owed(FACTS).keys() == {"W-G1"}
    board = owed(FACTS)["W-G1"]
    assert (board.not_before, board.due_date) == (date(2026, 9, 23), date(2026, 10, 6))


def test_an_english_board_may_meet_at_once():
    assert owed(replace(FACTS, jurisdiction=ENGLAND))["G1"].not_before is None


def test_the_longer_welsh_window_has_the_same_floor():
    middle = replace(
        FACTS,
        kind=Kind.SUSPENSION,
        term_days_out=Decimal(6),
        dates=FACTS.dates | {Fact.REPRESENTATIONS_MADE: SEPTEMBER},
    )

    window = owed(middle)["W-G4"]

    assert (window.not_before, len(window.counted)) == (date(2026, 9, 23), 50)


def test_a_lunchtime_is_half_a_day_in_england_and_a_quarter_in_wales():
    lunchtimes = Suspension(start=SEPTEMBER, school_days=Decimal(3), lunchtimes_only=True)

    for jurisdiction, total in ((ENGLAND, "1.5"), (WALES_KEY, "0.75")):
        days = get_days_out(lunchtimes, YEAR, jurisdiction)
        assert sum(out.counts for out in days) == Decimal(total)


@pytest.mark.parametrize(
    ("jurisdiction", "lunchtimes", "faults"),
    [
        (ENGLAND, 2, []),
        (ENGLAND, 3, ["45.5, and the law allows 45: 1 are left"]),
        (WALES_KEY, 4, []),  # four quarters
        (WALES_KEY, 5, ["45.25, and the law allows 45: 1 are left"]),
    ],
)
def test_lunchtimes_are_held_against_the_year_for_what_they_count_in_the_jurisdiction(
    jurisdiction, lunchtimes, faults
):
    served = [DayOut(day, Decimal(1)) for day in YEAR.count_from(date(2026, 9, 16), 44)]
    proposed = Suspension(
        start=date(2027, 1, 11), school_days=Decimal(lunchtimes), lunchtimes_only=True
    )

    found = find_suspension_faults(proposed, served, [], YEAR, jurisdiction)

    assert [fault.rpartition(" to ")[2] for fault in found] == faults


@pytest.mark.parametrize("jurisdiction", [ENGLAND, WALES_KEY])
def test_whole_days_run_on_and_lunchtimes_make_no_day_out_in_either(jurisdiction):
    tuesday = Suspension(start=SEPTEMBER, school_days=Decimal(1))
    lunch = Suspension(start=date(2026, 9, 16), school_days=Decimal(2), lunchtimes_only=True)
    thursday = Suspension(start=date(2026, 9, 17), school_days=Decimal(1))
    told = [tuesday, lunch, thursday]

    assert find_spell(told, thursday, YEAR, jurisdiction) == (date(2026, 9, 17),)
    lunch = replace(lunch, lunchtimes_only=False)
    days = [day.day for day in find_spell([tuesday, lunch], lunch, YEAR, jurisdiction)]
    assert days == [15, 16, 17]


def test_the_window_of_every_meeting_opens_on_the_day_of_its_jurisdiction():
    meetings = [rule for rule in (*LAW, *WALES) if rule.discharged_by is Fact.BOARD_DECIDED]

    assert {rule.jurisdiction for rule in meetings} == set(Jurisdiction)
    for rule in meetings:
        assert rule.floor == PARTICULARS[rule.jurisdiction].window_opens


@pytest.mark.parametrize(
    ("born_on", "in_england", "in_wales"),
    [
        (date(2015, 8, 1), (PARENT,), (PARENT, PUPIL)),  # 11 on the first day of the school year
        (date(2015, 8, 2), (PARENT,), (PARENT,)),  # 10 on that day
        (date(2010, 9, 1), (PARENT,), (PARENT, PUPIL)),
        (date(2010, 7, 31), (PARENT,), (PUPIL,)),  # past compulsory age since June
        (date(2008, 9, 15), (PUPIL,), (PUPIL,)),  # 18 today
    ],
)
def test_whom_notices_go_to(born_on, in_england, in_wales):
    for jurisdiction, expected in ((ENGLAND, in_england), (WALES_KEY, in_wales)):
        assert PARTICULARS[jurisdiction].find_relevant_persons(born_on, SEPTEMBER) == expected


def test_in_wales_the_parents_are_told_to_the_last_day_of_compulsory_school_age():
    find = PARTICULARS[WALES_KEY].find_relevant_persons
    born_on = date(2010, 7, 31)  # the last Friday in June of that year's 16 is 26 June 2026

    assert find(born_on, date(2026, 6, 26)) == (PARENT, PUPIL)
    assert find(born_on, date(2026, 6, 27)) == (PUPIL,)


def test_a_welsh_authority_may_always_come_and_speak():
    standing = la_standing(
        SchoolType.MAINTAINED,
        is_home=False,
        requested=False,
        permitted=False,
        jurisdiction=WALES_KEY,
    )

    assert standing is Standing.PARTY
