from datetime import UTC, date, datetime

import pytest

from statute.london import london_date


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 7, 1, 22, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 23, 0, tzinfo=UTC), date(2026, 7, 2)),  # summer: midnight is 23:00
        (datetime(2026, 12, 1, 23, 59, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 29)),
    ],
)
def test_the_day_is_the_one_in_london(moment, day):
    assert london_date(moment) == day


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        london_date(datetime(2026, 7, 1, 12))  # noqa: DTZ001  (that is what is tested)
