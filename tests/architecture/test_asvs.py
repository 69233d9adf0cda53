"""The register of security requirements is whole, and every test it names is there."""

from dataclasses import replace

import pytest

from config import asvs

LINES = asvs.read(asvs.REGISTER.read_text())


def change(which, **values):
    return [replace(line, **values) if line.number == which else line for line in LINES]


def test_the_register_has_no_fault():
    assert asvs.find_faults(LINES) == []


def test_the_standard_has_so_many_requirements_at_each_level():
    levels = "".join(asvs.LEVELS.values())
    assert [levels.count(level) for level in "123"] == [70, 183, 92]


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (LINES[1:], "1.1.1 is left out"),
        ([*LINES, LINES[0]], "1.1.1 is there twice"),
        (change("1.1.1", level="1"), "1.1.1 is of level 2"),
        (change("1.1.1", number="1.2.10"), "1.2.10 is at neither level 1 nor 2"),
        (
            change("1.1.1", shown_by=("tests/architecture/test_asvs.py::test_of_nothing",)),
            "1.1.1 names what is not there: tests/architecture/test_asvs.py::test_of_nothing",
        ),
        (
            change("1.1.1", shown_by=("tests/nowhere.py",)),
            "1.1.1 names what is not there: tests/nowhere.py",
        ),
        (change("1.1.1", shown_by=()), "1.1.1 says 0 things of tests, a reason and a gap"),
        (change("1.1.1", not_yet_because="x"), "1.1.1 says 2 things of tests, a reason and a gap"),
    ],
)
def test_each_fault_is_found(lines, fault):
    assert fault in asvs.find_faults(lines)
