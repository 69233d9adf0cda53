from datetime import UTC, date, datetime

import pytest

from organisations.calendars import (
    DatesAlreadyPublished,
    DatesMissing,
    SessionDates,
    join_to_published,
    publish,
)
from organisations.models import CalendarSource
from tests.factories import LocalAuthorityFactory, SchoolFactory

NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
SUMMER = SessionDates(
    session_days=[date(2026, 7, 16), date(2026, 7, 17)],
    known_from=date(2026, 7, 15),
    known_until=date(2026, 7, 17),
    closed_days={date(2026, 7, 15): "Closed"},
)
AUTUMN = SessionDates(
    session_days=[date(2026, 9, 3), date(2026, 9, 4)],
    known_from=date(2026, 9, 2),
    known_until=date(2026, 9, 4),
    closed_days={date(2026, 9, 2): "INSET day"},
)
BOTH = SessionDates(
    session_days=[*SUMMER.session_days, *AUTUMN.session_days],
    known_from=date(2026, 7, 15),
    known_until=date(2026, 9, 4),
    closed_days={date(2026, 7, 15): "Closed", date(2026, 9, 2): "INSET day"},
)


def held(owner, dates):
    publish(
        owner, dates, source=CalendarSource.IMPORTED, reason="test", actor="system/import", now=NOW
    )
    return owner


def test_the_first_dates_of_a_school_are_taken_as_they_are(db):
    assert join_to_published(SchoolFactory(calendar=None), AUTUMN) == AUTUMN


def test_the_year_before_is_kept_when_the_next_comes(db):
    school = held(SchoolFactory(calendar=None), SUMMER)
    authority = held(LocalAuthorityFactory(), SUMMER)

    assert join_to_published(school, AUTUMN) == BOTH
    assert join_to_published(authority, AUTUMN) == BOTH


def test_a_year_before_may_come_later(db):
    joined = join_to_published(held(SchoolFactory(calendar=None), AUTUMN), SUMMER)

    assert (sorted(joined.session_days), joined.known_from, joined.known_until) == (
        BOTH.session_days, BOTH.known_from, BOTH.known_until,
    )  # fmt: skip


def test_what_the_new_dates_cover_takes_the_place_of_the_old(db):
    school = held(SchoolFactory(calendar=None), BOTH)
    snow = SessionDates(
        session_days=[date(2026, 9, 4)],
        known_from=date(2026, 9, 2),
        known_until=date(2026, 9, 4),
        closed_days={date(2026, 9, 3): "Snow"},
    )

    with pytest.raises(DatesAlreadyPublished, match="for 2 September 2026 to 4 September 2026"):
        join_to_published(school, snow)
    joined = join_to_published(school, snow, replacing=True)

    assert joined.session_days == [*SUMMER.session_days, date(2026, 9, 4)]
    assert joined.closed_days == {date(2026, 7, 15): "Closed", date(2026, 9, 3): "Snow"}


def test_the_same_file_twice_is_no_second_file_for_one_year(db):
    assert join_to_published(held(SchoolFactory(calendar=None), BOTH), AUTUMN) == BOTH


@pytest.mark.parametrize("first", ["old", "new"])
def test_a_term_that_nobody_named_between_the_two_is_refused(db, first):
    spring = SessionDates(
        session_days=[date(2027, 1, 4)], known_from=date(2027, 1, 4), known_until=date(2027, 1, 4)
    )
    school, later = (AUTUMN, spring) if first == "old" else (spring, AUTUMN)

    with pytest.raises(DatesMissing, match="between 4 September 2026 and 4 January 2027"):
        join_to_published(held(SchoolFactory(calendar=None), school), later)
