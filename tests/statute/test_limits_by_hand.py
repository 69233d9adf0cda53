"""
Every limit of the law a second time, typed by hand from the specification and not from the code.

A number that is changed in ``statute/`` fails here, and so does a rule or a threshold that is new
to these tables or gone from the law: whoever means it writes it twice.
"""

from datetime import date
from decimal import Decimal

from statute.facts import SchoolType
from statute.jurisdictions import PARTICULARS, Jurisdiction
from statute.law import LAW, WALES
from statute.law.figures import FIGURES
from statute.law.meeting import PANEL_AT_LEAST, PAPERS_SCHOOL_DAYS
from statute.rules import Rule
from statute.terms import OWN_TERMS_UP_TO
from statute.thresholds import MEETING_ALWAYS_ABOVE, MEETING_IF_ASKED_ABOVE, YEAR_AT_MOST

# The row; its limit, and the fact it is counted from or to; who owes it; to whom; for exclusions
# from this day, and to this one.
# "0 the same day" is "without delay", or a day that a person sets: the law gives no number.
RULES = """
N1-FAMILY; 0 the same day EXCLUDED; HEAD; RELEVANT_PERSON; 2012-09-01
N1-LA; 0 the same day EXCLUDED; HEAD; AUTHORITY; 2022-09-01
N1-SW; 0 the same day EXCLUDED; HEAD; SOCIAL_WORKER; 2022-09-01
N1-VSH; 0 the same day EXCLUDED; HEAD; VIRTUAL_HEAD; 2022-09-01
N2; 0 the same day EXCLUDED; HEAD; RELEVANT_PERSON; 2012-09-01
N3; 0 the same day EXCLUDED; HEAD; AUTHORITY; 2012-09-01
N3-FAMILY; 0 the same day EXCLUDED; HEAD; RELEVANT_PERSON; 2012-09-01
N3-BOARD; 0 the same day EXCLUDED; HEAD; BOARD; 2012-09-01
N3-HOME; 0 the same day EXCLUDED; HEAD; HOME_AUTHORITY; 2012-09-01
N3-SW; 0 the same day EXCLUDED; HEAD; SOCIAL_WORKER; 2022-09-01
N3-VSH; 0 the same day EXCLUDED; HEAD; VIRTUAL_HEAD; 2022-09-01
N4; 0 the same day EXCLUDED; HEAD; RELEVANT_PERSON; 2012-09-01
N5; 0 the same day TERM_ENDS; HEAD; BOARD; 2012-09-01
N5-LA; 0 the same day TERM_ENDS; HEAD; AUTHORITY; 2012-09-01; 2022-08-31
N6; 0 the same day EXCLUDED; HEAD; PARENT; 2012-09-01
N6-PM; 1 school days after EXCLUDED; HEAD; PARENT; 2012-09-01
N6-EDU; 48 hours before EDUCATION_TO_START; HEAD; PARENT; 2012-09-01
N7; 0 the same day EXCLUDED; HEAD; PARENT; 2012-09-01
E1; 5 school days from EXCLUDED; PARENT; PUPIL; 2012-09-01
E1-PM; 5 school days after EXCLUDED; PARENT; PUPIL; 2012-09-01
E2; 5 school days from EXCLUDED; SCHOOL; PUPIL; 2012-09-01
E3; 6 school days from SPELL_BEGAN; BOARD; RELEVANT_PERSON; 2015-01-05
E4; 6 school days after EXCLUDED; AUTHORITY; RELEVANT_PERSON; 2012-09-01
E5; 6 school days from SPELL_BEGAN; AUTHORITY; RELEVANT_PERSON; 2012-09-01
E7; 1 school days from EXCLUDED; AUTHORITY; PUPIL VIRTUAL_HEAD; 2012-09-01
E8; 0 the same day SEPARATED; AUTHORITY; PUPIL; 2026-07-26
G1; 15 school days after BOARD_INFORMED; BOARD; RELEVANT_PERSON; 2012-09-01
G2; 15 school days after BOARD_INFORMED; BOARD; RELEVANT_PERSON; 2012-09-01
G3; 15 school days after BOARD_INFORMED; BOARD; RELEVANT_PERSON; 2012-09-01
G3-AIM; 1 school days before EXAM; BOARD; RELEVANT_PERSON; 2012-09-01
G4; 50 school days after BOARD_INFORMED; BOARD; RELEVANT_PERSON; 2012-09-01
G6; 0 the same day REPRESENTATIONS_MADE; BOARD; RELEVANT_PERSON; 2012-09-01
G8; 0 the same day BOARD_EXTENDED_TO; BOARD; RELEVANT_PERSON; 2023-09-01
C4; 0 the same day CANCELLED; HEAD; RELEVANT_PERSON BOARD AUTHORITY; 2023-09-01
C4-HOME; 0 the same day CANCELLED; HEAD; HOME_AUTHORITY; 2023-09-01
C4-SW; 0 the same day CANCELLED; HEAD; SOCIAL_WORKER; 2023-09-01
C4-VSH; 0 the same day CANCELLED; HEAD; VIRTUAL_HEAD; 2023-09-01
C5; 0 the same day CANCELLED; HEAD; PUPIL; 2023-09-01
D1; 0 the same day BOARD_DECIDED; BOARD; RELEVANT_PERSON HEAD AUTHORITY; 2012-09-01
D1-HOME; 0 the same day BOARD_DECIDED; BOARD; HOME_AUTHORITY; 2012-09-01
D1-SW; 0 the same day BOARD_DECIDED; BOARD; SOCIAL_WORKER; 2022-09-01
D1-VSH; 0 the same day BOARD_DECIDED; BOARD; VIRTUAL_HEAD; 2022-09-01
D2; 0 the same day BOARD_DECIDED; BOARD; RELEVANT_PERSON HEAD AUTHORITY; 2012-09-01
D2-HOME; 0 the same day BOARD_DECIDED; BOARD; HOME_AUTHORITY; 2012-09-01
D2-SW; 0 the same day BOARD_DECIDED; BOARD; SOCIAL_WORKER; 2022-09-01
D2-VSH; 0 the same day BOARD_DECIDED; BOARD; VIRTUAL_HEAD; 2022-09-01
D3; 0 the same day BOARD_DECIDED; BOARD; RELEVANT_PERSON; 2012-09-01
I1; 15 school days after DECISION_NOTICE_GIVEN; RELEVANT_PERSON; ARRANGING_AUTHORITY; 2012-09-01
I5; 15 school days after CLAIM_DETERMINED; RELEVANT_PERSON; ARRANGING_AUTHORITY; 2012-09-01
I6; 15 school days after REVIEW_APPLIED_FOR; ARRANGING_AUTHORITY; RELEVANT_PERSON BOARD; 2012-09-01
I7; 0 the same day REVIEW_EXTENDED_TO; ARRANGING_AUTHORITY; RELEVANT_PERSON BOARD; 2012-09-01
I15; 5 school days before REVIEW_FIXED; ARRANGING_AUTHORITY; RELEVANT_PERSON BOARD; 2012-09-01
I25; 0 the same day REVIEW_DECIDED; REVIEW_PANEL; RELEVANT_PERSON BOARD AUTHORITY; 2012-09-01
I25-HOME; 0 the same day REVIEW_DECIDED; REVIEW_PANEL; HOME_AUTHORITY; 2012-09-01
I25-SW; 0 the same day REVIEW_DECIDED; REVIEW_PANEL; SOCIAL_WORKER; 2022-09-01
I25-VSH; 0 the same day REVIEW_DECIDED; REVIEW_PANEL; VIRTUAL_HEAD; 2022-09-01
I28; 6 calendar months after BOARD_DECIDED; RELEVANT_PERSON; BOARD; 2012-09-01
R1; 10 school days after BOARD_NOTIFIED_OF_REVIEW; BOARD; RELEVANT_PERSON; 2012-09-01
R3; 0 the same day BOARD_RECONSIDERED; BOARD; RELEVANT_PERSON HEAD AUTHORITY; 2012-09-01
R3-HOME; 0 the same day BOARD_RECONSIDERED; BOARD; HOME_AUTHORITY; 2012-09-01
R3-SW; 0 the same day BOARD_RECONSIDERED; BOARD; SOCIAL_WORKER; 2022-09-01
R3-VSH; 0 the same day BOARD_RECONSIDERED; BOARD; VIRTUAL_HEAD; 2022-09-01
F2; 28 calendar days after ORDER_FELL_DUE; ARRANGING_AUTHORITY; AUTHORITY; 2012-09-01
F3; 6 school days after EXCLUDED; AUTHORITY; BOARD; 2012-09-01
O1; 0 the same day TOOK_EFFECT; BOARD; AUTHORITY; 2024-08-19
O1-2006; 0 the same day TOOK_EFFECT; BOARD; AUTHORITY; 2012-09-01; 2024-08-18
O3; 0 the same day NAME_DELETED; BOARD; AUTHORITY; 2024-08-19
K1; 72 calendar months after NAME_DELETED; BOARD; AUTHORITY; 2024-08-19
K2; 72 calendar months after REVIEW_MET; ARRANGING_AUTHORITY; RELEVANT_PERSON; 2012-09-01
W-G1; 15 school days after BOARD_INFORMED; BOARD; RELEVANT_PERSON; 2004-01-09
W-G2; 15 school days after BOARD_INFORMED; BOARD; RELEVANT_PERSON; 2004-01-09
W-G3; 15 school days after BOARD_INFORMED; BOARD; RELEVANT_PERSON; 2004-01-09
W-G4; 50 school days after BOARD_INFORMED; BOARD; RELEVANT_PERSON; 2004-01-09
"""
FIRST_DAYS = {"W-G1": 6, "W-G2": 6, "W-G3": 6, "W-G4": 6}  # every other may be done at once
DAYS_OUT_ALONE = {"E1", "E1-PM", "E2"}  # no more days than the exclusion takes
OLDER_TOO = {"G8"}  # reach exclusions that the board had not yet considered
# Every other rule binds schools of all three types.
TYPES = {
    "E3": {SchoolType.MAINTAINED, SchoolType.ACADEMY},
    "E5": {SchoolType.PRU},
    **{key: {SchoolType.MAINTAINED, SchoolType.PRU} for key in FIRST_DAYS},
}
THRESHOLDS = """
G4-above; 5 school days in a term
G2-above; 15 school days in a term
L1; 45 school days in a school year
E3-spell; 6 school days, back-to-back suspensions added together
D4-post; 2 working days after posting
N6-notice; 48 hours before
C2-days; 45 school days; 2023-09-01
I9-small; 3 members
I9-large; 5 members
I9-head; 5 years
I9-governed; 12 months
I9-governor; 5 years
I9-taught; 5 years
I11-head; 5 years
I13-trained; 2 years
I20-left; 3 members
F1-pounds; 4000 pounds
F2-days; 28 calendar days
F3-weeks; 52 weeks
I28-months; 6 calendar months
K2-minutes; 6 years
"""


