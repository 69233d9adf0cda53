"""A spreadsheet runs a text that begins like a formula: none is written, and figures stay."""

import csv
import io
from pathlib import Path

import pytest

from organisations.models import LocalAuthority
from statute.school_years import SchoolYear
from transparency.measures import MEASURES, Group
from transparency.publication import write_csv

ROOMS = (
    "audit", "casework", "config", "data_protection", "design_system", "hearings", "inspection",
    "notifications", "organisations", "programs", "transparency",
)  # fmt: skip
STARTS = ("=1+1", "+1", "-1+cmd", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")')


def write(name: str) -> list[dict[str, str]]:
    authority = LocalAuthority(code="870", name=name, ons_code="E06000038")
    figures = {(measure.key, group.value): 7 for measure in MEASURES for group in Group}
    text = write_csv([(authority, figures)], SchoolYear(2025))
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("name", STARTS)
def test_a_name_that_begins_like_a_formula_is_written_as_text(name):
    for row in write(name):
        assert "'" + name in row.values()
        assert [
            cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        ] == []


def test_figures_are_written_as_they_are():
    [first, *_] = write("Sampleshire")

    counts = {cell for name, cell in first.items() if name.endswith("_count")}
    assert (counts, "Sampleshire" in first.values()) == ({"7"}, True)


def test_only_one_place_writes_csv():
    """A second one would need this test too."""
    writers = [
        str(file)
        for room in ROOMS
        for file in Path(room).rglob("*.py")
        if "csv.writer" in (text := file.read_text()) or "csv.DictWriter" in text
    ]
    assert writers == ["transparency/publication.py"]
