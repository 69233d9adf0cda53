from datetime import UTC, datetime

import pytest

from audit.models import AuditEvent
from casework.models import Case, CaseAssignment
from casework.remarks import put_back
from hearings.access import NotYourTask
from hearings.actions.listings import NoReason, vacate_hearing
from hearings.actions.panels import CannotSit, release_governor, seat_governor
from hearings.models import Hearing, Invitation, PanelSeat
from hearings.seats import GovernorNotFree
from hearings.states import HearingNotOpen
from notifications.models import Message
from tests.factories import UserFactory, clerk_of, governor_of, headteacher_of
from tests.hearings.conftest import THE_16TH, awaiting_board, meeting, panel_of
from tests.hearings.test_move_hearing import entries


def seat(hearing, governor, **values):
    given = {"is_chair": False, "actor": clerk_of(hearing.case.school), "now": THE_16TH}
    return seat_governor(hearing_id=hearing.pk, governor=governor, **{**given, **values})


def release(hearing, governor, **values):
    given = {"reason": "Knows the family", "actor": clerk_of(hearing.case.school)}
    given["now"] = THE_16TH
    return release_governor(hearing_id=hearing.pk, governor=governor, **{**given, **values})


def test_a_governor_seated_later_is_told_at_once_what_is_current(maintained, listed):
    hearing = listed(maintained)
    fourth = governor_of(maintained.school)
    sent = Message.objects.count()

    seat(hearing, fourth)

    assert Message.objects.count() == sent + 1
    assert Message.objects.get(to=fourth.email).letter == "hearing-invitation"
    assert Case.objects.visible_to(fourth).get() == maintained
    assert AuditEvent.objects.get(kind="hearing.governor-seated").facts == {
        "hearing": hearing.pk,
        "governor": fourth.pk,
        "is_chair": False,
    }


def test_a_released_governor_gets_a_cancellation_and_no_longer_reaches_the_case(maintained, listed):
    panel = panel_of(maintained.school)
    hearing = listed(maintained, panel=panel)
    gone = panel[2].governor

    release(hearing, gone)

    assert Message.objects.filter(to=gone.email).latest("pk").letter == "hearing-not-asked"
    assert [(row[0], row[2]) for row in entries("hearing-not-asked")] == [("CANCEL", 1)]
    assert not Case.objects.visible_to(gone).exists()
    assert Case.objects.visible_to(panel[1].governor).exists()
    assert Invitation.objects.get(user=gone).withdrawn_at == THE_16TH
    event = AuditEvent.objects.get(kind="hearing.governor-released")
    put_back([event])
    assert event.facts["reason"] == "Knows the family"


def test_a_governor_seated_again_has_a_newer_entry_than_the_cancelled_one(maintained, listed):
    panel = panel_of(maintained.school)
    hearing = listed(maintained, panel=panel)
    back = panel[2].governor
    release(hearing, back)

    seat(hearing, back)

    invitation = Invitation.objects.get(user=back)
    assert (invitation.told_sequence, invitation.withdrawn_at) == (2, None)
    assert PanelSeat.objects.filter(governor=back, released=False).count() == 1
    assert CaseAssignment.objects.filter(user=back, ended_at=None).count() == 1


def test_a_governor_on_two_panels_of_one_case_keeps_reaching_it(maintained, listed):
    panel = panel_of(maintained.school)
    first = listed(maintained, panel=panel)
    Hearing.objects.filter(pk=first.pk).update(status="HELD")
    second = listed(maintained, meeting(datetime(2026, 10, 1, 9, tzinfo=UTC)), panel=panel)

    release(second, panel[2].governor)

    assert Case.objects.visible_to(panel[2].governor).exists()


def test_who_may_not_sit(maintained, listed):
    panel = panel_of(maintained.school)
    hearing = listed(maintained, panel=panel)
    stranger = UserFactory(first_name="Ann", last_name="Other")

    with pytest.raises(CannotSit, match="Ann Other is not a governor of Sample Hill School"):
        seat(hearing, stranger)
    with pytest.raises(CannotSit, match="is on this panel already"):
        seat(hearing, panel[0].governor)
    with pytest.raises(CannotSit, match="this panel has a chair already"):
        seat(hearing, governor_of(maintained.school), is_chair=True)
    with pytest.raises(CannotSit, match="Ann Other is not on this panel"):
        release(hearing, stranger)


def test_a_new_chair_follows_a_released_one(maintained, listed):
    panel = panel_of(maintained.school)
    hearing = listed(maintained, panel=panel)
    release(hearing, panel[0].governor)
    successor = governor_of(maintained.school)

    seat(hearing, successor, is_chair=True)

    assert hearing.seats.get(is_chair=True, released=False).governor == successor


def test_a_governor_who_sits_elsewhere_at_that_time_is_refused(maintained, listed):
    busy = panel_of(maintained.school)
    listed(awaiting_board(maintained.school), panel=busy)
    hearing = listed(maintained)

    with pytest.raises(GovernorNotFree, match="already sits on another panel"):
        seat(hearing, busy[1].governor)

    assert not hearing.seats.filter(governor=busy[1].governor).exists()


def test_releasing_needs_a_reason_and_both_need_the_clerk(maintained, listed):
    panel = panel_of(maintained.school)
    hearing = listed(maintained, panel=panel)
    head = headteacher_of(maintained.school)

    with pytest.raises(NoReason, match="say why the governor is released"):
        release(hearing, panel[0].governor, reason=" ")
    with pytest.raises(NotYourTask):
        release(hearing, panel[0].governor, actor=head)
    with pytest.raises(NotYourTask):
        seat(hearing, governor_of(maintained.school), actor=head)


def test_the_panel_of_a_cancelled_hearing_stays_as_it_was(maintained, listed):
    panel = panel_of(maintained.school)
    hearing = listed(maintained, panel=panel)
    vacate_hearing(
        hearing_id=hearing.pk, reason="Illness", in_error=False, version=1,
        actor=clerk_of(maintained.school), now=THE_16TH,
    )  # fmt: skip

    with pytest.raises(HearingNotOpen):
        seat(hearing, governor_of(maintained.school))
    with pytest.raises(HearingNotOpen):
        release(hearing, panel[0].governor)
