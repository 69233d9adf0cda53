"""How a case that differs, or cannot be answered, is told."""

import json
from datetime import date

from statute.worked_cases.checking import Finding, check_cases, write_value
from statute.worked_cases.reading import read_worked_cases
from tests.statute.worked_case import (
    find_differing,
    informed,
    permanent,
    suspended,
    write_file,
)


def test_a_date_past_the_calendar_differs_and_says_why():
    file = write_file(
        [permanent("2027-07-20"), informed("2027-07-20")], {"gb_deadline": "2027-09-14"}
    )

    [finding] = check_cases(read_worked_cases(json.dumps(file))).differing

    assert finding.answered is None
    assert finding.working[-1].startswith(
        "Last day: cannot be counted: the school days after 21 July"
    )


def test_a_total_past_the_calendar_differs_and_says_why():
    file = write_file([suspended("2027-07-20", 5)], {"term_total_days": 5})

    check = check_cases(read_worked_cases(json.dumps(file)))

    missing = "the school days after 21 July 2027 have not been supplied"
    assert check.differing[0].working == (f"It cannot be worked out: {missing}.",)
    assert check.contradictions == (f"T01: {missing}",)


def test_totals_are_the_working_of_a_total():
    [total] = find_differing(write_file([suspended("2026-12-17", 3)], {"term_total_days": 5}))
    [board] = find_differing(write_file([informed()], {"gb_aim_latest": "2026-12-17"}))

    assert total.working == (
        "2026-09-02 to 2026-12-18: 2 days out",
        "2027-01-04 to 2027-03-25: 1 days out",
    )
    assert board.working == ("No rule starts a clock for it on these events.",)


def test_facts_that_contradict_are_told():
    file = write_file([permanent(), informed("2026-09-14")], {})

    assert check_cases(read_worked_cases(json.dumps(file))).contradictions == (
        "T01: telling the governing board cannot come before the exclusion",
    )


def test_values_are_written_as_the_file_has_them():
    days = [date(2026, 9, 15), date(2026, 9, 16)]

    assert write_value(None) == "nothing"
    assert write_value(True) == "true"
    assert write_value(days) == '["2026-09-15", "2026-09-16"]'
    assert Finding("T01", "x", 1, 1).agrees
