"""Every duty that is owed at each stage: none is missing, and none is owed that should not be."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from statute.duties import duties_owed
from statute.facts import CaseFacts, Fact, HalfDay, Kind, SchoolType
from statute.law import LAW
from tests.statute.school_year import YEAR

DAY, NEXT = date(2026, 9, 15), date(2026, 9, 16)
EXAM_DAY = date(2026, 9, 21)
PERMANENT = CaseFacts(
    kind=Kind.PERMANENT, school_type=SchoolType.MAINTAINED, dates={Fact.EXCLUDED: DAY}
)
EVERYBODY = {"has_home_authority": True, "has_social_worker": True, "has_virtual_head": True}
SUSPENSION = replace(
    PERMANENT,
    kind=Kind.SUSPENSION,
    dates={Fact.EXCLUDED: DAY, Fact.TERM_ENDS: date(2026, 12, 18)},
    term_days_out=Decimal(2),
    days_out=2,
)


def owed(facts, **dates):
    known = facts.dates | {Fact[name]: day for name, day in dates.items()}
    return {d.rule_id: d for d in duties_owed(replace(facts, dates=known), YEAR, LAW)}


def ids(facts, **dates):
    return set(owed(facts, **dates))


def test_no_day_out_is_taken_for_granted():
    assert (PERMANENT.term_days_out, PERMANENT.spell_days_out) == (0, 0)


NOTICE = {"N3", "N3-FAMILY", "N3-BOARD", "N4", "N6", "N7", "E1", "E2", "E4", "F3"}


def test_a_permanent_exclusion_owes_its_notices_and_education():
    assert ids(PERMANENT) == NOTICE
    assert ids(replace(PERMANENT, **EVERYBODY)) == NOTICE | {"N3-HOME", "N3-SW", "N3-VSH", "E7"}


def test_one_of_the_afternoon_moves_the_parents_days_and_the_last_moment_of_their_notice():
    afternoon = owed(replace(PERMANENT, session=HalfDay.AFTERNOON))

    assert set(afternoon) == NOTICE - {"N6", "E1"} | {"N6-PM", "E1-PM"}
    assert afternoon["N6-PM"].due_date == NEXT
    assert [day.day for day in afternoon["E1-PM"].counted] == [16, 17, 18, 21, 22]


def test_a_pupil_not_of_compulsory_age_has_no_parents_days():
    older = replace(PERMANENT, is_of_compulsory_school_age=False)

    assert ids(older) == NOTICE - {"N6", "E1"}
    assert ids(replace(older, session=HalfDay.AFTERNOON)) == NOTICE - {"N6", "E1"}


def test_an_exception_from_education_leaves_the_authority_nothing_to_provide():
    assert "E4" not in ids(replace(PERMANENT, needs_no_education=True))


SHORT = {"N1-FAMILY", "N1-LA", "N2", "N5", "N6", "N7", "E1", "E2"}


def test_a_short_suspension_tells_the_authority_at_once_and_the_board_by_the_end_of_term():
    duties = owed(SUSPENSION)

    assert set(duties) == SHORT
    assert duties["N5"].due_date == date(2026, 12, 18)
    assert [day.day for day in duties["E1"].counted] == [15, 16]
    assert ids(replace(SUSPENSION, **EVERYBODY)) == SHORT | {"N1-SW", "N1-VSH", "E7"}
    assert ids(SUSPENSION, REPRESENTATIONS_MADE=NEXT) == SHORT | {"G6"}


def test_a_lunchtime_exclusion_owes_the_same_but_keeps_nobody_at_home():
    lunch = replace(SUSPENSION, lunchtimes_only=True, term_days_out=Decimal("0.5"), days_out=1)

    assert ids(lunch) == SHORT - {"E1"}
    afternoon = replace(lunch, session=HalfDay.AFTERNOON)
    assert ids(afternoon) == SHORT - {"N6", "E1"} | {"N6-PM"}
    long_spell = replace(lunch, spell_days_out=8)
    assert "E3" not in ids(long_spell, SPELL_BEGAN=DAY)


def test_a_long_suspension_owes_what_a_permanent_exclusion_does_but_not_to_the_home_authority():
    long = replace(SUSPENSION, term_days_out=Decimal(16), days_out=8, spell_days_out=8, **EVERYBODY)

    assert ids(long, BOARD_INFORMED=DAY, SPELL_BEGAN=DAY) == {
        *("N3", "N3-FAMILY", "N3-BOARD", "N3-SW", "N3-VSH", "N4", "N6", "N7"),
        *("E1", "E2", "E3", "E7", "G2"),
    }


@pytest.mark.parametrize(
    ("school_type", "rule"),
    [(SchoolType.MAINTAINED, "E3"), (SchoolType.ACADEMY, "E3"), (SchoolType.PRU, "E5")],
)
def test_the_sixth_day_of_a_suspension_is_the_schools_and_at_a_pru_the_authoritys(
    school_type, rule
):
    spell = replace(SUSPENSION, school_type=school_type, days_out=6, spell_days_out=6)

    found = {r: d.due_date for r, d in owed(spell, SPELL_BEGAN=DAY).items() if r in ("E3", "E5")}

    assert found == {rule: date(2026, 9, 22)}
    assert rule not in ids(replace(spell, spell_days_out=5), SPELL_BEGAN=DAY)
    assert rule not in ids(replace(spell, needs_no_education=True), SPELL_BEGAN=DAY)


def test_an_exam_shows_its_own_day_beside_the_limit():
    duties = owed(SUSPENSION, BOARD_INFORMED=DAY, EXAM=EXAM_DAY)

    assert (duties["G3"].due_date, duties["G3-AIM"].due_date) == (
        date(2026, 10, 6),
        date(2026, 9, 18),
    )
    assert {"N3", "N3-BOARD", "N4"} <= set(duties)
    assert not {"N1-LA", "N2", "N5"} & set(duties)
    both = owed(PERMANENT, BOARD_INFORMED=DAY, EXAM=EXAM_DAY)
    assert {"G1", "G3-AIM"} <= set(both)
    assert "G3" not in both


def test_an_exam_beats_the_longer_window_of_the_middle_band():
    middle = replace(SUSPENSION, term_days_out=Decimal(6))
    represented = {"BOARD_INFORMED": DAY, "REPRESENTATIONS_MADE": NEXT}

    assert {"G4", "G6"} & ids(middle, **represented) == {"G4"}
    found = ids(middle, **represented, EXAM=EXAM_DAY)
    assert "G3" in found
    assert "G4" not in found


@pytest.mark.parametrize("excluded_on", [date(2023, 6, 5), DAY])
def test_extraordinary_events_put_a_set_day_in_place_of_the_limit(excluded_on):
    """Reaching back: an exclusion of before 1 September 2023 that the board had not considered."""
    facts = replace(PERMANENT, dates={Fact.EXCLUDED: excluded_on})
    set_for = date(2026, 10, 20)

    duties = owed(facts, BOARD_INFORMED=DAY, BOARD_EXTENDED_TO=set_for)

    assert duties["G8"].due_date == set_for
    assert "G1" not in duties


def test_the_aim_before_an_exam_stays_where_the_limit_runs_on():
    losing = replace(PERMANENT, dates={Fact.EXCLUDED: DAY, Fact.EXAM: EXAM_DAY})

    duties = owed(losing, BOARD_INFORMED=DAY, BOARD_EXTENDED_TO=date(2026, 10, 20))
    assert {"G8", "G3-AIM"} <= duties.keys()
    assert "G1" not in duties


def test_the_board_reconsiders_unless_the_panel_upheld_it():
    notified = {"BOARD_NOTIFIED_OF_REVIEW": date(2026, 12, 1)}
    for upheld, owes in ((None, True), (False, True), (True, False)):
        assert ("R1" in ids(replace(PERMANENT, review_upheld=upheld), **notified)) is owes


def test_the_board_that_had_decided_before_the_new_rules_is_not_reached_back_to():
    facts = replace(PERMANENT, dates={Fact.EXCLUDED: date(2023, 6, 5)})

    assert "G8" not in ids(
        facts, BOARD_DECIDED=date(2023, 7, 3), BOARD_EXTENDED_TO=date(2023, 9, 20)
    )


DECIDED = {"BOARD_INFORMED": DAY, "BOARD_DECIDED": date(2026, 10, 2)}


def test_a_decision_not_to_reinstate_is_told_to_everybody_and_opens_the_familys_time():
    declined = replace(PERMANENT, board_reinstated=False, **EVERYBODY)
    duties = owed(declined, **DECIDED, DECISION_NOTICE_GIVEN=date(2026, 10, 6))

    told = {"D2", "D2-HOME", "D2-SW", "D2-VSH", "D3"}
    assert {r for r in duties if r[0] in "DI"} == told | {"I1", "I28"}
    assert {duties[r].due_date for r in told} == {date(2026, 10, 2)}
    assert duties["I28"].due_date == date(2027, 4, 2)


def test_a_decision_to_reinstate_is_told_and_opens_nothing():
    reinstated = replace(PERMANENT, board_reinstated=True)

    assert {r for r in ids(reinstated, **DECIDED) if r[0] in "DI"} == {"D1"}


def test_a_written_waiver_ends_the_time_to_apply():
    given = {"DECISION_NOTICE_GIVEN": date(2026, 10, 6)}

    assert "I1" in ids(PERMANENT, **given)
    assert "I1" not in ids(PERMANENT, **given, REVIEW_WAIVED=date(2026, 10, 7))


def test_a_claim_opens_a_fresh_window_unless_an_application_was_made_in_time_before_it():
    ended = {"CLAIM_DETERMINED": date(2026, 12, 10)}

    assert owed(PERMANENT, **ended)["I5"].due_date == date(2027, 1, 15)
    applied = ended | {"REVIEW_APPLIED_FOR": date(2026, 11, 4)}
    assert "I5" not in ids(PERMANENT, **applied)
    assert "I5" in ids(replace(PERMANENT, applied_late=True), **applied)
    for day in (date(2026, 12, 10), date(2026, 12, 14)):  # the very day is not before it
        afterwards = ended | {"REVIEW_APPLIED_FOR": day}
        assert owed(PERMANENT, **afterwards)["I5"].done_on == day


def test_a_late_application_leads_to_no_review():
    applied = {"REVIEW_APPLIED_FOR": date(2026, 11, 4)}

    assert "I6" in ids(PERMANENT, **applied)
    assert "I6" not in ids(replace(PERMANENT, applied_late=True), **applied)


def test_a_review_put_off_has_the_day_that_was_set():
    duties = owed(PERMANENT, REVIEW_APPLIED_FOR=DAY, REVIEW_EXTENDED_TO=date(2026, 11, 10))

    assert duties["I7"].due_date == date(2026, 11, 10)
    assert "I6" not in duties


def test_a_panel_could_adjourn_before_extraordinary_events_were_thought_of():
    facts = replace(PERMANENT, dates={Fact.EXCLUDED: date(2020, 1, 7)})
    decided = {"BOARD_INFORMED": date(2020, 1, 7), "BOARD_DECIDED": date(2020, 1, 27)}

    duties = owed(
        facts, **decided, REVIEW_APPLIED_FOR=date(2020, 2, 3), REVIEW_EXTENDED_TO=date(2020, 3, 9)
    )
    assert duties["I7"].due_date == date(2020, 3, 9)
    assert "I6" not in duties


def test_after_a_review_everybody_is_told_and_the_board_reconsiders():
    everybody = replace(PERMANENT, **EVERYBODY)
    after = {
        "REVIEW_DECIDED": date(2027, 1, 22),
        "BOARD_NOTIFIED_OF_REVIEW": date(2027, 1, 25),
        "BOARD_RECONSIDERED": date(2027, 2, 5),
    }
    duties = owed(everybody, **after)

    assert {r for r in duties if r.startswith(("I25", "R"))} == {
        *("I25", "I25-HOME", "I25-SW", "I25-VSH"),
        *("R1", "R3", "R3-HOME", "R3-SW", "R3-VSH"),
    }
    assert (duties["R1"].due_date, duties["R1"].done_on) == (
        date(2027, 2, 8),
        date(2027, 2, 5),
    )


def test_an_order_that_fell_due_is_paid_within_28_calendar_days():
    assert owed(PERMANENT, ORDER_FELL_DUE=date(2027, 2, 9))["F2"].due_date == date(2027, 3, 9)


@pytest.mark.parametrize(("excluded_on", "rule"), [(date(2024, 8, 18), "O1-2006"), (DAY, "O1")])
def test_a_name_is_deleted_under_the_regulations_of_the_day_of_the_exclusion(excluded_on, rule):
    facts = replace(PERMANENT, dates={Fact.EXCLUDED: excluded_on})

    assert {r for r in ids(facts, TOOK_EFFECT=date(2027, 1, 5)) if r[0] == "O"} == {rule}


def test_a_deleted_name_is_returned_that_day_and_kept_for_six_years():
    duties = owed(PERMANENT, NAME_DELETED=date(2028, 2, 29), REVIEW_MET=date(2026, 11, 30))

    assert (duties["O3"].due_date, duties["K1"].due_date, duties["K2"].due_date) == (
        date(2028, 2, 29),
        date(2034, 2, 28),
        date(2032, 11, 30),
    )


@pytest.mark.parametrize(
    ("excluded_on", "told"), [(date(2022, 8, 31), set()), (date(2022, 9, 1), {"N3-SW", "N3-VSH"})]
)
def test_social_workers_and_virtual_heads_are_told_from_september_2022(excluded_on, told):
    facts = replace(PERMANENT, dates={Fact.EXCLUDED: excluded_on}, **EVERYBODY)

    assert {r for r in ids(facts) if r.endswith(("SW", "VSH"))} == told


def test_notice_of_education_that_is_arranged_later_goes_out_two_days_before():
    """And a separation, from 26 July 2026, wakes the authority's own duty."""
    duties = owed(PERMANENT, EDUCATION_TO_START=date(2026, 9, 23), SEPARATED=DAY)

    assert duties["N6-EDU"].due_date == date(2026, 9, 21)
    assert duties["E8"].due_date == DAY


def test_a_closure_on_the_last_day_moves_it_and_nothing_else():
    closed = replace(
        YEAR, session_days=tuple(d for d in YEAR.session_days if d != date(2026, 10, 6))
    )
    facts = replace(PERMANENT, dates=PERMANENT.dates | {Fact.BOARD_INFORMED: DAY})
    before = {d.rule_id: d.due_date for d in duties_owed(facts, YEAR, LAW)}
    after = {d.rule_id: d.due_date for d in duties_owed(facts, closed, LAW)}

    assert {r: after[r] for r in after if after[r] != before[r]} == {"G1": date(2026, 10, 7)}