def read(table: str) -> dict[str, list[str]]:
    rows = [[cell.strip() for cell in line.split(";")] for line in table.strip().splitlines()]
    assert len({row[0] for row in rows}) == len(rows)
    return {row[0]: row[1:] for row in rows}


def write_days(*days: date | None) -> list[str]:
    return [day.isoformat() for day in days if day]


def write(rule: Rule) -> list[str]:
    limit = f"{rule.number} {rule.unit} {rule.trigger}"
    dates = write_days(rule.in_force_from, rule.in_force_to)
    return [limit, rule.owed_by, " ".join(rule.owed_to), *dates]


def test_every_rule_has_the_limit_the_owner_and_the_dates_that_were_typed_by_hand():
    assert {rule.id: write(rule) for rule in (*LAW, *WALES)} == read(RULES)


def test_every_rule_binds_the_schools_and_takes_the_days_that_were_typed_by_hand():
    law = (*LAW, *WALES)

    assert {r.id: r.citations.keys() for r in law if len(r.citations) < len(SchoolType)} == TYPES
    assert {rule.id: rule.floor for rule in law if rule.floor} == FIRST_DAYS
    assert {rule.id for rule in law if rule.only_days_out} == DAYS_OUT_ALONE
    assert {rule.id for rule in law if rule.reaches_back} == OLDER_TOO


def test_every_threshold_is_the_number_that_was_typed_by_hand():
    found = {
        figure.id: [f"{figure.number} {figure.unit}", *write_days(figure.in_force_from)]
        for figure in FIGURES
    }

    assert found == read(THRESHOLDS)
    assert (MEETING_IF_ASKED_ABOVE, MEETING_ALWAYS_ABOVE, YEAR_AT_MOST) == (5, 15, 45)


def test_the_numbers_beside_the_rules_are_those_that_were_typed_by_hand():
    """M3: papers; G9: a committee; 4.13: terms; L3 and Appendix W: lunchtime, window."""
    assert (PAPERS_SCHOOL_DAYS, PANEL_AT_LEAST, OWN_TERMS_UP_TO) == (5, 3, 3)
    assert {key: (own.lunchtime_value, own.window_opens) for key, own in PARTICULARS.items()} == {
        Jurisdiction.ENGLAND: (Decimal("0.5"), 0),
        Jurisdiction.WALES: (Decimal("0.25"), 6),
    }
