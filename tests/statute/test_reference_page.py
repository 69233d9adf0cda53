from datetime import date

from statute.law import LAW
from statute.reason_codes import REASON_CODES, ReasonCode
from statute.reference_page import write_limits, write_reasons


def rows_of(page):
    return [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")]


def test_the_page_of_limits_has_one_row_for_each_rule_with_its_sources():
    rows = rows_of(write_limits(LAW))[2:]

    assert [row[0] for row in rows] == [rule.id for rule in LAW]
    for rule, row in zip(LAW, rows, strict=True):
        assert row[5].split("; ") == list(dict.fromkeys(rule.citations.values()))


def test_the_page_of_reasons_has_one_row_for_each_code():
    rows = rows_of(write_reasons(REASON_CODES))[2:]

    assert [row[0] for row in rows] == [reason.code for reason in REASON_CODES]


def test_the_page_of_reasons_says_until_when_a_withdrawn_code_was_used():
    old = ReasonCode("ZZ", "Withdrawn", date(2020, 8, 1), date(2026, 7, 31))

    assert rows_of(write_reasons([old]))[-1] == ["ZZ", "Withdrawn", "1 August 2020", "31 July 2026"]
