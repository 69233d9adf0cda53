from statute.law import LAW
from statute.reference_page import write


def test_the_reference_page_has_one_row_for_each_rule_with_its_source():
    rows = [line for line in write(LAW).splitlines() if line.startswith("| ")]

    assert [row.split(" | ")[0].lstrip("| ") for row in rows[2:]] == [rule.id for rule in LAW]
    for rule, row in zip(LAW, rows[2:], strict=True):
        for citation in rule.citations.values():
            assert citation in row
