"""A school day outside the span that is known would be counted by some and not by others."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from organisations.models import CalendarVersion
from tests.factories import CalendarVersionFactory, SchoolFactory

FIRST, LAST = date(2026, 9, 1), date(2026, 12, 18)


@pytest.mark.parametrize("day", [date(2026, 8, 31), date(2026, 12, 19)])
def test_the_database_refuses_a_school_day_outside_the_span_that_is_known(db, day):
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarVersionFactory(school=SchoolFactory(calendar=None), session_days=[day])
    assert not CalendarVersion.objects.exists()


@pytest.mark.parametrize("days", [[], [FIRST], [FIRST, LAST]])
def test_days_at_the_ends_of_the_span_and_no_days_at_all_are_taken(db, days):
    version = CalendarVersionFactory(
        school=SchoolFactory(calendar=None),
        session_days=days,
        known_from=FIRST,
        known_until=LAST,
    )

    assert version.session_days == days
