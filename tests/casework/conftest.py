import pytest

from tests.factories import clocked


@pytest.fixture
def noticed(case):
    """A case as a notice leaves it: excluded and the board told on 15 September 2026."""
    return clocked(case)


@pytest.fixture
def at(time_machine):
    """``at(moment)``: the clock of the pages stands there."""
    return lambda moment: time_machine.move_to(moment, tick=False)
