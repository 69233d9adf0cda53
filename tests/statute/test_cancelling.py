from datetime import date

import pytest

from statute.cancelling import find_cancelling_bar
from tests.statute.school_year import YEAR

BEGUN = "the governing board has begun to consider the exclusion"
TOO_EARLY = "the law lets a headteacher cancel only exclusions from 1 September 2023"


@pytest.mark.parametrize(
    ("excluded_on", "today", "begun", "bar"),
    [
        (date(2026, 9, 15), date(2026, 9, 17), False, ""),
        (date(2026, 9, 15), date(2026, 9, 17), True, BEGUN),
        (date(2023, 9, 1), date(2023, 9, 4), False, ""),
        (date(2023, 8, 31), date(2023, 9, 4), False, TOO_EARLY),
        (date(2026, 9, 15), date(2026, 11, 23), False, ""),  # 44 school days, the first included
        (date(2026, 9, 15), date(2026, 11, 24), False, ""),  # 45
        (
            date(2026, 9, 15),
            date(2026, 11, 25),
            False,
            "the pupil has been out for 46 school days this school year, which is over 45",
        ),
        (date(2026, 7, 1), date(2026, 9, 4), False, ""),  # last year's days count for last year
    ],
)
def test_an_exclusion_may_be_cancelled_until_the_board_begins_or_45_school_days_are_over(
    excluded_on, today, begun, bar
):
    assert find_cancelling_bar(excluded_on, today, YEAR, board_has_begun=begun) == bar
