from dataclasses import replace
from datetime import date

import pytest

from statute.explaining import CannotBeExplained, Question, explain_rule
from statute.facts import SchoolType
from statute.giving_notice import Method, WorkingDays
from statute.law import get_rule
from tests.statute.school_year import AUTUMN_ONLY, YEAR

WORKING_DAYS = WorkingDays(frozenset({date(2026, 12, 25)}), date(2026, 12, 31))
QUESTION = Question(
    rule=get_rule("I1"),
    school_type=SchoolType.MAINTAINED,
    start=date(2026, 11, 20),
    calendar=YEAR,
    working_days=WORKING_DAYS,
    method=Method.FIRST_CLASS_POST,
)


def test_p04_is_explained_from_the_posting_to_the_last_day():
    lines = explain_rule(QUESTION, {date(2026, 12, 4): "Polling station"})

    assert lines[:4] == [
        "Sent on 20 November 2026 (first class post); counts from 24 November 2026.",
        "Rule I1: Apply for a review.",
        "Limit: 15 school days after the decision letter, 24 November 2026.",
        "Source: SI 2012/1033 Sch 1 para 2(1).",
    ]
    assert lines[4:6] == [
        "  Tue 2026-11-24  the day it runs from, not counted",
        "  Wed 2026-11-25  1",
    ]
    assert "  Sat 2026-11-28  weekend" in lines
    assert "  Tue 2026-12-15  15" in lines
    assert "Last day: 15 December 2026." in lines
    assert lines[-3] == "Status: confirmed."
    assert lines[-1].startswith("Another reading: From the day of sending")


def test_a_day_that_was_left_out_is_named_with_its_reason():
    half_term = replace(QUESTION, rule=get_rule("G1"), start=date(2026, 10, 16), method=None)

    lines = explain_rule(half_term, {date(2026, 10, 26): "Half term"})

    assert "  Mon 2026-10-26  Half term" in lines
    assert "  Tue 2026-10-27  not a school day" in lines


def test_an_application_is_explained_by_the_provision_of_its_own():
    applied = replace(QUESTION, rule=get_rule("I6"), start=date(2026, 12, 14))

    assert explain_rule(applied)[0].endswith("counts from 16 December 2026.")


def test_a_duty_of_the_same_day_and_a_date_that_cannot_be_counted_have_no_days():
    same_day = replace(QUESTION, rule=get_rule("N3"), method=None)
    unknown = replace(same_day, rule=get_rule("G1"), calendar=AUTUMN_ONLY, start=date(2026, 12, 10))

    assert explain_rule(same_day)[3] == "Last day: 20 November 2026."
    assert explain_rule(unknown)[3] == (
        "Last day: cannot be counted: the school days after 18 December 2026 have not been "
        "supplied."
    )


def test_a_floor_is_told_beside_the_limit():
    wales = replace(QUESTION, rule=get_rule("W-G1"), method=None)

    assert "Not before: 30 November 2026." in explain_rule(wales)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"rule": get_rule("E5")}, "rule E5 does not bind schools of this type"),
        (
            {"rule": get_rule("G1")},
            "rule G1 runs from telling the governing board, which is not sent: leave out how it "
            "was sent",
        ),
        (
            {"rule": get_rule("N1-LA"), "start": date(2022, 8, 31)},
            "rule N1-LA is for exclusions from 1 September 2022",
        ),
        (
            {"rule": get_rule("N5-LA")},
            "rule N5-LA is for exclusions from 1 September 2012 to 31 August 2022",
        ),
        (
            {"start": date(2011, 3, 1)},
            "the rules held here begin on 1 September 2012: an exclusion of 1 March 2011 came "
            "under an earlier law",
        ),
    ],
)
def test_a_question_that_contradicts_its_rule_is_refused_in_words(changes, told):
    with pytest.raises(CannotBeExplained) as refused:
        explain_rule(replace(QUESTION, **changes))

    assert str(refused.value) == told
