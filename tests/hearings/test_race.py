"""Two clerks at once: the database decides, and the loser is told why."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from hearings.actions.listings import list_hearing
from hearings.actions.panels import seat_governor
from hearings.models import PanelSeat
from hearings.seats import GovernorNotFree
from row_security.scope import WHOLE_SERVICE, scoped_transaction
from tests.factories import SchoolFactory, clerk_of, governor_of
from tests.hearings.conftest import THE_16TH, awaiting_board, meeting, panel_of

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]


def two_hearings(school, clerk):
    return [
        list_hearing(
            case_id=awaiting_board(school).pk,
            proposal=meeting(),
            panel=panel_of(school),
            actor=clerk,
            now=THE_16TH,
        )
        for _ in range(2)
    ]


def seat(together, hearing, wanted, clerk):
    """Seat the governor once both clerks are ready; return what the clerk is told."""
    try:
        with scoped_transaction(WHOLE_SERVICE):
            together.wait(timeout=30)
            seat_governor(
                hearing_id=hearing.pk, governor=wanted, is_chair=False, actor=clerk, now=THE_16TH
            )
    except GovernorNotFree as refused:
        return str(refused)
    finally:
        connection.close()
    return "seated"


def test_a_governor_wanted_by_two_hearings_at_one_moment_gets_one_seat():
    with scoped_transaction(WHOLE_SERVICE):
        school = SchoolFactory()
        clerk, wanted = clerk_of(school), governor_of(school)
        wanted.first_name, wanted.last_name = "Kit", "Sample"
        wanted.save()
        hearings = two_hearings(school, clerk)
    together = Barrier(2)

    with ThreadPoolExecutor(2) as clerks:
        told = clerks.map(lambda hearing: seat(together, hearing, wanted, clerk), hearings)
        answers = sorted(told)

    assert answers == [
        "Kit Sample already sits on another panel on 30 September 2026 at 10am to midday",
        "seated",
    ]
    with scoped_transaction(WHOLE_SERVICE):
        assert PanelSeat.objects.filter(governor=wanted, released=False).count() == 1
