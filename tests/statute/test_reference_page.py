from datetime import date

from statute.figures import Status
from statute.law import LAW, WALES
from statute.reason_codes import REASON_CODES, ReasonCode
from statute.reference_page import write_limits, write_reasons

PAGE = write_limits(LAW, WALES)


def rows_of(page, heading=""):
    start = page.index(f"\n## {heading}") if heading else 0
    section = page[start:].split("\n## ", 1 if not heading else 2)[1 if heading else 0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_page_of_limits_has_one_row_for_each_rule_with_its_sources():
    rows = rows_of(PAGE)

    assert [row[0] for row in rows] == [rule.id for rule in LAW]
    for rule, row in zip(LAW, rows, strict=True):
        assert row[5] == rule.applies_to.__doc__, rule.id
        assert row[6].split("; ") == "; ".join(dict.fromkeys(rule.citations.values())).split("; ")


def test_the_page_says_since_when_and_until_when_and_how_sure_a_rule_is():
    rows = {row[0]: row for row in rows_of(PAGE)}

    assert rows["N5-LA"][7] == "from 1 September 2012 to 31 August 2022"
    assert rows["G8"][7].endswith("older ones not yet considered as well")
    assert (rows["G1"][8], rows["F2"][8]) == ("confirmed", "**not confirmed**")
    assert rows["G1"][4] == "15 school days after telling the governing board"
    assert rows["N3"][4] == "the same day as the exclusion"


def test_every_choice_of_reading_is_on_the_page_with_the_one_not_taken():
    rows = {row[0]: row[1:] for row in rows_of(PAGE, "Readings")}

    assert rows["F2"][2] == "`PAYMENT_CALENDAR_DAYS`"
    for rule in LAW:
        if rule.status is Status.ADOPTED:
            assert all(rows[rule.id][:2]), rule.id


def test_no_rule_is_left_out_of_the_cases_without_a_reason_on_the_page():
    rows = dict(rows_of(PAGE, "Rules of which no deadline is kept"))

    assert rows == {rule.id: rule.not_kept for rule in LAW if not rule.is_clock}
    assert "N7" in rows


def test_the_welsh_floor_is_on_the_page():
    assert rows_of(PAGE, "Wales")[0][4].endswith("and from the 6th of them")


def test_the_page_of_reasons_has_one_row_for_each_code():
    assert [row[0] for row in rows_of(write_reasons(REASON_CODES))] == [
        reason.code for reason in REASON_CODES
    ]


def test_the_page_of_reasons_says_until_when_a_withdrawn_code_was_used():
    old = ReasonCode("ZZ", "Withdrawn", date(2020, 8, 1), date(2026, 7, 31))

    assert rows_of(write_reasons([old])) == [["ZZ", "Withdrawn", "1 August 2020", "31 July 2026"]]
