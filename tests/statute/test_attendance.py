import pytest

from statute.attendance import STANDING_IN_WORDS, Standing, la_standing
from statute.facts import SchoolType

PARTY, WATCHES = Standing.PARTY, Standing.OBSERVER
SPEAKS, NO_RIGHT = Standing.OBSERVER_MAY_SPEAK, Standing.NO_RIGHT
MAINTAINED, PRU, ACADEMY = SchoolType.MAINTAINED, SchoolType.PRU, SchoolType.ACADEMY


@pytest.mark.parametrize(
    ("school_type", "is_home", "requested", "permitted", "standing"),
    [
        (MAINTAINED, False, False, False, PARTY),
        (MAINTAINED, False, True, True, PARTY),
        (MAINTAINED, True, False, False, NO_RIGHT),
        (MAINTAINED, True, True, True, NO_RIGHT),
        (PRU, False, False, False, PARTY),  # worked example P14
        (PRU, True, True, True, NO_RIGHT),
        (ACADEMY, False, False, False, NO_RIGHT),
        (ACADEMY, False, False, True, NO_RIGHT),
        (ACADEMY, False, True, False, WATCHES),  # worked example P15
        (ACADEMY, False, True, True, SPEAKS),
        (ACADEMY, True, False, False, NO_RIGHT),
        (ACADEMY, True, False, True, NO_RIGHT),
        (ACADEMY, True, True, False, WATCHES),
        (ACADEMY, True, True, True, SPEAKS),
    ],
)
def test_the_standing_of_an_authority_at_the_boards_meeting(
    school_type, is_home, requested, permitted, standing
):
    found = la_standing(school_type, is_home=is_home, requested=requested, permitted=permitted)

    assert found is standing


def test_every_standing_is_told_in_words():
    assert set(STANDING_IN_WORDS) == set(Standing)
