"""What the page of a case and the home page say about hearings, and the guards beneath them."""

import pytest
from django.db import IntegrityError, transaction

from hearings import seats
from hearings.models import Invitation
from hearings.states import HearingNotOpen, HearingStatus, check_move
from hearings.templatetags.hearing_summary import hearing_summary
from hearings.templatetags.hearing_work import hearing_work
from tests.factories import clerk_of, headteacher_of, officer_of
from tests.hearings.conftest import THE_16TH, panel_of
from tests.hearings.test_attendance import ask


def test_a_case_without_a_hearing_offers_its_clerk_to_list_one(maintained):
    shown = hearing_summary(maintained, clerk_of(maintained.school))

    assert (shown["hearings"], shown["may_list"], shown["is_academy"]) == ([], True, False)
    assert not hearing_summary(maintained, headteacher_of(maintained.school))["may_list"]


def test_a_listed_hearing_shows_each_answer_and_whose_it_is_to_give(academy, listed):
    hearing = listed(academy)
    ask(academy)
    ask(academy, academy.home_authority)

    shown = hearing_summary(academy, officer_of(academy.home_authority))

    assert (shown["hearings"], shown["may_list"], shown["may_permit"]) == ([hearing], False, False)
    assert [one.kind for one in shown["answers"]] == ["AUTHORITY", "HOME_AUTHORITY"]
    assert shown["mine"] == [Invitation.objects.get(kind="HOME_AUTHORITY")]


def test_home_shows_what_waits(maintained):
    shown = hearing_work(clerk_of(maintained.school), THE_16TH.date())

    assert [item.reference for item in shown["work"].to_list] == [maintained.reference]


def test_what_the_database_refuses_for_another_reason_is_not_called_a_clash(maintained, listed):
    panel = panel_of(maintained.school)
    hearing = listed(maintained, panel=panel)
    again = hearing.seats.get(governor=panel[0].governor)
    again.pk, again.is_chair = None, True
    again.governor = panel[1].governor
    again.during = type(again.during)(hearing.ends_at, hearing.ends_at.replace(hour=20))

    with pytest.raises(IntegrityError, match="one_seat_per_governor"), transaction.atomic():
        seats._save(again, again.governor)


def test_a_hearing_that_was_held_is_never_held_or_cancelled_again():
    for to in (HearingStatus.HELD, HearingStatus.VACATED):
        with pytest.raises(HearingNotOpen, match="this hearing is “held”, so it cannot be changed"):
            check_move(HearingStatus.HELD, to)
