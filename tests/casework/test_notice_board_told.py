"""Saying later on which day the governing board was told."""

from datetime import date

import pytest

from casework.actions import notices
from casework.states import TransitionNotAllowed
from notifications.models import Message
from tests.factories import SchoolFactory, clerk_of, headteacher_of, staff_of


def due(case):
    return {row.rule_id: (row.due_date, row.gap) for row in case.deadlines.all()}


@pytest.fixture
def issued(give, tuesday):
    return give(board_informed_on=None)


def tell(case, actor, informed_on, now):
    return notices.record_board_informed(
        case_id=case.pk, informed_on=informed_on, actor=actor, now=now
    )


def test_telling_the_board_starts_its_clock_and_tells_the_authority(issued, sampleton, tuesday):
    case = tell(issued, clerk_of(sampleton), date(2026, 9, 15), tuesday)

    assert case.status == "AWAITING_BOARD"
    assert due(case)["G1"] == (date(2026, 10, 6), "")
    letter = Message.objects.get(letter="board-told-to-authority")
    assert letter.subject == "870-2627-0001: the governing board of Sampleton School has been told"
    assert "The governing board must meet by Tuesday 6 October 2026." in letter.body
    assert "Education" not in letter.body


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 9, 14), "cannot have been told before the exclusion"),
        (date(2026, 9, 16), "has not come yet"),
    ],
)
def test_a_day_that_cannot_be_right_is_refused(issued, sampleton, tuesday, day, told):
    with pytest.raises(notices.DayOutOfOrder, match=told):
        tell(issued, headteacher_of(sampleton), day, tuesday)

    issued.refresh_from_db()
    assert issued.status == "ISSUED"


def test_staff_and_strangers_cannot_say_it(issued, sampleton, tuesday):
    for person in (staff_of(sampleton), clerk_of(SchoolFactory())):
        with pytest.raises(TransitionNotAllowed):
            tell(issued, person, date(2026, 9, 15), tuesday)


def test_it_is_said_once(issued, sampleton, tuesday):
    clerk = clerk_of(sampleton)
    tell(issued, clerk, date(2026, 9, 15), tuesday)

    with pytest.raises(TransitionNotAllowed):
        tell(issued, clerk, date(2026, 9, 15), tuesday)


def test_a_second_tab_is_told_that_it_is_on_record(issued, sampleton, tuesday):
    clerk = clerk_of(sampleton)
    tell(issued, clerk, date(2026, 9, 15), tuesday)

    with pytest.raises(TransitionNotAllowed) as refusal:
        tell(issued, clerk, date(2026, 9, 15), tuesday)

    assert str(refusal.value) == (
        "this is on record already: the case is at “Awaiting the governing board”"
    )
